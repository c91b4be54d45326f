import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { TEMPLATES } from './render.js';

type Colour = [l: number, a: number, b: number];

const MODES = [
  { mode: 'light', accent: 0.46, on: [0.985, 0.006, 88], paper: [0.982, 0.006, 88], raised: [0.997, 0.003, 88], sunk: [0.954, 0.01, 86], ink3: [0.505, 0.016, 66], wash: 0.08 },
  { mode: 'dark', accent: 0.78, on: [0.195, 0.012, null], paper: [0.195, 0.008, 70], raised: [0.232, 0.009, 70], sunk: [0.165, 0.007, 70], ink3: [0.675, 0.014, 78], wash: 0.14 },
] as const;
const HUES = Array.from({ length: 72 }, (_, step) => step * 5);
const CHROMAS = Array.from({ length: 137 }, (_, step) => step + 14);

describe('Whatever accent a creator chooses', () => {
  it.each(MODES)('can be read in $mode mode', (mode) => {
    const worst: Record<string, number> = {};
    for (const hue of HUES) {
      for (const chroma of CHROMAS) {
        const accent = shown(oklch([mode.accent, chroma / 1000, hue]));
        const paper = shown(oklch(mode.paper));
        const wash = mix(accent, paper, mode.wash);
        const pairs = {
          'on paper': [accent, paper], 'on raised': [accent, shown(oklch(mode.raised))], 'on sunk': [accent, shown(oklch(mode.sunk))],
          'on wash': [accent, wash], 'under its words': [shown(oklch([mode.on[0], mode.on[1], mode.on[2] ?? hue])), accent], 'hints on wash': [shown(oklch(mode.ink3)), wash],
        } satisfies Record<string, [Colour, Colour]>;
        for (const [name, [text, ground]] of Object.entries(pairs)) worst[name] = Math.min(worst[name] ?? 21, contrast(text!, ground!));
      }
    }
    for (const [name, ratio] of Object.entries(worst)) expect({ name, readable: ratio >= 4.5, ratio }).toEqual({ name, readable: true, ratio });
  });

  it('has its rule in the sheet', () => {
    const sheet = readFileSync(join(TEMPLATES, 'assets/accents.css'), 'utf8');
    for (const hue of HUES) expect(sheet).toContain(`[data-hue="${hue}"] { --h: ${hue}; }`);
    for (const chroma of CHROMAS) expect(sheet).toContain(`[data-chroma="${chroma}"] { --c: .${String(chroma).padStart(3, '0')}; }`);
  });
});

function oklch([l, c, h]: readonly [number, number, number]): Colour {
  const angle = (h * Math.PI) / 180;
  return [l, c * Math.cos(angle), c * Math.sin(angle)];
}

/** What a browser paints: OKLab (Ottosson 2020) to linear sRGB, clipped to the gamut. */
function shown([l, a, b]: Colour): Colour {
  const [x, y, z] = [l + 0.3963377774 * a + 0.2158037573 * b, l - 0.1055613458 * a - 0.0638541728 * b, l - 0.0894841775 * a - 1.291485548 * b].map((v) => v ** 3) as Colour;
  return [
    4.0767416621 * x - 3.3077115913 * y + 0.2309699292 * z, -1.2684380046 * x + 2.6097574011 * y - 0.3413193965 * z, -0.0041960863 * x - 0.7034186147 * y + 1.707614701 * z,
  ].map((v) => Math.min(1, Math.max(0, v))) as Colour;
}

/** `share` of one colour in another, mixed in OKLab; both linear sRGB. */
function mix(one: Colour, other: Colour, share: number): Colour {
  const [a, b] = [toOklab(one), toOklab(other)];
  return shown(a.map((v, i) => v * share + b[i]! * (1 - share)) as Colour);
}

function toOklab([r, g, b]: Colour): Colour {
  const [l, m, s] = [
    0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b, 0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b, 0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b,
  ].map(Math.cbrt) as Colour;
  return [
    0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s, 1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s, 0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s,
  ];
}

/** WCAG 2.2, relative luminance and contrast ratio. */
function contrast(one: Colour, other: Colour): number {
  const [light, dark] = [one, other].map(([r, g, b]) => 0.2126 * r + 0.7152 * g + 0.0722 * b + 0.05).sort((a, b) => b - a);
  return light! / dark!;
}
