import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What a sync asks of the inbox for each customer, and a page of its subscriptions, is found without reading everybody's. */
export class FindRowsByTheirKeys1760000809000 implements MigrationInterface {
  name = 'FindRowsByTheirKeys1760000809000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create index inbox_event_of_customer on inbox_event (customer_id, id) where customer_id is not null`);
    // What a sync settles are those that wait and those put aside: an index of the first alone is no help with both.
    await runner.query(`
      drop index inbox_event_waiting`);
    await runner.query(`
      create index inbox_event_unsettled on inbox_event (customer_id, id) where state in ('received', 'quarantined')`);
    await runner.query(`
      create index subscription_of_page on subscription (creator_id, status)`);
    // Those in trouble are found in it, too.
    await runner.query(`
      create index subscription_of_tier on subscription (tier_id, status)`);
    await runner.query(`
      drop index subscription_of_tier_in_trouble`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create index subscription_of_tier_in_trouble on subscription (tier_id) where status = 'past_due'`);
    await runner.query(`
      drop index subscription_of_tier`);
    await runner.query(`
      drop index subscription_of_page`);
    await runner.query(`
      drop index inbox_event_unsettled`);
    await runner.query(`
      create index inbox_event_waiting on inbox_event (customer_id, id) where state = 'received'`);
    await runner.query(`
      drop index inbox_event_of_customer`);
  }
}
