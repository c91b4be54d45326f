import { tagKey, tagsOf } from './tags.js';

it.each([['Salt glaze', 'salt-glaze'], ['  SALT   glaze!', 'salt-glaze'], ['Màiola', 'màiola'], ['紙', '紙'], ['<b>', 'b'], ['...', '']])('%s is %s in an address', (name, key) => expect(tagKey(name)).toBe(key));

it('takes each tag once', () => expect(tagsOf('Salt glaze, kiln,\nsalt  GLAZE, ,...')).toEqual({ tags: ['Salt glaze', 'kiln'], tagKeys: ['salt-glaze', 'kiln'] }));

it('takes a dozen at most', () => expect(() => tagsOf(Array.from({ length: 13 }, (_, n) => `t${n}`).join())).toThrow('invalid'));
