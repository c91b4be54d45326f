import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Metrics, MINUTE } from '../../platform/index.js';
import { OperatorRooms } from '../../members/index.js';
import { StripeClient } from '../stripe/stripe.client.js';
import { Drifts } from '../sync/drifts.service.js';
import { Troubles } from '../disputes/troubles.query.js';
import { InboxLog } from './inbox-log.query.js';
import { LedgerTotals } from './ledger-totals.query.js';

const MOST_TROUBLES = 100;

/** How money stands, for the operator's page and for whoever collects figures. */
@Injectable()
export class BillingRooms implements OnModuleInit {
  constructor(
    private readonly rooms: OperatorRooms, private readonly log: InboxLog, private readonly drifts: Drifts, private readonly stripe: StripeClient, private readonly metrics: Metrics,
    private readonly totals: LedgerTotals, private readonly troubles: Troubles,
  ) {}

  onModuleInit(): void {
    const backlog = this.metrics.together(() => this.log.backlog());
    this.metrics.gauge('inbox_events', 'Events of customers of ours that wait, and events that were put aside.', async () => {
      const { received, quarantined } = await backlog();
      return { received, quarantined };
    }, 'state');
    this.metrics.gauge('customers_behind', 'Customers at whom something changed that is not read yet.', async () => (await backlog()).behind);
    this.metrics.gauge('customers_behind_seconds', 'How long the longest of them has waited.', async () => (await backlog()).behindSeconds);
    if (!this.stripe.enabled) return;
    this.rooms.register(
      {
        url: '/operator/billing', title: 'operatorBilling.title',
        look: async (t) => {
          const [{ readAt, totals }, troubles] = await Promise.all([this.totals.stand(), this.troubles.open(null, MOST_TROUBLES)]);
          if (troubles.length > 0) return { says: t('operatorBilling.troubleCount', { count: troubles.length }), worry: true };
          if (totals.some(({ balance, net }) => balance !== null && balance !== net)) return { says: t('operatorBilling.differs'), worry: true };
          return { says: t(readAt ? 'operatorBilling.calm' : 'operatorBilling.neverRead'), worry: false };
        },
      },
      {
        url: '/operator/inbox', title: 'inbox.title',
        look: async (t) => {
          const { quarantined, behind, behindSeconds } = await this.log.backlog();
          if (quarantined > 0) return { says: t('inbox.quarantinedCount', { count: quarantined }), worry: true };
          if (behind > 0) return { says: t('inbox.behindCount', { count: behind }), worry: behindSeconds * 1000 > 2 * MINUTE };
          return { says: t('inbox.calm'), worry: false };
        },
      },
      {
        url: '/operator/drift', title: 'drift.title',
        look: async (t) => {
          const [last] = await this.drifts.latest(1);
          return { says: last ? t('drift.last') : t('drift.never'), worry: false };
        },
      },
    );
  }
}
