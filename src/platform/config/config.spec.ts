import { Config } from './config.js';
import { ConfigurationError } from './env.js';

const PRODUCTION = {
  NODE_ENV: 'production', PUBLIC_URL: 'https://thousand.example', DATABASE_URL: 'postgres://app:pw@db/thousand', SECRET_KEY: 'k'.repeat(40),
  SMTP_URL: 'smtps://mail.thousand.example', MAIL_FROM: 'Thousand <hello@thousand.example>', STRIPE_SECRET_KEY: 'sk_live_0123456789',
  STRIPE_WEBHOOK_SECRET: 'whsec_0123456789abcdef',
};
const LOCAL = {
  database: 'postgres://thousand:pw@127.0.0.1:1/thousand', secretKey: 'l'.repeat(40),
  stripe: { url: 'http://127.0.0.1:3001', secretKey: 'sk_test_local', webhookSecret: 'whsec_local' },
};
const TRIAL = { THOUSAND_LOCAL: JSON.stringify(LOCAL) };

/** The lines of the refusal, or none. */
function lines(source: Record<string, string>): string[] {
  try {
    void new Config(source);
    return [];
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error;
    return error.lines;
  }
}

describe('the configuration', () => {
  it('takes a whole production and a trial', () => {
    expect(lines(PRODUCTION)).toEqual([]);
    expect(lines({ ...PRODUCTION, STRIPE_SECRET_KEY: '', STRIPE_WEBHOOK_SECRET: '', PAYMENTS: 'off' })).toEqual([]);
    expect(new Config(PRODUCTION)).toMatchObject({ production: true, demo: false, host: '0.0.0.0', port: 3000 });
    expect(new Config(TRIAL)).toMatchObject({ production: false, demo: true, stripe: { sandboxUrl: LOCAL.stripe.url } });
  });

  it('has Stripe reckon tax only where that was asked for', () => {
    expect(new Config(PRODUCTION).stripe?.tax).toBe(false);
    expect(new Config({ ...PRODUCTION, STRIPE_TAX: 'on' }).stripe?.tax).toBe(true);
    expect(lines({ ...PRODUCTION, STRIPE_TAX: 'yes' })).toEqual([expect.stringMatching(/^STRIPE_TAX: /)]);
  });

  it('shows the demo world to this machine only', () => {
    expect(new Config(TRIAL).host).toBe('127.0.0.1');
    expect(new Config(TRIAL).publicUrl).toBe('http://localhost:3000');
    expect(new Config({ ...TRIAL, PAYMENTS: 'off', THOUSAND_LOCAL: JSON.stringify({ ...LOCAL, stripe: undefined }) }).host).toBe('0.0.0.0');
  });

  it.each([
    ['NODE_ENV', TRIAL],
    ['PUBLIC_URL', { PUBLIC_URL: '' }],
    ['PUBLIC_URL', { PUBLIC_URL: 'http://thousand.example' }],
    ['SMTP_URL', { SMTP_URL: '' }],
    ['MAIL_FROM', { MAIL_FROM: '' }],
    ['SECRET_KEY', { SECRET_KEY: '' }],
    ['SECRET_KEY', { SECRET_KEY: 'change me before anybody else does so' }],
    ['SECRET_KEY', { SECRET_KEY: `${'k'.repeat(40)}, an example of what a key could look like` }],
    ['SECRET_KEY', { SECRET_KEY: 'placeholder placeholder placeholder' }],
    ['SECRET_KEY', { SECRET_KEY: 'short' }],
    ['DATABASE_URL', { DATABASE_URL: '' }],
    ['STRIPE_SECRET_KEY', { STRIPE_SECRET_KEY: '', STRIPE_WEBHOOK_SECRET: '' }],
    ['STRIPE_SECRET_KEY', { STRIPE_SECRET_KEY: 'sk_test_0123456789' }],
    ['STRIPE_SECRET_KEY', { STRIPE_SECRET_KEY: 'rk_test_0123456789' }],
    ['STRIPE_WEBHOOK_SECRET', { STRIPE_WEBHOOK_SECRET: '' }],
  ])('refuses production over %s: %j', (name, change) => {
    const [line, ...more] = lines({ ...PRODUCTION, ...change });
    expect([line?.split(':')[0], more]).toEqual([name, []]);
  });

  it('names everything that is wrong at once, each in a line', () => {
    const wrong = lines({ NODE_ENV: 'production', TRUST_PROXY: 'true' });
    expect(wrong.map((line) => line.split(':')[0]).sort()).toEqual([
      'DATABASE_URL', 'MAIL_FROM', 'PUBLIC_URL', 'SECRET_KEY', 'SMTP_URL', 'STRIPE_SECRET_KEY', 'TRUST_PROXY',
    ]);
    for (const line of wrong) expect(line).toMatch(/^[A-Z_]+: [^\n]+\.$/);
    expect(lines({ ...PRODUCTION, PORT: '70000', ROLE: 'both', STRIPE_SECRET_KEY: 'pk_live_0123456789' }).map((line) => line.split(':')[0]).sort()).toEqual(['PORT', 'ROLE', 'STRIPE_SECRET_KEY']);
  });

  it.each(['{', 'null', '5', '{"database":5}', '{"stripe":{"url":"http://127.0.0.1:1"}}'])('says that THOUSAND_LOCAL cannot be read: %s', (json) => {
    expect(lines({ DATABASE_URL: PRODUCTION.DATABASE_URL, SECRET_KEY: PRODUCTION.SECRET_KEY, THOUSAND_LOCAL: json })).toEqual([expect.stringMatching(/^THOUSAND_LOCAL: /)]);
  });

  it.each(['true', '1', 'proxy.example', '10.0.0.0/33', '10.0.0.0/', '10.0.0.0/8/8', '10.0.0.1,', '300.0.0.1', '::1/129'])('does not trust the proxy %s', (proxy) => {
    expect(lines({ ...PRODUCTION, TRUST_PROXY: proxy })).toEqual([expect.stringMatching(/^TRUST_PROXY: /)]);
  });

  it('trusts addresses and ranges', () => {
    expect(new Config({ ...PRODUCTION, TRUST_PROXY: '10.0.0.0/8, 127.0.0.1,::1,fc00::/7' }).trustProxy).toEqual(['10.0.0.0/8', '127.0.0.1', '::1', 'fc00::/7']);
  });
});
