import fc from 'fast-check';
import { accentOf } from './accent.js';

describe('A picked colour', () => {
  it.each([
    ['#0d646c', { hue: 205, chroma: 75 }], ['0D646C', { hue: 205, chroma: 75 }], ['#ff0000', { hue: 30, chroma: 150 }], ['#f00', { hue: 30, chroma: 150 }],
    ['#808080', { hue: 70, chroma: 14 }], ['#000', { hue: 70, chroma: 14 }], ['#fff', { hue: 70, chroma: 14 }], ['#0000ff', { hue: 265, chroma: 150 }],
  ])('%s is read as hue and strength', (hex, accent) => {
    const read = accentOf(hex)!;
    expect(read.hue).toBe(accent.hue);
    expect(Math.abs(read.chroma - accent.chroma)).toBeLessThanOrEqual(3);
  });

  it.each(['', 'red', '#12', '#12345', '#gggggg', 'rgb(1,2,3)', '#0d646c; x'])('%s is none', (text) => {
    expect(accentOf(text)).toBeNull();
  });

  it('always lands where the house can read it', () => {
    fc.assert(fc.property(fc.integer({ min: 0, max: 0xff_ff_ff }), (n) => {
      const { hue, chroma } = accentOf(n.toString(16).padStart(6, '0'))!;
      expect(hue % 5).toBe(0);
      expect(hue).toBeGreaterThanOrEqual(0);
      expect(hue).toBeLessThan(360);
      expect(chroma).toBeGreaterThanOrEqual(14);
      expect(chroma).toBeLessThanOrEqual(150);
    }));
  });
});
