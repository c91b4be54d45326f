import { isIP } from 'node:net';
import { ConfigurationError, readEnv, type Env } from './env.js';

/** What the starter runs beside the app on a machine where nothing was configured. */
interface Local {
  database?: string;
  stripe?: { url: string; secretKey: string; webhookSecret: string };
  secretKey?: string;
}

/** How Stripe is reached: the real one, the local sandbox, or not at all. */
export interface StripeConfig {
  secretKey: string;
  webhookSecrets: string[];
  /** Set for the sandbox only. */
  sandboxUrl: string | null;
  /** Whether Stripe reckons the tax that is in each price. */
  tax: boolean;
}

/** The environment, reshaped once into what the code asks for. */
export class Config {
  readonly port: number;
  /** Where to listen. The demo world has known passwords and an open mailbox: only this machine reaches it. */
  readonly host: string;
  readonly publicUrl: string;
  readonly dataDir: string;
  readonly databaseUrl: string;
  readonly databaseDirectUrl: string;
  /** Newest first: the first signs, all verify. */
  readonly secretKeys: string[];
  readonly stripe: StripeConfig | null;
  readonly smtpUrl: string | null;
  readonly mailFrom: string;
  readonly role: Env['ROLE'];
  readonly trustProxy: string[];
  readonly metricsToken: string | null;
  readonly signUp: Env['SIGN_UP'];
  readonly creators: Env['CREATORS'];
  readonly logLevel: Env['LOG_LEVEL'];
  readonly production: boolean;
  /** The demo world, its logins and `/dev` exist only here. */
  readonly demo: boolean;

  /** @throws ConfigurationError when something needed is missing or unsafe in production */
  constructor(source: Record<string, string | undefined>) {
    const env = readEnv(source);
    this.production = env.NODE_ENV === 'production';
    const lines = this.production ? productionFaults(env) : [];
    const local = readLocal(env.THOUSAND_LOCAL);
    const trustProxy = env.TRUST_PROXY?.split(',').map((s) => s.trim()) ?? [];
    if (!local) lines.push('THOUSAND_LOCAL: cannot be read. Start with `npm start`, which sets it.');
    if (!trustProxy.every(isRange)) lines.push('TRUST_PROXY: takes addresses or ranges, separated by commas, such as 10.0.0.0/8,127.0.0.1.');
    if (!env.DATABASE_URL && !local?.database) lines.push('DATABASE_URL: is missing. Start with `npm start`, or name a PostgreSQL server.');
    if (env.STRIPE_SECRET_KEY && !env.STRIPE_WEBHOOK_SECRET) lines.push('STRIPE_WEBHOOK_SECRET: is missing; Stripe shows it beside the endpoint.');
    if (!env.SECRET_KEY && !local?.secretKey) lines.push('SECRET_KEY: is missing: 32 characters or more.');
    if (!local || lines.length > 0) throw new ConfigurationError(lines);

    this.port = env.PORT;
    this.publicUrl = (env.PUBLIC_URL ?? `http://localhost:${env.PORT}`).replace(/\/$/, '');
    this.dataDir = env.DATA_DIR;
    this.databaseUrl = (env.DATABASE_URL ?? local.database)!;
    this.databaseDirectUrl = env.DATABASE_DIRECT_URL ?? this.databaseUrl;
    this.secretKeys = env.SECRET_KEY ?? [local.secretKey!];
    this.stripe = stripeConfig(env, local);
    this.smtpUrl = env.SMTP_URL ?? null;
    this.mailFrom = env.MAIL_FROM ?? 'Thousand <hello@thousand.localhost>';
    this.role = env.ROLE;
    this.trustProxy = trustProxy;
    this.metricsToken = env.METRICS_TOKEN ?? null;
    this.signUp = env.SIGN_UP;
    this.creators = env.CREATORS;
    this.logLevel = env.LOG_LEVEL;
    this.demo = !this.production && Boolean(local.database && local.stripe);
    this.host = this.demo ? '127.0.0.1' : '0.0.0.0';
  }
}

/** @returns null when it is not what the starter writes */
function readLocal(json: string | undefined): Local | null {
  if (!json) return {};
  try {
    const local = JSON.parse(json) as Local;
    const { database, secretKey, stripe } = local;
    const given = [database, secretKey, ...(stripe ? [stripe.url, stripe.secretKey, stripe.webhookSecret].map((one) => one ?? null) : [])];
    return typeof local === 'object' && given.every((one) => one === undefined || typeof one === 'string') ? local : null;
  } catch {
    return null;
  }
}

/** An address, or a range in CIDR notation (RFC 4632, RFC 4291). */
function isRange(text: string): boolean {
  const [address = '', prefix, ...rest] = text.split('/');
  const family = isIP(address);
  return family > 0 && rest.length === 0 && (prefix === undefined || (/^\d{1,3}$/.test(prefix) && Number(prefix) <= (family === 4 ? 32 : 128)));
}

function stripeConfig(env: Env, local: Local): StripeConfig | null {
  if (env.PAYMENTS === 'off') return null;
  const tax = env.STRIPE_TAX === 'on';
  if (env.STRIPE_SECRET_KEY) {
    return { secretKey: env.STRIPE_SECRET_KEY, webhookSecrets: env.STRIPE_WEBHOOK_SECRET!, sandboxUrl: null, tax };
  }
  if (!local.stripe) return null;
  return { secretKey: local.stripe.secretKey, webhookSecrets: local.stripe.webhookSecret.split(','), sandboxUrl: local.stripe.url, tax };
}

function productionFaults(env: Env): string[] {
  const lines: string[] = [];
  if (env.THOUSAND_LOCAL) lines.push('NODE_ENV: production does not run on the trial database and sandbox of `npm start`.');
  if (!env.PUBLIC_URL?.startsWith('https://')) lines.push('PUBLIC_URL: must be an https address in production.');
  if (!env.SMTP_URL) lines.push('SMTP_URL: is missing: the server that takes your mail.');
  if (!env.MAIL_FROM) lines.push('MAIL_FROM: is missing: the address your mail comes from.');
  if (env.SECRET_KEY?.some((key) => /change|secret|example|placeholder/i.test(key))) lines.push('SECRET_KEY: looks like a placeholder.');
  if (env.PAYMENTS === 'on' && env.STRIPE_SECRET_KEY?.includes('_test_')) {
    lines.push('STRIPE_SECRET_KEY: is a test key, with which nobody pays; production wants a live one.');
  }
  if (env.PAYMENTS === 'on' && !env.STRIPE_SECRET_KEY) {
    lines.push('STRIPE_SECRET_KEY: is missing; or set PAYMENTS=off for free memberships only.');
  }
  return lines;
}
