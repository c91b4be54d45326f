import { Setup } from '../../src/members/index.js';
import { startApp, type TestApp, until, SECRET_KEY } from '../app.js';
import { Browser } from '../client.js';

describe('an empty install that is no trial', () => {
  let test: TestApp;
  beforeAll(async () => { test = await startApp({ env: { PAYMENTS: 'off', THOUSAND_LOCAL: '', SECRET_KEY } }); });
  afterAll(() => test.close());

  it('is set up by one link, once, and then runs free memberships without Stripe', async () => {
    const link = (await test.app.get(Setup).link())!.replace(test.url, '');
    const [browser, second] = [new Browser(test.url), new Browser(test.url)];
    const wanted = { name: 'Olive', email: 'olive@people.example', password: 'a fine long password', creatorName: 'Olive & Oil', handle: 'olive' };
    expect((await second.get(link)).status).toBe(200);
    expect((await browser.submit(link, link, wanted)).headers.get('location')).toBe('/studio');
    expect((await second.submit('/sign-in', link, { ...wanted, email: 'thief@people.example' })).status).toBe(410);
    expect(await test.app.get(Setup).link()).toBeNull();
    await until('the free tier', async () => (await browser.get('/studio/olive/tiers')).text.includes('tiers/'));
    expect((await test.db.query('select operator_since is not null as operator from account')).rows).toEqual([{ operator: true }]);
    expect((await browser.get('/dev/mail')).status).toBe(404);
    expect((await browser.get('/@olive/join')).status).toBe(200);
  });
});
