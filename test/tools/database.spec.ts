import pg from 'pg';
import { createDatabase } from '../database.js';

async function ask(url: string, sql: string): Promise<Record<string, unknown>> {
  const client = new pg.Client(url);
  await client.connect();
  try {
    return (await client.query(sql)).rows[0] as Record<string, unknown>;
  } finally {
    await client.end();
  }
}

describe('a database of the embedded cluster', () => {
  it('is made and dropped for one spec, and owned by a role that is no superuser', async () => {
    const database = await createDatabase({ template: 'empty' });
    const who = await ask(database.url, 'select rolsuper from pg_roles where rolname = current_user');
    expect(who).toEqual({ rolsuper: false });
    await database.drop();
    await expect(ask(database.url, 'select 1')).rejects.toThrow('does not exist');
  });

  it('folds the case of Italian letters and orders by code point', async () => {
    const database = await createDatabase({ template: 'empty' });
    expect(await ask(database.url, "select lower('CITTÀ') as lower, 'PERCHÉ' ilike 'perché' as found")).toEqual({
      lower: 'città',
      found: true,
    });
    await database.drop();
  });

  it('lets nobody but its own role in', async () => {
    const cluster = JSON.parse(String(process.env.TEST_CLUSTER)) as { thousand: string; sandbox: string };
    const crossed = cluster.thousand.replace(/[^/]*$/, 'sandbox');
    await expect(ask(crossed, 'select 1')).rejects.toThrow('permission denied for database "sandbox"');
    await expect(ask(cluster.thousand.replace(/:[^:@]*@/, ':wrong@'), 'select 1')).rejects.toThrow('password');
  });
});
