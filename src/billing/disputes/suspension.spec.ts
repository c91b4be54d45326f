import type { Subscription } from '../subscription.entity.js';
import { suspend } from './suspension.js';

const at = (day: number) => new Date(Date.UTC(2026, 9, day));
const row = { subscriptionId: 'sub_1', startedAt: at(1), opensUntil: at(31), suspendedFrom: null } as Subscription;

describe('suspend', () => {
  it.each([
    ['nothing disputed', null, at(31)],
    ['in the middle', at(10), at(10)],
    ['after it ended by itself', at(40), at(31)],
    ['before it began', at(0), null],
    ['as it began', at(1), null],
  ] as const)('%s', (_, from, until) => expect(suspend(row, from)).toMatchObject({ suspendedFrom: from, opensUntil: until }));

  it('gives nothing to what gave nothing', () => expect(suspend({ ...row, opensUntil: null }, at(10)).opensUntil).toBeNull());
});
