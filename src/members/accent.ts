/** Linear light of one channel of sRGB (IEC 61966-2-1). */
const linear = (byte: number) => (byte / 255 <= 0.04045 ? byte / 255 / 12.92 : ((byte / 255 + 0.055) / 1.055) ** 2.4);

/**
 * A colour somebody picked, as the house keeps one: its hue to the nearest 5 degrees and its strength, in thousandths, within what
 * stays readable. Its lightness is dropped, since that belongs to the house.
 * @param hex e.g. `#0d646c`, with or without the sign, three digits or six
 * @returns null for what is no colour
 */
export function accentOf(hex: string): { hue: number; chroma: number } | null {
  const digits = /^#?([\da-f]{3}|[\da-f]{6})$/i.exec(hex.trim())?.[1];
  if (!digits) return null;
  const full = digits.length === 3 ? [...digits].map((digit) => digit + digit).join('') : digits;
  const [r, g, b] = [0, 2, 4].map((at) => linear(Number.parseInt(full.slice(at, at + 2), 16))) as [number, number, number];
  // sRGB to OKLab (B. Ottosson, 2020).
  const l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
  const m = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
  const s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
  const labA = 1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s;
  const labB = 0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s;
  const degrees = (Math.atan2(labB, labA) * 180) / Math.PI;
  const chroma = Math.round(Math.hypot(labA, labB) * 1000);
  // A grey has no hue of its own: it gets that of ink.
  const hue = chroma < 14 ? 70 : (Math.round((degrees + 360) / 5) * 5) % 360;
  return { hue, chroma: Math.min(150, Math.max(14, chroma)) };
}

type Lab = readonly [lightness: number, a: number, b: number];

/** Of the house's own paper, `#fbf9f5`. */
const PAPER: Lab = [0.982, 0.0002, 0.006];
const LIGHTNESS = 0.46;
const WASHED = 0.08;

/**
 * A creator's colours as fixed figures for where a style sheet does not reach, e.g. mails: the accent in the house's lightness for
 * light paper, as strong as sRGB can show it, and the paper washed with it.
 * @param hue in degrees
 * @param chroma in thousandths
 */
export function fixedColours({ hue, chroma }: { hue: number; chroma: number }): { accent: string; wash: string } {
  const at = (strength: number): Lab => [LIGHTNESS, strength * Math.cos((hue * Math.PI) / 180), strength * Math.sin((hue * Math.PI) / 180)];
  let strength = chroma / 1000;
  while (strength > 0 && channels(at(strength)).some((light) => light < 0 || light > 1)) strength -= 0.001;
  const accent = at(Math.max(0, strength));
  return { accent: hexOf(accent), wash: hexOf(PAPER.map((part, n) => part + (accent[n]! - part) * WASHED) as unknown as Lab) };
}

/** OKLab to linear sRGB (B. Ottosson, 2020); a colour outside sRGB has channels below 0 or above 1. */
function channels([lightness, a, b]: Lab): number[] {
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
  return [4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s, -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s, -0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s];
}

function hexOf(lab: Lab): string {
  const bytes = channels(lab).map((light) => Math.round(255 * (light <= 0.0031308 ? light * 12.92 : 1.055 * light ** (1 / 2.4) - 0.055)));
  return `#${bytes.map((byte) => Math.min(255, Math.max(0, byte)).toString(16).padStart(2, '0')).join('')}`;
}
