import { openToUnproved, scopeOf } from './permits.js';

describe('what a token may', () => {
  it.each([
    ['GET', '/home', 'read'], ['GET', '/studio/:handle/members', 'write:people'], ['GET', '/studio/:handle/members/exports', null], ['GET', '/@:handle/membership/feed', null], ['POST', '/@:handle/membership/feed', null], ['HEAD', '/@:handle', 'read'],
    ['GET', '/account/security', null], ['GET', '/account/data', null], ['GET', '/operator/people', null],
    ['POST', '/studio/:handle/posts', 'write:posts'], ['POST', '/studio/:handle/posts/:id/publication', 'write:posts'],
    ['POST', '/studio/:handle/members/:id/grants', 'write:people'], ['POST', '/studio/:handle/tiers/:id', 'write:page'],
    ['POST', '/studio/:handle/settings', 'write:page'], ['POST', '/studio/:handle/settings/handle', null], ['POST', '/studio/:handle/settings/closure', null],
    ['POST', '/@:handle/checkout', 'write:account'], ['POST', '/account', 'write:account'], ['POST', '/account/mail', 'write:account'],
    ['POST', '/account/security/tokens', null], ['POST', '/account/erasure', null], ['POST', '/studio', null], ['POST', '/studio/:handle/team', null],
    ['POST', '/somewhere/new', null], ['POST', '/accounts', null], ['POST', '/studio/:handle/postscript', null], ['DELETE', '/home', null],
  ])('%s %s wants %s', (method, path, scope) => {
    expect(scopeOf(method, path)).toBe(scope);
  });
});

describe('what somebody may whose address is not proved', () => {
  it.each([
    ['GET', '/studio', true], ['POST', '/@:handle/checkout', true], ['POST', '/@:handle/membership/cancellation', true], ['POST', '/sign-out', true],
    ['POST', '/sign-in-links/:token', true], ['POST', '/studio', false], ['POST', '/@:handle/ask', false], ['POST', '/@:handle/membership/feed', false], ['POST', '/@:handle/adult', true], ['POST', '/@:handle/posts/:slug/comments', false],
    ['POST', '/account/security/tokens', false], ['POST', '/account/security/password', false], ['POST', '/account/security/address', false], ['POST', '/somewhere/new', false],
  ])('%s %s: %s', (method, path, may) => {
    expect(openToUnproved(method, path)).toBe(may);
  });
});
