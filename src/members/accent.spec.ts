import fc from 'fast-check';
import { accentOf, fixedColours } from './accent.js';

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

describe("A creator's colours in figures", () => {
  const light = (hex: string) => [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16) / 255).map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
  /** WCAG 2.2: relative luminance and contrast. */
  const luminance = (hex: string) => { const [r, g, b] = light(hex) as [number, number, number]; return 0.2126 * r + 0.7152 * g + 0.0722 * b; };
  const contrast = (one: string, other: string) => { const [dark, bright] = [luminance(one), luminance(other)].sort((a, b) => a - b) as [number, number]; return (bright + 0.05) / (dark + 0.05); };

  it('are those the house drew by hand', () => {
    const { accent, wash } = fixedColours({ hue: 205, chroma: 75 });
    for (const [made, drawn] of [[accent, '#0d646c'], [wash, '#e8ece9']]) expect(contrast(made!, drawn!)).toBeLessThan(1.06);
  });

  it('can be read, whatever was picked: on white, on the wash, and as a button', () => {
    for (let hue = 0; hue < 360; hue += 5) {
      for (const chroma of [14, 50, 75, 110, 150]) {
        const { accent, wash } = fixedColours({ hue, chroma });
        expect([accent, wash].every((hex) => /^#[0-9a-f]{6}$/.test(hex))).toBe(true);
        expect({ hue, chroma, enough: contrast(accent, '#ffffff') > 5.5 && contrast(accent, wash) > 4.8 }).toEqual({ hue, chroma, enough: true });
      }
    }
  });
});
