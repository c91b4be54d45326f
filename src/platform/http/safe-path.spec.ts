import fc from 'fast-check';
import { safeNext } from './safe-path.js';

describe('safeNext', () => {
  it.each(['/home', '/@tamsin/join?tier=1', '/@tamsin/posts/plate-5#end'])('keeps %s', (path) => expect(safeNext(path)).toBe(path));

  it.each([
    '//evil.example', '/\\evil.example', 'https:evil.example', 'https://evil.example', '\\\\evil', '/\t/evil.example', 'javascript:alert(1)',
    '/..//evil.example', '/%2e%2e//evil.example', '', 'home', null, undefined, 7,
  ])('refuses %s', (path) => expect(safeNext(path)).toBeNull());

  it('never leaves this origin, whatever it is given', () => {
    fc.assert(fc.property(fc.string(), fc.constantFrom('', '/', '//', '/\\', '/.', '/../'), (tail, head) => {
      const next = safeNext(head + tail);
      return next === null || new URL(next, 'https://us.example').origin === 'https://us.example';
    }));
  });
});
