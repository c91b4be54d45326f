import { CRUMB } from './bread.js';
import { Sheet } from './sheet.js';
import { curve, cuts, gouge, random, rings, type Point } from './strokes.js';

/** Fills the round that portraits are cut to. */
const placed = (through: Point[], step: number) =>
  curve(through.map(([x, y]): Point => [400 + (x - 398) * 1.34, 412 + (y - 400) * 1.06]), step);

/** A white ear of wheat on the colour of crust. */
export function wheat(): string {
  const r = random(29);
  const sheet = new Sheet(800, 800, CRUMB.crust);
  const glow = (x: number, y: number) => 1 - Math.hypot(x - 400, y - 470) / 560;
  sheet.ink(cuts(rings([400, 470], 40, 720, 17, r), {
    random: r, width: 8, dash: [40, 130], bridge: [8, 26],
    tone: (x, y) => 0.9 - glow(x, y),
  }), CRUMB.char);
  sheet.ink(cuts(rings([400, 470], 48, 720, 17, r), {
    random: r, width: 8, dash: [30, 110], bridge: [8, 30],
    tone: (x, y) => glow(x, y) * 0.9 - 0.1,
  }), CRUMB.wheat);
  const stem = placed([[368, 830], [384, 700], [402, 560], [404, 400], [398, 250]], 8);
  sheet.ink(gouge(stem, 38, 0.3), CRUMB.char).ink(gouge(stem, 21, 0.3), CRUMB.paper);
  const grain = (through: Point[], fat: number) => {
    const line = placed(through, 4);
    const groove = gouge(line.slice(Math.floor(line.length * 0.2), Math.ceil(line.length * 0.74)), fat * 0.16, 0.35);
    sheet.ink(gouge(line, fat * 1.25 + 16, 0.42), CRUMB.char);
    sheet.ink(gouge(line.slice(1, -1), fat * 1.25, 0.42), CRUMB.paper).ink(groove, CRUMB.crust);
  };
  grain([[399, 262], [396, 210], [398, 142]], 40);
  for (let i = 5; i >= 0; i--) {
    for (const side of [-1, 1]) {
      const [x, y, s] = [402 + side * 6, 590 - i * 68 - (side > 0 ? 30 : 0), 1 - i * 0.055];
      grain([[x, y], [x + side * 62 * s, y - 34 * s], [x + side * 92 * s, y - 92 * s], [x + side * 96 * s, y - 142 * s]], 50 * s);
      const beard = placed([[x + side * 92 * s, y - 120 * s], [x + side * 124 * s, y - 190 * s], [x + side * 136 * s, y - 268 * s]], 6);
      sheet.ink(gouge(beard, 9, 0.2), CRUMB.paper);
    }
  }
  return sheet.svg();
}
