import { parseDate } from '../../platform/clock/clock.js';
import type { Payment } from '../payments/payment.entity.js';
import { owedOf } from './card.view.js';

const [now, later] = [parseDate(Date.UTC(2026, 10, 30)), parseDate(Date.UTC(2026, 11, 30))];
const open = { invoiceId: 'in_1', periodUntil: now } as Payment;

describe('What can be paid so that a membership goes on', () => {
  it.each([
    ['what is overdue', 'past_due', later, open, true],
    ['nothing where nothing is open', 'past_due', now, null, false],
    ['of what is unpaid for good, its latest invoice', 'unpaid', now, open, true],
    ['not that of an earlier period, which would open nothing', 'unpaid', later, open, false],
    ['nothing of what is paid for', 'active', now, open, false],
    ['nothing of what is over', 'canceled', now, open, false],
    ['nothing of what is paused', 'paused', now, open, false],
  ] as const)('is %s', (_, status, periodEnd, payment, owed) => {
    expect(owedOf({ status, periodEnd }, payment)).toBe(owed ? payment : null);
  });
});
