import { Setup } from '../../src/members/index.js';
import { startApp, type TestApp, until, SECRET_KEY } from '../app.js';
import { Browser, Client } from '../client.js';

describe('an empty install that is no trial', () => {
  let test: TestApp;
  beforeAll(async () => { test = await startApp({ env: { PAYMENTS: 'off', THOUSAND_LOCAL: '', SECRET_KEY } }); });
  afterAll(() => test.close());

  it('is set up by one link, once, and then runs free memberships without Stripe', async () => {
    // Somebody who signed up first locks nobody out.
    await test.db.query(`insert into account (email, email_key, name, password_hash, language, time_zone, created_at, proved_at)
      values ('early@people.example', 'early@people.example', 'Early', null, 'en', 'UTC', now(), now())`);
    const link = (await test.app.get(Setup).link())!.replace(test.url, '');
    const [browser, second] = [new Browser(test.url), new Browser(test.url)];
    const wanted = { name: 'Olive', email: 'olive@people.example', password: 'a fine long password', creatorName: 'Olive & Oil', handle: 'olive' };
    expect((await second.get(link)).status).toBe(200);
    const taken = await new Client(test.url).post(link, { ...wanted, email: 'Early@people.example' });
    expect([taken.status, Object.keys(taken.json.errors)]).toEqual([422, ['email']]);
    expect((await browser.submit(link, link, wanted)).headers.get('location')).toBe('/studio');
    expect((await second.submit('/sign-in', link, { ...wanted, email: 'thief@people.example' })).status).toBe(410);
    expect(await test.app.get(Setup).link()).toBeNull();
    await until('the free tier', async () => (await browser.get('/studio/olive/tiers')).text.includes('tiers/'));
    expect((await test.db.query('select email from account where operator_since is not null')).rows).toEqual([{ email: 'olive@people.example' }]);
    expect((await browser.get('/dev/mail')).status).toBe(404);
    expect((await browser.get('/@olive/join')).status).toBe(200);
  });
});
