import { Sheet } from './sheet.js';
import { PLUM } from './street.js';
import { curve, cuts, drawn, gouge, outline, oval, random, rings, toward, type Point } from './strokes.js';

const mirrored = (points: Point[], side: number) => points.map(([x, y]): Point => [400 + (x - 400) * side, y]);

const FORE: Point[] = [
  [418, 292], [500, 226], [604, 188], [690, 184], [742, 214], [734, 274], [700, 344], [650, 412], [588, 436], [506, 432], [440, 414],
];
const HIND: Point[] = [[430, 404], [520, 424], [612, 440], [644, 492], [616, 560], [560, 604], [500, 592], [456, 540], [426, 470]];

/** A white moth on plum. */
export function moth(): string {
  const r = random(57);
  const sheet = new Sheet(800, 800, PLUM.plum);
  sheet.ink(cuts(rings([400, 400], 30, 720, 16, r), {
    random: r, width: 9, dash: [40, 140], bridge: [6, 24],
    tone: (x, y) => Math.hypot(x - 400, y - 400) / 480 - 0.2,
  }), PLUM.deep);
  for (const side of [1, -1]) {
    for (const wing of [HIND, FORE]) {
      const edge = mirrored([...wing, wing[0]!], side);
      sheet.ink(outline(curve(edge, 8)), PLUM.deep);
      sheet.ink(outline(curve(edge.map((point) => toward([400, 400], point, 0.972)), 8)), PLUM.paper);
    }
    sheet.ink(veins(side), PLUM.dawn);
    sheet.ink(scallops(side), PLUM.plum);
    sheet.ink(feeler(side), PLUM.paper);
  }
  for (const x of [612, 188]) sheet.ink(oval([x, 286], 25), PLUM.deep).ink(oval([x, 286], 14), PLUM.lamp);
  sheet.ink(gouge(curve([[400, 268], [402, 340], [402, 440], [400, 566]], 6), 76, 0.32), PLUM.deep);
  sheet.ink(gouge(curve([[400, 280], [402, 345], [402, 440], [400, 552]], 6), 58, 0.32), PLUM.paper);
  for (let i = 0; i < 9; i++) {
    const ring = drawn((t) => [378 + i * 0.8 + t * (46 - i * 2.4), 360 + i * 20 + Math.sin(t * Math.PI) * 7], 12, r);
    sheet.ink(gouge(ring, 6), PLUM.plum);
  }
  return sheet.svg();
}

/** A feeler and its comb. */
function feeler(side: number): string {
  const cut = (through: Point[], width: number, belly: number) => gouge(curve(mirrored(through, side), 4), width, belly);
  return cut([[408, 290], [430, 226], [470, 176], [512, 150]], 9, 0.4) + Array.from({ length: 9 }, (_, i) => {
    const [x, y] = [416 + i * 10 + i * i * 0.25, 258 - i * 15 + i * i * 0.5];
    return cut([[x, y], [x + 10, y - 14], [x + 12, y - 26]], 5, 0.3) + cut([[x, y], [x + 14, y + 2], [x + 26, y - 4]], 5, 0.3);
  }).join('');
}

/** From the shoulder out along each wing, finer between. */
function veins(side: number): string {
  const fan = (from: Point, edge: Point[], share: number) => edge.map((to) => {
    const [x, y] = toward(from, to, share / 2);
    return gouge(curve(mirrored([toward(from, to, 0.12), [x, y - 9], toward(from, to, share)], side), 6), 7, 0.5);
  }).join('');
  const [fore, hind] = [curve(FORE.slice(3), 26), curve(HIND.slice(2, 8), 26)];
  return fan([432, 322], fore, 0.8) + fan([438, 440], hind, 0.78);
}

/** The band near the wings' edges. */
function scallops(side: number): string {
  const near = (from: Point, edge: Point[]) => edge.slice(1, -1).map((to, i) => {
    const scallop = [toward(from, edge[i]!, 0.915), toward(from, to, 0.86), toward(from, edge[i + 2]!, 0.915)];
    return i % 2 === 0 ? gouge(curve(mirrored(scallop, side), 3), 9) : '';
  }).join('');
  return near([432, 322], curve(FORE.slice(3, 9), 26)) + near([438, 440], curve(HIND.slice(2, 8), 26));
}
