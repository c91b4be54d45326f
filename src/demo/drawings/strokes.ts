export type Point = readonly [x: number, y: number];
export type Random = () => number;

/** Numbers from 0 to 1, the same for the same seed (mulberry32), so that a print is the same at each pull. */
export function random(seed: number): Random {
  let a = seed;
  return () => {
    a = (a + 0x6d2b79f5) | 0;
    let t = Math.imul(a ^ (a >>> 15), 1 | a);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const n = (value: number) => value.toFixed(1);

/** A knife's outline through points, cut in short facets. */
export function outline(points: Point[], closed = true): string {
  return `M${points.map(([x, y]) => `${n(x)} ${n(y)}`).join('L')}${closed ? 'Z' : ''}`;
}

/** Points on a smooth curve through `through` (Catmull-Rom), about `step` pixels apart. */
export function curve(through: Point[], step = 12): Point[] {
  const at = (i: number) => through[Math.max(0, Math.min(through.length - 1, i))]!;
  const points: Point[] = [];
  for (let i = 0; i < through.length - 1; i++) {
    const [a, b, c, d] = [at(i - 1), at(i), at(i + 1), at(i + 2)];
    const count = Math.max(1, Math.round(Math.hypot(c[0] - b[0], c[1] - b[1]) / step));
    for (let k = 0; k < count; k++) {
      const t = k / count;
      const on = (u: 0 | 1) =>
        0.5 * (2 * b[u] + (c[u] - a[u]) * t + (2 * a[u] - 5 * b[u] + 4 * c[u] - d[u]) * t ** 2
          + (3 * b[u] - a[u] - 3 * c[u] + d[u]) * t ** 3);
      points.push([on(0), on(1)]);
    }
  }
  return [...points, at(through.length - 1)];
}

/**
 * One push of the gouge along a line: in thin, wide, out thin.
 * @param line the middle of the cut
 * @param width at its widest, in pixels
 * @param belly where it is widest, from 0 to 1
 */
export function gouge(line: Point[], width: number, belly = 0.5): string {
  const sides: [Point[], Point[]] = [[], []];
  const last = line.length - 1;
  line.forEach(([x, y], i) => {
    const [a, b] = [line[Math.max(0, i - 1)]!, line[Math.min(last, i + 1)]!];
    const length = Math.hypot(b[0] - a[0], b[1] - a[1]) || 1;
    const t = i / last;
    const swell = Math.sin(Math.PI * (t < belly ? (t / belly) * 0.5 : 1 - ((1 - t) / (1 - belly)) * 0.5)) ** 0.75;
    const [dx, dy] = [((a[1] - b[1]) / length) * (width / 2) * swell, ((b[0] - a[0]) / length) * (width / 2) * swell];
    sides[0].push([x + dx, y + dy]);
    sides[1].unshift([x - dx, y - dy]);
  });
  return outline([...sides[0], ...sides[1].slice(1)]);
}

export interface Cutting {
  random: Random;
  /** Widest cut, in pixels; less than the lines' distance, or nothing is left standing. */
  width: number;
  /** How much is taken away at a place, from 0 (nothing) to 1. */
  tone: (x: number, y: number) => number;
  /** Shortest and longest cut, and shortest and longest bridge between two, in pixels. */
  dash: [number, number];
  bridge: [number, number];
}

/** Cuts along many lines; how wide follows the light. Lines are points some pixels apart. */
export function cuts(lines: Point[][], { random: r, width, tone, dash, bridge }: Cutting): string {
  const between = ([from, to]: [number, number]) => from + (to - from) * r();
  return lines.map((line) => {
    let d = '';
    let at = between([0, dash[1]]) * -0.5;
    const lengths = measured(line);
    while (at < lengths.at(-1)!) {
      const long = between(dash);
      const end = at + long;
      const piece = line.filter((_, i) => lengths[i]! >= at && lengths[i]! <= end);
      at = end + between(bridge);
      if (piece.length < 3) continue;
      const [x, y] = piece[Math.floor(piece.length / 2)]!;
      const light = Math.max(0, Math.min(1, tone(x, y)));
      if (light > 0.06) d += gouge(piece, width * light * between([0.8, 1.15]) * Math.min(1, 0.3 + long / 80), between([0.35, 0.65]));
    }
    return d;
  }).join('');
}

function measured(line: Point[]): number[] {
  let sum = 0;
  return line.map(([x, y], i) => (sum += i === 0 ? 0 : Math.hypot(x - line[i - 1]![0], y - line[i - 1]![1])));
}

/** A line that wanders: `path` gives it from t = 0 to 1, a hand's unsteadiness is added. */
export function drawn(path: (t: number) => Point, count: number, r: Random, unsteady = 0): Point[] {
  const [phase, pace] = [r() * 7, 3 + r() * 4];
  return Array.from({ length: count + 1 }, (_, i) => {
    const [x, y] = path(i / count);
    const sway = Math.sin(phase + (i / count) * pace * 6.28) * unsteady;
    return [x + sway * 0.4, y + sway];
  });
}

/** Rings around a place, outwards. */
export function rings([x, y]: Point, from: number, to: number, step: number, r: Random): Point[][] {
  return Array.from({ length: Math.ceil((to - from) / step) }, (_, i) => {
    const radius = from + i * step;
    const turn = r() * 6.28;
    const at = (t: number): Point => [x + Math.cos(turn + t * 6.28) * radius, y + Math.sin(turn + t * 6.28) * radius];
    return drawn(at, Math.max(24, Math.round(radius * 0.7)), r, 1.5);
  });
}

/** Lines lying one before the other, wider apart towards the viewer. @param most the widest gap, in pixels */
export function receding(from: number, to: number, gap: number, growth: number, most: number, line: (y: number) => Point[]): Point[][] {
  const lines: Point[][] = [];
  for (let y = from, step = gap; y < to; y += step, step = Math.min(most, step * growth)) lines.push(line(y));
  return lines;
}

/** A round or oval; `rough` nicks its edge. */
export function oval([x, y]: Point, across: number, up = across, rough?: { random: Random; by: number }): string {
  const count = Math.max(7, Math.min(140, Math.round(across)));
  return outline(Array.from({ length: count }, (_, i) => {
    const [angle, edge] = [(i / count) * 6.283, 1 + (rough ? (rough.random() - 0.5) * rough.by : 0)];
    return [x + Math.cos(angle) * across * edge, y + Math.sin(angle) * up * edge];
  }));
}

/** A place on the way from one to another, at `share` of it. */
export function toward(from: Point, to: Point, share: number): Point {
  return [from[0] + (to[0] - from[0]) * share, from[1] + (to[1] - from[1]) * share];
}
