import type Stripe from 'stripe';

import { createWorld, eventTypes, type World } from './sandbox.js';

describe('a dispute', () => {
  let world: World;
  let stripe: Stripe;

  beforeAll(async () => {
    world = await createWorld();
    stripe = world.stripe;
  });
  afterAll(() => world?.close());

  const pay = async (card = 'pm_card_visa') => {
    const order = { amount: 1000, currency: 'eur', payment_method: card, confirm: true };
    return (await stripe.paymentIntents.create(order)).latest_charge as string;
  };
  const open = async (body: object = {}) => {
    const charge = await pay();
    const { body: dispute } = await world.control('POST', `/charges/${charge}/dispute`, body);
    return dispute as Stripe.Dispute;
  };
  const end = (dispute: string, how: 'win' | 'lose') => world.control('POST', `/disputes/${dispute}/${how}`);
  const net = (dispute: Stripe.Dispute) => dispute.balance_transactions.reduce((sum, each) => sum + each.net, 0);

  it.each([
    ['pm_card_createDispute', 'fraudulent', 'needs_response', -3000],
    ['pm_card_createDisputeProductNotReceived', 'product_not_received', 'needs_response', -3000],
    ['pm_card_createDisputeInquiry', 'general', 'warning_needs_response', 0],
  ])('comes with the card %s', async (card, reason, status, balance) => {
    const charge = await pay(card);
    const [dispute] = (await stripe.disputes.list({ charge })).data;
    expect(dispute).toMatchObject({ charge, reason, status, amount: 1000, is_charge_refundable: balance === 0 });
    expect(net(dispute!)).toBe(balance);
    expect((await stripe.charges.retrieve(charge)).disputed).toBe(true);
    const types = await eventTypes(stripe, dispute!.id);
    expect(types).toEqual([
      ...(balance ? ['charge.dispute.funds_withdrawn'] : []),
      'charge.dispute.created',
    ]);
  });

  it('brings money and fee back when it is won', async () => {
    const dispute = await open({ reason: 'product_not_received' });
    const answered = await stripe.disputes.update(dispute.id, {
      evidence: { uncategorized_text: 'They read every post.' },
      metadata: { case: '7' },
    });
    expect(answered).toMatchObject({
      status: 'under_review',
      metadata: { case: '7' },
      evidence: { uncategorized_text: 'They read every post.' },
      evidence_details: { has_evidence: true, submission_count: 1, submission_method: 'manual' },
    });
    expect((await end(dispute.id, 'win')).status).toBe(200);
    const won = await stripe.disputes.retrieve(dispute.id);
    expect(won.status).toBe('won');
    expect(won.balance_transactions.map(({ reporting_category }) => reporting_category)).toEqual([
      'dispute',
      'dispute_reversal',
    ]);
    expect(net(won)).toBe(0);
    expect(await eventTypes(stripe, dispute.id)).toEqual([
      'charge.dispute.funds_reinstated',
      'charge.dispute.closed',
      'charge.dispute.updated',
      'charge.dispute.funds_withdrawn',
      'charge.dispute.created',
    ]);
    await expect(stripe.disputes.close(dispute.id)).rejects.toMatchObject({ statusCode: 400 });
  });

  it.each([
    ['winning_evidence', 'won'],
    ['losing_evidence', 'lost'],
  ])('is decided by %s', async (words, status) => {
    const { id } = await open();
    const saved = await stripe.disputes.update(id, { evidence: { uncategorized_text: words }, submit: false });
    expect(saved).toMatchObject({ status: 'needs_response', evidence_details: { submission_count: 0 } });
    const sent = await stripe.disputes.update(id, { evidence: { uncategorized_text: words } });
    expect(sent.status).toBe(status);
  });

  it('is lost when nobody fights it, and keeps the charge from being refunded', async () => {
    const dispute = await open();
    await expect(stripe.refunds.create({ charge: dispute.charge as string })).rejects.toMatchObject({
      code: 'charge_disputed',
    });
    expect(await stripe.disputes.close(dispute.id)).toMatchObject({ status: 'lost' });
    expect(net(await stripe.disputes.retrieve(dispute.id))).toBe(-3000);
    await expect(stripe.refunds.create({ charge: dispute.charge as string })).rejects.toMatchObject({
      code: 'charge_disputed',
    });
  });

  it('that only asks takes no money and lets it be refunded', async () => {
    const dispute = await open({ inquiry: true });
    expect((await stripe.refunds.create({ charge: dispute.charge as string })).status).toBe('succeeded');
    expect(await end(dispute.id, 'win')).toMatchObject({ body: { status: 'warning_closed' } });
  });

  it('is opened once for a charge that took money', async () => {
    const { charge } = await open();
    expect(await world.control('POST', `/charges/${charge as string}/dispute`)).toMatchObject({ status: 400 });
    expect(await world.control('POST', '/charges/ch_none/dispute')).toMatchObject({ status: 404 });
    expect(await world.control('POST', `/charges/${await pay()}/dispute`, { reason: 'x' })).toMatchObject({ status: 400 });
  });

  describe('a warning of fraud', () => {
    const warnings = async (charge: string) => (await stripe.radar.earlyFraudWarnings.list({ charge })).data;

    it('comes with its card, and can be acted on until the money is back', async () => {
      const charge = await pay('pm_card_createIssuerFraudRecord');
      const [warning] = await warnings(charge);
      expect(warning).toMatchObject({ charge, actionable: true, fraud_type: 'unauthorized_use_of_card' });
      await stripe.refunds.create({ charge });
      expect((await stripe.radar.earlyFraudWarnings.retrieve(warning!.id)).actionable).toBe(false);
      expect(await eventTypes(stripe, warning!.id)).toEqual([
        'radar.early_fraud_warning.updated',
        'radar.early_fraud_warning.created',
      ]);
    });

    it('can be given by a test, and ends with a dispute', async () => {
      const charge = await pay();
      expect(await world.control('POST', `/charges/${charge}/warning`)).toMatchObject({ body: { actionable: true } });
      await world.control('POST', `/charges/${charge}/dispute`);
      expect((await warnings(charge))[0]!.actionable).toBe(false);
    });
  });
});
