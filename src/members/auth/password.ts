import { hash, verify } from '@node-rs/argon2';

// OWASP's first recommendation for argon2id (Password Storage Cheat Sheet): 19 MiB, two passes, one lane.
const OPTIONS = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };
let nobody: Promise<string> | undefined;

/** The shortest password we take; NIST SP 800-63B asks for length, not for signs. */
export const PASSWORD_LENGTH = 10;

export function hashPassword(password: string): Promise<string> {
  return hash(password.normalize('NFKC'), OPTIONS);
}

/**
 * Whether a password is the account's. Without an account, or one without a password, it takes the same time and says no.
 */
export async function passwordMatches(stored: string | null, password: string): Promise<boolean> {
  nobody ??= hash('nobody has this password', OPTIONS);
  const matches = await verify(stored ?? await nobody, password.normalize('NFKC'));
  return matches && stored !== null;
}
