import { jest } from '@jest/globals';
import { Database } from '../../src/platform/index.js';
import { startApp, type TestApp } from '../app.js';
import { Client, expectStatus, PASSWORD } from '../client.js';

/** Without a worker, so that every statement counted is the request's own. */
describe('row 15: what is done for an address that is known and for one that is not', () => {
  let test: TestApp;
  beforeAll(async () => {
    test = await startApp({ worker: false });
    await test.db.query(`insert into account (email, email_key, name, language, time_zone, created_at, proved_at)
      values ('known@people.example', 'known@people.example', 'Known', 'en', 'UTC', now(), now())`);
  });
  afterAll(() => test.close());

  /** The statements that a request makes, in order. */
  async function work(path: string, body: object, status: number): Promise<string[]> {
    const asked = jest.spyOn(test.app.get(Database), 'sql');
    try {
      expectStatus(await new Client(test.url).post(path, body), status);
      // The sandbox tells its clock whenever it likes.
      return asked.mock.calls.map(([name]) => name).filter((name) => !name.startsWith('clock.'));
    } finally {
      asked.mockRestore();
    }
  }

  it.each(['/sign-in-links', '/password-resets'])('is the same at %s', async (path) => {
    const known = await work(path, { email: 'known@people.example' }, 202);
    expect(known.length).toBeGreaterThan(4);
    expect(await work(path, { email: 'nobody@people.example' }, 202)).toEqual(known);
  });

  it('is the same when somebody joins as a guest', async () => {
    const { hashPassword } = await import('../../src/members/index.js');
    await test.db.query(`insert into account (email, email_key, name, password_hash, language, time_zone, created_at, proved_at)
      values ('owner@people.example', 'owner@people.example', 'Owner', $1, 'en', 'UTC', now(), now())`, [await hashPassword(PASSWORD)]);
    const owner = new Client(test.url);
    owner.token = expectStatus(await owner.post('/sign-in', { email: 'owner@people.example', password: PASSWORD }), 201).json.token;
    expectStatus(await owner.post('/studio', { name: 'A page', handle: 'page', language: 'en' }), 201);
    const { rows: [tier] } = await test.db.query(`insert into tier (creator_id, name, description, paid, benefits, welcome, position, created_at)
      select id, 'Free', '', false, '{}', '', 0, now() from creator returning id`);
    const join = (email: string) => work('/@page/join', { email, tierId: tier.id }, 201);
    const known = await join('known@people.example');
    expect(known.length).toBeGreaterThan(8);
    expect(await join('nobody@people.example')).toEqual(known);
  });
});
