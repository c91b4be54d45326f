import { Sheet } from './sheet.js';
import { curve, cuts, drawn, gouge, outline, oval, random, receding, rings, type Point, type Random } from './strokes.js';

export const CRUMB = { paper: '#f3e8d3', wheat: '#dcae72', crust: '#a8622d', char: '#5d2f17', night: '#26150f', ember: '#f2a33a' };
const [W, H] = [1200, 1400];
const LOAF: Point = [600, 838];
const RX = 470;
const [ABOVE, BELOW] = [456, 262];
const TABLE = 985;

/** A round loaf, its crust opened like an ear of wheat, lit warmly from below; flour falls like snow. */
export function bread(): string {
  const r = random(21);
  const sheet = new Sheet(W, H, CRUMB.night);
  oven(sheet, r);
  table(sheet, r);
  loaf(sheet, r);
  ear(sheet);
  flour(sheet, r);
  return sheet.svg();
}

/** Light from the mouth of the oven, behind and below. */
function oven(sheet: Sheet, r: Random): void {
  const glow: Point = [600, 1010];
  const wall = `M0 0H${W}V${TABLE}H0Z`;
  const light = (x: number, y: number) => 1.12 - Math.hypot((x - glow[0]) * 0.85, y - glow[1]) / 960;
  sheet.ink(cuts(rings(glow, 90, 1200, 17, r), {
    random: r, width: 13, dash: [40, 140], bridge: [4, 20],
    tone: light,
  }), CRUMB.char, wall);
  sheet.ink(cuts(rings(glow, 380, 760, 17, r), {
    random: r, width: 11, dash: [30, 90], bridge: [8, 26],
    tone: (x, y) => light(x, y) * 1.7 - 0.85,
  }), CRUMB.crust, wall);
  sheet.ink(gouge(drawn((t) => [-140 + t * 1480, TABLE - 8], 120, r), 34), CRUMB.ember);
}

function table(sheet: Sheet, r: Random): void {
  sheet.ink(`M0 ${TABLE}H${W}V${H}H0Z`, CRUMB.char);
  const grain = (y: number) => drawn((t) => [t * W, y], 190, r, 1.5 + (y - TABLE) / 90);
  const lines = receding(TABLE + 9, H + 10, 9, 1.045, 60, grain);
  sheet.ink(cuts(lines, {
    random: r, width: 14, dash: [80, 340], bridge: [8, 40],
    tone: (x, y) => 1 - Math.abs(x - 600) / 1000 - (y - TABLE) / 520,
  }), CRUMB.crust);
  sheet.ink(cuts(lines, {
    random: r, width: 9, dash: [40, 170], bridge: [12, 60],
    tone: (x, y) => 0.85 - Math.hypot((x - 600) / 1.5, (y - 1060) * 2.4) / 430,
  }), CRUMB.ember);
  sheet.ink(gouge(drawn((t) => [110 + t * 980, 1086 + Math.sin(t * Math.PI) * 18], 80, r), 66), CRUMB.night);
}

/** How far out of the loaf's middle a place is: 0 there, 1 at the edge. High above, flatter below, where it rests. */
function out(x: number, y: number): number {
  const [ry, p] = y < LOAF[1] ? [ABOVE, 2] : [BELOW, 2.7];
  return (Math.abs((x - LOAF[0]) / RX) ** p + Math.abs((y - LOAF[1]) / ry) ** p) ** (1 / p);
}

function onLoaf(angle: number, far: number): Point {
  const [c, s] = [Math.cos(angle), Math.sin(angle)];
  const [ry, p] = s < 0 ? [ABOVE, 1] : [BELOW, 2 / 2.7];
  return [LOAF[0] + Math.sign(c) * Math.abs(c) ** p * RX * far, LOAF[1] + Math.sign(s) * Math.abs(s) ** p * ry * far];
}

function loaf(sheet: Sheet, r: Random): void {
  const edge = Array.from({ length: 140 }, (_, i) => onLoaf((i / 140) * 6.283, 1 + 0.01 * Math.sin(i / 7) + r() * 0.003));
  const within = outline(edge);
  sheet.ink(within, CRUMB.crust);
  // Rays from the crown over the dome, turned a little, as the dough was.
  const rays = Array.from({ length: 176 }, (_, i) => {
    const a = (i / 176) * 6.283;
    return drawn((t) => {
      const far = Math.sin((0.14 + t * 0.86) * Math.PI / 2);
      const [x, y] = onLoaf(a + (1 - t) * 0.3, far);
      return [x, y - 70 * (1 - t)];
    }, 64, r, 1.5);
  });
  const low = (y: number) => (y - 560) / 540;
  sheet.ink(cuts(rays, {
    random: r, width: 14, dash: [26, 90], bridge: [4, 18],
    tone: (x, y) => out(x, y) * 1.7 - 0.95 - low(y) * 0.75,
  }), CRUMB.char, within);
  sheet.ink(cuts(rays, {
    random: r, width: 13, dash: [26, 100], bridge: [4, 18],
    tone: (x, y) => 0.1 + low(y) * 0.85 - Math.max(0, 0.4 - out(x, y)),
  }), CRUMB.wheat, within);
  sheet.ink(cuts(rays, {
    random: r, width: 12, dash: [20, 60], bridge: [6, 22],
    tone: (x, y) => low(y) * 2.7 - 1.75,
  }), CRUMB.ember, within);
  // What the basket left: rings of flour on the shoulders.
  const basket = [0.62, 0.7, 0.775, 0.845, 0.905].map((far) => drawn((t) => onLoaf(Math.PI * (0.94 + t * 1.12), far), 180, r, 1));
  sheet.ink(cuts(basket, {
    random: r, width: 15, dash: [50, 170], bridge: [5, 20],
    tone: (x, y) => 0.9 - low(y) * 1.3,
  }), CRUMB.paper, within);
}

/** The score: a stem, and grains opened on both sides of it, smaller where the dome turns away. */
function ear(sheet: Sheet): void {
  const stem = curve([[586, 1078], [594, 1000], [606, 880], [603, 740], [596, 620], [600, 560]], 8);
  sheet.ink(gouge(stem, 40, 0.3), CRUMB.char).ink(gouge(stem, 24, 0.3), CRUMB.paper);
  const grain = (x: number, y: number, dx: number, dy: number, fat: number) => {
    const line = curve([[x, y], [x + dx * 0.36, y + dy * 0.2], [x + dx * 0.78, y + dy * 0.64], [x + dx, y + dy]], 5);
    sheet.ink(gouge(line, fat + 16, 0.45), CRUMB.char).ink(gouge(line.slice(1, -2), fat, 0.45), CRUMB.paper);
    for (const k of [-1.2, -0.2, 0.8]) {
      const cut = line.slice(Math.floor(line.length * 0.24), Math.ceil(line.length * 0.72));
      const beside = cut.map(([gx, gy]): Point => [gx - Math.sign(dx) * dy * k * 0.055, gy + Math.abs(dx) * k * 0.07]);
      sheet.ink(gouge(beside, fat * 0.11, 0.35), CRUMB.wheat);
    }
  };
  for (let i = 5; i >= 0; i--) {
    const size = 1 - i * 0.085 - (i === 0 ? 0.1 : 0);
    const y = 1000 - i * 76 + i * i * 1.5;
    grain(592, y, -168 * size, -172 * size, 60 * size);
    grain(612, y - 30, 168 * size, -172 * size, 60 * size);
  }
  grain(600, 622, 4, -128, 40);
}

function flour(sheet: Sheet, r: Random): void {
  let d = '';
  for (let i = 0; i < 420; i++) {
    const falling = i < 230;
    const [x, y] = falling ? [r() * W, 10 + r() ** 1.4 * 900] : [600 + (r() - 0.5) * 1300, TABLE + 30 + r() ** 0.7 * 360];
    const size = falling ? 1.6 + r() ** 3 * 5 : 2 + r() ** 2 * 5;
    const flat = falling ? 1.25 : 0.5;
    if (out(x, y) > 1.03) d += oval([x, y], size, size * flat, { random: r, by: 0.5 });
  }
  sheet.ink(d, CRUMB.paper);
}
