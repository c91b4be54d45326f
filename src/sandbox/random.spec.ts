import { seededRandom, shuffle } from './random.js';

it('draws the same numbers from the same seed, evenly enough', () => {
  const draw = (seed: number, count: number) => {
    const random = seededRandom(seed);
    return Array.from({ length: count }, random);
  };
  expect(draw(7, 5)).toEqual(draw(7, 5));
  expect(draw(7, 5)).not.toEqual(draw(8, 5));
  const many = draw(1, 10_000);
  expect(many.every((each) => each >= 0 && each < 1)).toBe(true);
  expect(Math.abs(many.reduce((sum, each) => sum + each, 0) / many.length - 0.5)).toBeLessThan(0.02);
});

it('shuffles without losing anything', () => {
  const items = Array.from({ length: 50 }, (_item, index) => index);
  const shuffled = [...items];
  shuffle(shuffled, seededRandom(3));
  expect(shuffled).not.toEqual(items);
  expect(shuffled.toSorted((a, b) => a - b)).toEqual(items);
});
