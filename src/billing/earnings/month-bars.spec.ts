import { HEIGHT, monthBars } from './month-bars.js';

const sums = (net: number, fees = 0, back = 0, tax = 0) => ({ gross: net + tax + fees + back, net, tax, fees, back });

describe('monthBars', () => {
  it('draws twelve months to the one at hand, over the end of a year', () => {
    const { bars } = monthBars(new Map(), '2027-02');
    expect(bars.map((bar) => bar.month)).toEqual(['2026-03', '2026-04', '2026-05', '2026-06', '2026-07', '2026-08', '2026-09', '2026-10', '2026-11', '2026-12', '2027-01', '2027-02']);
    expect(bars.every((bar) => bar.parts.every((part) => part.height === 0))).toBe(true);
  });

  it('fills the height with the largest month and stands each part on the one below', () => {
    const { bars, most } = monthBars(new Map([['2026-11', sums(50, 20, 40, 10)], ['2026-10', sums(60)]]), '2026-11');
    expect(most).toBe(120);
    expect(bars.at(-1)!.parts).toEqual([{ kind: 'net', y: HEIGHT - 50, height: 50 }, { kind: 'tax', y: HEIGHT - 60, height: 10 }, { kind: 'fees', y: HEIGHT - 80, height: 20 }, { kind: 'back', y: 0, height: 40 }]);
    expect(bars.at(-2)!.parts[0]).toEqual({ kind: 'net', y: HEIGHT - 60, height: 60 });
  });

  it('has nothing to stand on where more went back than came', () => {
    expect(monthBars(new Map([['2026-11', sums(-30, 5, 100)]]), '2026-11').bars.at(-1)!.parts[0]!.height).toBe(0);
  });
});
