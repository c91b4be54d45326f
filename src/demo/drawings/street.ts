import { Sheet } from './sheet.js';
import { curve, cuts, drawn, gouge, outline, random, receding, rings, toward, type Point, type Random } from './strokes.js';

export const PLUM = { paper: '#efe2e2', dawn: '#cf9fae', plum: '#7d3b5c', deep: '#4a1f3b', night: '#160d16', lamp: '#f3b452' };
const [W, H] = [1200, 1400];
/** Where the street ends. */
const END: Point = [650, 860];

/** A night street in plum and black, one lit window, wires crossing a paling sky. */
export function street(): string {
  const r = random(41);
  const sheet = new Sheet(W, H, PLUM.plum);
  sky(sheet, r);
  ground(sheet, r);
  for (const house of HOUSES) front(sheet, r, house);
  lamp(sheet, r);
  wires(sheet, r);
  return sheet.svg();
}

function sky(sheet: Sheet, r: Random): void {
  const light = (x: number, y: number) => Math.max(0.12, 1.2 - Math.hypot(x - END[0], (y - END[1]) * 0.9) / 720);
  const lines = rings([END[0], END[1] + 60], 60, 1150, 15, r);
  sheet.ink(cuts(lines, { random: r, width: 14, tone: light, dash: [40, 130], bridge: [3, 14] }), PLUM.dawn);
  sheet.ink(cuts(lines, {
    random: r, width: 12, dash: [30, 110], bridge: [4, 18],
    tone: (x, y) => light(x, y) * 1.9 - 1,
  }), PLUM.paper);
}

interface House {
  /** From the near edge to the far one, and the height of the eaves above the eye at each. */
  near: number;
  far: number;
  nearTop: number;
  farTop: number;
  colour: string;
  windows: [across: number, up: number];
}

const HOUSES: House[] = [
  { near: 566, far: 618, nearTop: 660, farTop: 742, colour: PLUM.plum, windows: [0, 0] },
  { near: 742, far: 688, nearTop: 618, farTop: 716, colour: PLUM.plum, windows: [0, 0] },
  { near: 430, far: 566, nearTop: 452, farTop: 648, colour: PLUM.deep, windows: [2, 2] },
  { near: 900, far: 742, nearTop: 392, farTop: 624, colour: PLUM.deep, windows: [2, 3] },
  { near: -10, far: 430, nearTop: -90, farTop: 500, colour: PLUM.night, windows: [3, 3] },
  { near: 1210, far: 900, nearTop: 40, farTop: 470, colour: PLUM.night, windows: [2, 3] },
];

/** A place on a house's front: `u` from its near to its far edge (0 to 1), `v` from the street up to the eaves. */
function on({ near, far, nearTop, farTop }: House, u: number, v: number): Point {
  const foot = (x: number) => END[1] + Math.abs(x - END[0]) * 0.62;
  const [a, b] = [foot(near), foot(far)];
  return [near + (far - near) * u, (a + (b - a) * u) * (1 - v) + (nearTop + (farTop - nearTop) * u) * v];
}

/** The outline of a part of a front. */
type Wall = (u0: number, u1: number, v0: number, v1: number) => string;

function front(sheet: Sheet, r: Random, house: House): void {
  const wall: Wall = (u0, u1, v0, v1) => outline([on(house, u0, v0), on(house, u1, v0), on(house, u1, v1), on(house, u0, v1)]);
  const within = wall(0, 1, 0, 1);
  sheet.ink(within, house.colour);
  const steps = Math.max(24, Math.round(Math.abs(house.far - house.near) / 5));
  const courses = Array.from({ length: 34 }, (_, i) => drawn((t) => on(house, t, 0.02 + i * 0.029), steps, r, 1.2));
  const colour = house.colour === PLUM.night ? PLUM.deep : house.colour === PLUM.deep ? PLUM.plum : PLUM.deep;
  const toward = (x: number) => 1 - Math.abs(x - END[0]) / 720;
  sheet.ink(cuts(courses, {
    random: r, width: house.colour === PLUM.night ? 12 : 7, dash: [20, 110], bridge: [8, 40],
    tone: (x, y) => toward(x) * 0.9 + 0.22 * Math.sin(y / 37 + x / 80),
  }), colour, within);
  const [across, up] = house.windows;
  for (let i = 0; i < across; i++) {
    for (let k = 0; k < up; k++) {
      const [u, v] = [(i + 0.28) / across, 0.3 + k * 0.62 / up];
      const [du, dv] = [0.46 / across, 0.36 / up];
      sheet.ink(wall(u - 0.02, u + du + 0.02, v - 0.012, v + dv + 0.012), colour);
      sheet.ink(wall(u, u + du, v, v + dv), PLUM.night);
      for (let n = 0; n < 9; n++) {
        const slat = drawn((t) => on(house, u + du * (0.08 + t * 0.84), v + dv * (n + 0.8) / 9.6), 12, r);
        sheet.ink(gouge(slat, house.colour === PLUM.night ? 7 : 3.5), colour);
      }
      if (house === HOUSES[5] && i === 1 && k === 1) lit(sheet, wall, u, du, v, dv);
    }
  }
}

function lit(sheet: Sheet, wall: Wall, u: number, du: number, v: number, dv: number): void {
  sheet.ink(wall(u, u + du, v, v + dv), PLUM.lamp);
  sheet.ink(wall(u + du * 0.46, u + du * 0.54, v, v + dv), PLUM.night).ink(wall(u, u + du, v + dv * 0.56, v + dv * 0.62), PLUM.night);
}

function ground(sheet: Sheet, r: Random): void {
  sheet.ink(`M0 ${END[1]}H${W}V${H}H0Z`, PLUM.night);
  const stones = (y: number) => drawn((t) => [t * W, y + Math.sin(t * 5) * (y - END[1]) / 60], 190, r, 1 + (y - END[1]) / 140);
  const lines = receding(END[1] + 6, H + 16, 7, 1.055, 60, stones);
  const wet = (x: number, y: number) => 0.95 - Math.abs(x - END[0] + (y - END[1]) * 0.1) / (70 + (y - END[1]) * 0.62);
  sheet.ink(cuts(lines, {
    random: r, width: 14, dash: [50, 200], bridge: [8, 40],
    tone: (x) => 0.75 - Math.abs(x - 640) / 900,
  }), PLUM.deep);
  sheet.ink(cuts(lines, {
    random: r, width: 14, dash: [30, 120], bridge: [8, 36],
    tone: (x, y) => wet(x, y) - (y - END[1]) / 1500,
  }), PLUM.dawn);
  sheet.ink(cuts(lines, {
    random: r, width: 9, dash: [20, 70], bridge: [10, 40],
    tone: (x, y) => wet(x, y) * 1.3 - 0.4 - (y - END[1]) / 520,
  }), PLUM.paper);
}

/** What the window leaves on the wet street. */
function lamp(sheet: Sheet, r: Random): void {
  let d = '';
  for (let i = 0; i < 11; i++) {
    const [x, y] = [842 + Math.sin(i * 1.7) * 22 - i * 3, 1096 + i * 22];
    const long = 70 + r() * 60 - i * 4;
    d += gouge(drawn((t) => [x - long / 2 + t * long, y], 12, r), 7.5 - i * 0.3);
  }
  sheet.ink(d, PLUM.lamp);
}

/** From where to where, and how far each hangs through. */
const WIRES: [from: Point, to: Point, sag: number][] = [
  [[-20, 150], [1220, 300], 120], [[-20, 196], [1220, 262], 150], [[-20, 330], [1220, 150], 90], [[-20, 90], [1220, 420], 70],
  [[300, 420], [960, 470], 46], [[340, 470], [900, 452], 40],
];

function wires(sheet: Sheet, r: Random): void {
  for (const [from, to, sag] of WIRES) {
    const line = drawn((t) => [toward(from, to, t)[0], toward(from, to, t)[1] + Math.sin(t * Math.PI) * sag], 120, r, 1);
    const [above, below] = [-2.4, 2.4].map((off) => line.map(([x, y]): Point => [x, y + off])) as [Point[], Point[]];
    sheet.ink(outline([...above, ...below.reverse()]), PLUM.night);
  }
  sheet.ink(gouge(curve([[332, 1200], [338, 700], [336, 130]], 20), 26, 0.2), PLUM.night);
  for (const [y, half] of [[222, 92], [292, 72]] as const) sheet.ink(gouge(drawn((t) => [336 + (t - 0.5) * half * 2, y], 20, r), 15), PLUM.night);
  for (const x of [566, 596, 614, 668]) sheet.ink(gouge(curve([[x - 7, 344], [x, 326], [x + 12, 312]], 3), 13, 0.45), PLUM.night);
}
