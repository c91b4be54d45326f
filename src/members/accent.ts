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
