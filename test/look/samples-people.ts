import type { Sample } from './render.js';

const long = `${'wolfeschlegelsteinhausenbergerdorff'.repeat(2)}@${'a'.repeat(60)}.example`;

const me = { name: 'Ada', initial: 'A', operator: false, worksForPages: false };
const at = (path: string, more: object = {}) => ({ path, account: me, ...more });
const wrong = (errors: Record<string, string>, values: Record<string, unknown> = {}) => ({ values, errors, summary: Object.values(errors), note: null });
const session = { id: 's1', kind: 'cookie', device: 'Firefox, Linux', since: '2026-11-02T10:00:00Z', lastSeen: '2026-11-22T17:00:00Z', current: true };
const token = { id: 'k1', name: 'The newsletter script', scopes: ['read', 'write:posts'], createdAt: '2026-10-02T10:00:00Z', expiresAt: '2027-01-02T10:00:00Z', lastUsed: '2026-11-20T09:00:00Z' };
const security = {
  address: 'ada@example.org', proved: true, hasPassword: true,
  sessions: [session, { ...session, id: 's2', device: 'Safari, iPhone', current: false }, { ...session, id: 's3', device: null, kind: 'token', current: false }], tokens: [token, { ...token, id: 'k2', name: long, scopes: ['read', 'write:posts', 'write:people', 'write:page', 'write:account'], expiresAt: null, lastUsed: null }],
};
const again = { hasPassword: true, fresh: false, address: 'ada@example.org' };

/** Signing in, keys and doors, joining, leaving. */
export const peopleSamples: Sample[] = [
  { state: 'link', template: 'members/sent', layout: 'plain', view: { kind: 'link', mailbox: '/dev/mail' } },
  { state: 'same', template: 'members/sign-in-link', layout: 'plain', view: { usable: true, address: 'ada@example.org', sameBrowser: true } },
  { state: 'elsewhere', template: 'members/sign-in-link', layout: 'plain', view: { usable: true, address: long, sameBrowser: false } },
  { state: 'spent', template: 'members/sign-in-link', layout: 'plain', view: { usable: false, address: null, sameBrowser: false } },
  { state: 'address', template: 'members/sent', layout: 'plain', view: { kind: 'address', mailbox: null } },
  { state: 'full', template: 'account/security', layout: 'page', page: at('/account/security'), view: security },
  { state: 'unproved', template: 'account/security', layout: 'page', page: at('/account/security', { unproved: long }), view: { ...security, address: long, proved: false, hasPassword: false, sessions: [{ ...session, device: null }], tokens: [] } },
  { state: 'plain', template: 'account/password', layout: 'page', page: at('/account/security/password'), view: again },
  { state: 'wrong', template: 'account/password', layout: 'page', page: at('/account/security/password'), form: wrong({ password: 'That is not your password. Try again.' }), view: again },
  { state: 'fresh', template: 'account/password', layout: 'page', page: at('/account/security/password'), view: { ...again, hasPassword: false, fresh: true } },
  { state: 'none', template: 'account/password', layout: 'page', page: at('/account/security/password'), view: { ...again, hasPassword: false } },
  { state: 'plain', template: 'account/address', layout: 'page', page: at('/account/security/address'), view: again },
  { state: 'none', template: 'account/address', layout: 'page', page: at('/account/security/address'), view: { ...again, hasPassword: false, address: long } },
  { state: 'usable', template: 'account/address-link', layout: 'plain', page: at('/address-changes/x'), view: { usable: true, address: long } },
  { state: 'spent', template: 'account/address-link', layout: 'plain', page: at('/address-changes/x'), view: { usable: false, address: null } },
  { state: 'plain', template: 'account/new-token', layout: 'page', page: at('/account/security/tokens'), view: { hasPassword: true, fresh: false, address: 'ada@people.example', days: ['30', '90', '365', 'never'] } },
  { state: 'wrong', template: 'account/new-token', layout: 'page', page: at('/account/security/tokens'), form: wrong({ name: 'Please write something here.' }, { name: '', posts: 'on', days: '365' }), view: { hasPassword: true, fresh: false, address: 'ada@people.example', days: ['30', '90', '365', 'never'] } },
  { state: 'made', template: 'account/token', layout: 'page', page: at('/account/security/tokens'), view: { id: 'k1', name: long, token: `thousand_${'x'.repeat(43)}`, scopes: ['read', 'write:account'], days: 90 } },
  { state: 'full', template: 'account/data', layout: 'page', page: at('/account/data'), view: { ...again, proved: true, obstacle: null } },
  { state: 'wrong', template: 'account/data', layout: 'page', page: at('/account/data'), form: wrong({ confirm: 'This is not the address of this account. Write it as it stands above.' }, { confirm: long }), view: { ...again, address: long, proved: true, obstacle: null } },
  { state: 'owner', template: 'account/data', layout: 'page', page: at('/account/data'), view: { ...again, proved: true, obstacle: 'Ilse Brandt has no owner but you. Hand it over to somebody on its team, or close it; then nothing holds your account here.' } },
  { state: 'none', template: 'account/data', layout: 'page', page: at('/account/data'), form: { values: {}, errors: {}, summary: ['One'], note: null }, view: { ...again, hasPassword: false, proved: true, obstacle: null } },
  { state: 'unproved', template: 'account/data', layout: 'page', page: at('/account/data', { unproved: 'ada@example.org' }), view: { ...again, proved: false, obstacle: null } },
  { state: 'invite', template: 'members/sign-up', layout: 'plain', page: { path: '/sign-up' }, view: { next: null, policy: 'invite' } },
  { state: 'closed', template: 'members/sign-up', layout: 'plain', page: { path: '/sign-up' }, view: { next: null, policy: 'closed' } },
  { state: 'usable', template: 'members/invited', layout: 'plain', view: { usable: true, address: long } },
  { state: 'spent', template: 'members/invited', layout: 'plain', view: { usable: false, address: null } },
  { state: 'full', template: 'operator/people', layout: 'page', page: at('/operator/people'), view: { policy: 'invite', invitations: [{ id: 'i1', address: long, sentAt: '2026-11-20T10:00:00Z', until: '2026-12-04T10:00:00Z', usedAt: null }, { id: 'i2', address: 'joan@example.org', sentAt: '2026-11-18T10:00:00Z', until: '2026-12-02T10:00:00Z', usedAt: '2026-11-19T10:00:00Z' }] } },
  { state: 'empty', template: 'operator/people', layout: 'page', page: at('/operator/people'), form: wrong({ email: 'This address has an account already. Please use another one.' }, { email: 'joan@example.org', language: 'it' }), view: { policy: 'open', invitations: [] } },
  { state: 'closed', template: 'operator/people', layout: 'page', page: at('/operator/people'), view: { policy: 'closed', invitations: [] } },
];
