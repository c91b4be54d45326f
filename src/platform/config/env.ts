import { plainToInstance, Transform } from 'class-transformer';
import {
  IsIn, IsInt, IsOptional, IsString, IsUrl, Matches, Max, Min, validateSync,
} from 'class-validator';

const list = ({ value }: { value: unknown }) => (typeof value === 'string' ? value.split(',').map((s) => s.trim()) : value);
const number = ({ value }: { value: unknown }) => (typeof value === 'string' && value !== '' ? Number(value) : value);
const url = { require_tld: false, require_protocol: true };

/** Every variable the install understands; `.env.example` documents the same list for people. */
export class Env {
  /** `production` refuses everything that exists only for trying things out. */
  @IsOptional() @IsIn(['production', 'development', 'test'])
  NODE_ENV: 'production' | 'development' | 'test' = 'development';

  @Transform(number) @IsInt() @Min(0) @Max(65535)
  PORT = 3000;

  /** Where people reach this install; the only source of links in mails and redirects. */
  @IsOptional() @IsUrl({ ...url, protocols: ['http', 'https'] })
  PUBLIC_URL?: string;

  /** Files of this install: media, the local mailbox and, when embedded, the database. */
  @IsString()
  DATA_DIR = '.data';

  @IsOptional() @IsUrl({ ...url, protocols: ['postgres', 'postgresql'] })
  DATABASE_URL?: string;

  /** Past any pooler, for what needs a session of its own: LISTEN, locks, migrations and jobs. */
  @IsOptional() @IsUrl({ ...url, protocols: ['postgres', 'postgresql'] })
  DATABASE_DIRECT_URL?: string;

  /** Signs cookies' CSRF tokens and unsubscribe links. While rotating: the new one first, then the old. */
  @IsOptional() @Transform(list) @Matches(/^.{32,}$/, { each: true })
  SECRET_KEY?: string[];

  @IsOptional() @Matches(/^(sk|rk)_(test|live)_\w{8,}$/)
  STRIPE_SECRET_KEY?: string;

  /** The endpoint's signing secret. While rotating: both, separated by a comma. */
  @IsOptional() @Transform(list) @Matches(/^whsec_\S{16,}$/, { each: true })
  STRIPE_WEBHOOK_SECRET?: string[];

  /** `off`: free memberships only, no Stripe account needed. */
  @IsIn(['on', 'off'])
  PAYMENTS: 'on' | 'off' = 'on';

  /** `on`: Stripe Tax reckons the tax that is in each price; the Stripe account must be registered where it sells. */
  @IsIn(['on', 'off'])
  STRIPE_TAX: 'on' | 'off' = 'off';

  @IsOptional() @Transform(number) @IsInt() @Min(0) @Max(65535)
  SANDBOX_PORT?: number;

  @IsOptional() @IsUrl({ ...url, protocols: ['smtp', 'smtps'] })
  SMTP_URL?: string;

  /** The address mails come from, e.g. `Thousand <hello@example.org>`. */
  @IsOptional() @Matches(/^[^\r\n<>]*<?[^\s<>@]+@[^\s<>@]+>?$/)
  MAIL_FROM?: string;

  /** `web` serves pages, `worker` runs jobs, `all` does both. */
  @IsIn(['web', 'worker', 'all'])
  ROLE: 'web' | 'worker' | 'all' = 'all';

  /** Proxies whose X-Forwarded-For is believed: addresses or ranges, separated by commas. */
  @IsOptional() @IsString()
  TRUST_PROXY?: string;

  /** What a collector sends to read `/metrics`; without it they are not there. */
  @IsOptional() @Matches(/^[\w-]{20,200}$/)
  METRICS_TOKEN?: string;

  @IsIn(['open', 'invite', 'closed'])
  SIGN_UP: 'open' | 'invite' | 'closed' = 'open';

  @IsIn(['anyone', 'approved', 'operator'])
  CREATORS: 'anyone' | 'approved' | 'operator' = 'anyone';

  @IsIn(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'])
  LOG_LEVEL: 'fatal' | 'error' | 'warn' | 'info' | 'debug' | 'trace' | 'silent' = 'info';

  /** What the starter set up for a trial; JSON, never set by people, refused in production. */
  @IsOptional() @IsString()
  THOUSAND_LOCAL?: string;
}

/** What is wrong with the environment, one readable line a variable. */
export class ConfigurationError extends Error {
  constructor(readonly lines: string[]) {
    super(`This install is not configured:\n${lines.map((line) => `  ${line}`).join('\n')}`);
  }
}

/**
 * Reads and checks the environment.
 * @param source variables by name, as in `process.env`; empty strings count as unset
 * @throws ConfigurationError naming every variable that is wrong
 */
export function readEnv(source: Record<string, string | undefined>): Env {
  const names = Object.getOwnPropertyNames(new Env()).concat(OPTIONAL);
  const given = Object.fromEntries(names.filter((name) => source[name]).map((name) => [name, source[name]]));
  const env = plainToInstance(Env, given, { exposeDefaultValues: true });
  const lines = validateSync(env).map(
    (error) => `${error.property}: ${Object.values(error.constraints ?? {}).join('; ').replaceAll(`${error.property} `, '')}`,
  );
  if (lines.length > 0) throw new ConfigurationError(lines);
  return env;
}

const OPTIONAL = [
  'PUBLIC_URL', 'DATABASE_URL', 'DATABASE_DIRECT_URL', 'SECRET_KEY', 'STRIPE_SECRET_KEY', 'STRIPE_WEBHOOK_SECRET',
  'SANDBOX_PORT', 'SMTP_URL', 'MAIL_FROM', 'TRUST_PROXY', 'METRICS_TOKEN', 'THOUSAND_LOCAL',
];
