import { Sheet } from './sheet.js';
import { curve, cuts, drawn, gouge, outline, oval, random, receding, rings, type Cutting, type Point, type Random } from './strokes.js';

export const TIDE = { paper: '#efe8d6', haze: '#c4d2cb', sea: '#7da3a2', deep: '#2a6670', night: '#13272b', sun: '#d98c52' };
const [W, H] = [1200, 1400];
const SUN: Point = [790, 414];
const SHORE = 668;

/** A pale channel winding through dark water towards low hills under an orange sun; reeds in front. */
export function estuary(): string {
  const r = random(3);
  const sheet = new Sheet(W, H, TIDE.haze);
  sheet.ink(cuts(rings(SUN, 156, 1280, 14.5, r), {
    random: r, width: 12.5, dash: [30, 92], bridge: [2, 10],
    tone: skyLight,
  }), TIDE.paper, `M0 0H${W}V640H0Z`);
  sheet.ink(oval(SUN, 136, 136, { random: r, by: 0.014 }), TIDE.sun);
  birds(sheet, r);
  hills(sheet, r);
  water(sheet, r);
  channel(sheet, r);
  for (const [from, to, count, tall] of [[-30, 400, 30, 600], [940, 1225, 19, 440]] as const) reeds(sheet, r, from, to, count, tall);
  return sheet.svg();
}

/** Brightest around the sun, with two banks of thin cloud. */
function skyLight(x: number, y: number): number {
  const near = Math.exp(-Math.hypot(x - SUN[0], y - SUN[1]) / 420);
  const cloud = 0.2 * Math.sin(y / 46 + Math.sin(x / 230) * 1.6);
  return 0.42 + 0.62 * near + cloud * (1 - near);
}

function birds(sheet: Sheet, r: Random): void {
  for (let i = 0; i < 17; i++) {
    const [x, y] = [130 + i * 21 + r() * 22, 352 + Math.sin(i * 2.4) * 50 + r() * 18 - i * 2];
    const s = 9 + r() * 9;
    sheet.ink(gouge(curve([[x - s * 1.5, y - s * 0.35], [x - s * 0.7, y - s * 0.5], [x, y]], 3), s * 0.36, 0.7)
      + gouge(curve([[x, y], [x + s * 0.6, y - s * 0.62], [x + s * 1.5, y - s * 0.2]], 3), s * 0.36, 0.3), TIDE.night);
  }
}

function hills(sheet: Sheet, r: Random): void {
  const far = curve([
    [0, 562], [110, 556], [250, 588], [400, 606], [520, 570], [640, 566], [760, 582], [900, 556], [1010, 574], [1130, 590], [1200, 580],
  ]);
  sheet.ink(outline([...far, [W, SHORE + 6], [0, SHORE + 6]]), TIDE.sea);
  const near = curve([
    [200, SHORE], [330, 654], [470, 634], [600, 622], [700, 586], [770, 574], [860, 598], [960, 640], [1040, 622], [1120, 606], [1200, 596],
  ]);
  const within = outline([...near, [W, SHORE + 4], [200, SHORE + 4]]);
  sheet.ink(within, TIDE.deep);
  const slopes = Array.from({ length: 16 }, (_, i) => near.map(([x, y]): Point => [x, y + 9 + i * 9 + Math.sin(x / 40 + i) * 2]));
  sheet.ink(cuts(slopes.map((line) => curve(line, 6)), {
    random: r, width: 6, dash: [18, 60], bridge: [8, 30],
    tone: (x) => 0.55 + 0.4 * Math.sin(x / 75),
  }), TIDE.sea, within);
}

function water(sheet: Sheet, r: Random): void {
  sheet.ink(`M0 ${SHORE}H${W}V${H}H0Z`, TIDE.deep);
  const wave = (y: number) => drawn((t) => [t * W, y + Math.sin(t * 9 + y / 33) * (y - SHORE) / 60], 190, r, 1.5 + (y - SHORE) / 260);
  const lines = receding(SHORE + 7, H + 20, 9, 1.016, 17, wave);
  const glitter = (x: number, y: number) => Math.exp(-(((x - 640) / 520) ** 2)) * (1 - (y - SHORE) / 1100);
  const swell = (x: number, y: number) => 0.34 + 0.3 * Math.sin(y / 42 + Math.sin(x / 170 + y / 210) * 2.1);
  sheet.ink(cuts(lines, {
    random: r, width: 10.5, dash: [50, 230], bridge: [4, 26],
    tone: (x, y) => swell(x, y) + 0.35 * glitter(x, y),
  }), TIDE.sea);
}

function channel(sheet: Sheet, r: Random): void {
  const left = curve([[786, SHORE], [798, 730], [742, 810], [600, 905], [430, 1010], [290, 1140], [226, 1280], [236, 1400]]);
  const right = curve([[802, SHORE], [826, 720], [820, 800], [752, 900], [652, 1010], [600, 1120], [618, 1240], [742, 1400]]);
  const within = outline([...left, ...right.reverse()]);
  sheet.ink(within, TIDE.paper);
  const lines = receding(SHORE + 14, H, 9, 1.03, 22, (y) => drawn((t) => [150 + t * 750, y], 125, r, 1.6));
  const ripple: Omit<Cutting, 'tone'> = { random: r, width: 8, dash: [40, 150], bridge: [10, 50] };
  sheet.ink(cuts(lines, { ...ripple, tone: (x, y) => 0.5 + 0.45 * Math.sin(x / 120 + y / 44) }), TIDE.haze, within);
  const sunward = (x: number, y: number) => (y < 960 ? 0.95 - Math.abs(x - 790) / 70 - (y - SHORE) / 620 : 0);
  sheet.ink(cuts(lines, { ...ripple, width: 9, dash: [12, 44], bridge: [4, 20], tone: sunward }), TIDE.sun, within);
}

function reeds(sheet: Sheet, r: Random, from: number, to: number, count: number, tall: number): void {
  let d = '';
  for (let i = 0; i < count; i++) {
    const x = from + (to - from) * (i + r() * 0.8) / count;
    const height = tall * (0.3 + 0.7 * r()) * (0.72 + 0.28 * Math.sin(i * 0.9));
    const lean = (r() - 0.42) * height * 0.32;
    const blade = curve([[x, H + 60], [x + lean * 0.16, H - height * 0.4], [x + lean * 0.5, H - height * 0.75], [x + lean, H - height]], 14);
    d += gouge(blade, 11 + r() * 8, 0.3);
    if (i % 4 === 1) d += bulrush(x + 8, H - height * 0.92 - 70, 36 + r() * 20, lean * 0.2);
  }
  sheet.ink(d, TIDE.night);
}

function bulrush(x: number, y: number, long: number, lean: number): string {
  const stem: Point[] = [[x - lean, H + 30], [x - lean * 0.4, (H + y) / 2], [x, y - 34]];
  return gouge(curve(stem, 12), 7, 0.3) + gouge(curve([[x - 1, y + long], [x, y + long / 2], [x + 1, y - 8]], 4), 19, 0.5);
}
