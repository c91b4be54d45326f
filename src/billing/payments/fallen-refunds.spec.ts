import { fallenOf } from './fallen-refunds.js';

const charge = (id: string, intent: string | null) => ({ id, payment_intent: intent });
const refund = (id: string, of: string, status: string) => ({ id, amount: 500, status, charge: of });

describe('refunds that did not arrive', () => {
  it('are those of the invoice that failed or were called off, of whichever of its charges', () => {
    const invoice = { payments: { data: [{ payment: { payment_intent: 'pi_1' } }, { payment: { payment_intent: { id: 'pi_2' } } }] } };
    const charges = [charge('ch_1', 'pi_1'), charge('ch_2', 'pi_2'), charge('ch_other', 'pi_3'), charge('ch_loose', null)];
    const refunds = [
      refund('re_failed', 'ch_1', 'failed'), refund('re_canceled', 'ch_2', 'canceled'), refund('re_there', 'ch_1', 'succeeded'), refund('re_pending', 'ch_2', 'pending'),
      refund('re_other', 'ch_other', 'failed'), refund('re_loose', 'ch_loose', 'failed'),
    ];
    expect(fallenOf(invoice, charges, refunds).map(({ id }) => id)).toEqual(['re_failed', 're_canceled']);
  });
});
