import { startApp, type TestApp, until } from '../app.js';
import { buildPage, buildPerson, buildPost, pay } from '../client.js';

describe('a fan joins and reads', () => {
  let test: TestApp;
  beforeAll(async () => { test = await startApp(); });
  afterAll(() => test.close());

  it('from the teaser over the till to the body, without ever visiting the success page', async () => {
    const owner = await buildPerson(test, 'Tamsin');
    const { handle, paid } = await buildPage(test, owner, 'tamsin');
    const post = await buildPost(owner, handle, 'paid', 'xylophone');
    const fan = await buildPerson(test, 'Ruth');

    const closed = (await fan.get(post.url)).json.post;
    expect(closed).toMatchObject({ open: false, body: null, bodyHtml: null, gate: { closed: { reason: 'needs_paid', signIn: false, opensWith: [{ id: paid.id }] } } });

    await pay(test, fan, handle, paid.id);
    const open = await until('the post opens', async () => {
      const { post: seen } = (await fan.get(post.url)).json;
      return seen.open ? seen : null;
    });
    expect(open.bodyHtml).toContain('xylophone');

    const welcome = await until('the welcome mail', async () => (await test.mails()).find((mail) => /So glad you are here/.test(mail.text ?? '')));
    expect(welcome.text).toContain('Ruth');
    expect(welcome.text).toContain('Proof');
    expect((await fan.get(`/@${handle}/membership`)).json).toMatchObject({ kind: 'paid', status: 'active', tier: { name: 'Proof' }, price: { amount: 500, currency: 'EUR' } });
  });
});
