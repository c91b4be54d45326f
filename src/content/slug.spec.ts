import fc from 'fast-check';
import { slugOf } from './slug.js';

describe('slugOf', () => {
  it.each([
    ['Plate 5: what I cut away', 'plate-5-what-i-cut-away'], ['La città è più bella', 'la-citta-e-piu-bella'], ['Đà Nẵng', 'da-nang'], ['日本', 'post'], ['--', 'post'],
  ])('%s', (title, slug) => expect(slugOf(title)).toBe(slug));

  it('is always fit for an address', () => fc.assert(fc.property(fc.string({ unit: 'grapheme' }), (title) => /^[a-z0-9]+(-[a-z0-9]+)*$/.test(slugOf(title)))));
});
