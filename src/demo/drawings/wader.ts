import { TIDE } from './estuary.js';
import { Sheet } from './sheet.js';
import { curve, cuts, drawn, gouge, outline, oval, random, type Point } from './strokes.js';

const SIZE = 800;

/** A curve of the bird, which stands a little inside the round that portraits are cut to. */
const placed = (through: Point[]) => curve(through.map(([x, y]): Point => [52 + x * 0.92, 30 + y * 0.92]), 6);

/** A wading bird cut in white on deep green. */
export function wader(): string {
  const r = random(11);
  const sheet = new Sheet(SIZE, SIZE, TIDE.deep);
  const sky = Array.from({ length: 30 }, (_, i) => drawn((t) => [t * SIZE, 30 + i * 17 + Math.sin(t * 4 + i / 5) * 8], 110, r, 1.5));
  sheet.ink(cuts(sky, {
    random: r, width: 6, dash: [50, 150], bridge: [8, 30],
    tone: (x, y) => 0.55 - y / 900 + 0.2 * Math.sin(x / 90 + y / 60),
  }), TIDE.sea);
  const sea = Array.from({ length: 11 }, (_, i) => drawn((t) => [t * SIZE, 606 + i * 19], 110, r, 3));
  sheet.ink(cuts(sea, {
    random: r, width: 12, dash: [50, 190], bridge: [14, 46],
    tone: (x, y) => 0.75 + 0.25 * Math.sin(x / 60 + y / 20),
  }), TIDE.paper);
  sheet.ink(legs(), TIDE.paper);
  const body = placed([
    [196, 300], [226, 262], [272, 252], [312, 276], [340, 312], [420, 326], [520, 352], [610, 398], [664, 428],
    [586, 436], [520, 470], [430, 492], [350, 478], [296, 430], [276, 372], [258, 336], [226, 326], [196, 300],
  ]);
  sheet.ink(outline(body), TIDE.paper);
  sheet.ink(gouge(placed([[212, 288], [140, 308], [70, 338], [34, 362]]), 15, 0.12), TIDE.paper);
  sheet.ink(wing(), TIDE.deep, outline(body));
  sheet.ink(oval([278, 295], 8.5), TIDE.night);
  return sheet.svg();
}

/** Feathers, from the shoulder back. */
function wing(): string {
  let d = gouge(placed([[330, 340], [420, 344], [520, 374], [612, 414]]), 9, 0.4);
  for (let i = 0; i < 6; i++) {
    const [x, y] = [330 + i * 30, 366 + i * 11];
    d += gouge(placed([[x, y], [x + 40, y + 10 - i], [x + 100, y + 30 - i * 4], [x + 170 - i * 9, y + 56 - i * 10]]), 9, 0.35);
    d += gouge(placed([[300 + i * 9, 372 + i * 18], [318 + i * 14, 398 + i * 13], [352 + i * 22, 420 + i * 9]]), 6, 0.4);
  }
  return d;
}

function legs(): string {
  return leg([[418, 470], [434, 560], [424, 684]]) + leg([[462, 476], [498, 556], [490, 702]]);
}

function leg([hip, knee, foot]: [Point, Point, Point]): string {
  return gouge(placed([hip, [(hip[0] + knee[0]) / 2 + 4, (hip[1] + knee[1]) / 2], knee]), 14, 0.2)
    + gouge(placed([[knee[0] + 2, knee[1] - 14], [(foot[0] + knee[0]) / 2, (foot[1] + knee[1]) / 2], foot]), 12, 0.15);
}
