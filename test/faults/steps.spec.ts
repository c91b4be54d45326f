import { DEEDS } from './deeds/index.js';
import { ELSEWHERE, stepsIn, stepsUntold } from './kills.js';
import { type Crossing, CROSSINGS, filesOf, stepsOf } from './steps.js';

const all = (Object.keys(CROSSINGS) as Crossing[]).flatMap((crossing) => filesOf(crossing).flatMap(stepsOf));

describe('the steps at which processes die', () => {
  it('are all there are, but for those that say why not', () => {
    expect(stepsUntold()).toEqual([]);
  });

  it('say nothing of steps that are no more', () => {
    const said = [...ELSEWHERE.map(([pattern]) => pattern), ...Object.values(DEEDS).flat().flatMap(({ web, worker }) => [web, worker])].filter((pattern) => pattern !== undefined);
    expect(said.filter((pattern) => !all.some((name) => pattern.test(name)))).toEqual([]);
    expect(stepsIn('reading').length).toBeGreaterThan(0);
  });
});
