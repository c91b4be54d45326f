import { domainToASCII } from 'node:url';

/**
 * The form in which two addresses are compared: Unicode NFKC, lower case, domain in ASCII (UTS 46).
 * @param address as typed
 */
export function addressKey(address: string): string {
  const plain = address.trim().normalize('NFKC').toLowerCase();
  const at = plain.lastIndexOf('@');
  return `${plain.slice(0, at)}@${domainToASCII(plain.slice(at + 1)) || plain.slice(at + 1)}`;
}
