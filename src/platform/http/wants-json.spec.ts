import { wantsJson } from './wants-json.js';

describe('wantsJson', () => {
  it.each([
    [undefined, false],
    ['*/*', false],
    ['text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8', false],
    ['application/json', true],
    ['application/problem+json', true],
    ['application/json, text/plain, */*', true],
    ['text/html, application/json', false],
    ['text/html;q=0.5, application/json', true],
    ['application/json;q=0', false],
    ['application/jsonp', false],
  ])('%s -> %s', (accept, json) => expect(wantsJson(accept)).toBe(json));
});
