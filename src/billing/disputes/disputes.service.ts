import { Injectable } from '@nestjs/common';
import { Clock, Database, DAY, Events, Jobs, plusMs } from '../../platform/index.js';
import { Effects } from '../effects.service.js';
import { DisputeMoved } from '../events.js';
import { Inbox } from '../inbox/inbox.service.js';
import { SETTLED_FOR_US } from './suspension.js';

/** What is older is written down and not told. */
const NEWS = 30 * DAY;

interface Disputed {
  dispute: string;
  status: string;
  openedAt: Date;
  subscription: string | null;
  accountId: string | null;
  creatorId: string | null;
}

/** What a dispute sets off, each once for all time: nothing more is charged while it stands, and one that is lost ends what it paid for. */
@Injectable()
export class Disputes {
  constructor(
    private readonly db: Database, private readonly clock: Clock, private readonly jobs: Jobs, private readonly inbox: Inbox, private readonly effects: Effects, private readonly events: Events,
  ) {}

  /** Looks at a customer's disputes after they were read, in the transaction that wrote them, and has access reckoned anew. */
  async follow(account: string, customer: string): Promise<void> {
    const all = await this.db.sql<Disputed>(
      'disputes.of',
      `select d.dispute_id as dispute, d.status, d.created_at as "openedAt", p.subscription_id as subscription, p.account_id as "accountId", p.creator_id as "creatorId"
       from payment_charge c join dispute d on d.stripe_account = c.stripe_account and d.charge_id = c.charge_id
       left join payment p on p.stripe_account = c.stripe_account and p.invoice_id = c.invoice_id where c.stripe_account = $1 and c.customer_id = $2 order by d.created_at`,
      [account, customer],
    );
    for (const one of all) await this.tell(account, customer, one);
    await this.inbox.markDirty(account, customer);
  }

  private async tell(account: string, customer: string, { dispute, status, openedAt, subscription, accountId, creatorId }: Disputed): Promise<void> {
    const settled = SETTLED_FOR_US.includes(status);
    const end = (kind: 'stop' | 'end') => subscription
      ? this.jobs.add('billing.endDisputed', { account, customer, subscription, kind }, { lane: `customer ${customer}`, key: `disputed ${dispute} ${kind}` }) : undefined;
    const isFirst = await this.effects.once('disputed', dispute);
    // What was opened long before we ever looked is written down and not told; how one ends that was told is told, however long it took.
    const isTold = !isFirst || plusMs(openedAt, NEWS) > this.clock.now();
    const publish = async (to: DisputeMoved['to']) => isTold && this.events.publish(new DisputeMoved(accountId, creatorId, dispute, to));
    if (isFirst && !settled && status !== 'lost') {
      await end('stop');
      await publish('opened');
    }
    // What was over before we ever heard of it is told to nobody.
    if (settled && await this.effects.once('dispute_over', dispute) && !isFirst) await publish('won');
    if (status === 'lost' && await this.effects.once('dispute_lost', dispute)) {
      await end('end');
      await publish('lost');
    }
  }
}
