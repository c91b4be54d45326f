import { startApp, type TestApp, until } from '../app.js';
import { buildPage, buildPerson, Client, expectStatus } from '../client.js';

type Person = Awaited<ReturnType<typeof buildPerson>>;

describe('Opening a page', () => {
  describe('where the operator approves', () => {
    let test: TestApp;
    let operator: Person;
    let noor: Person;
    const waiting = async () => expectStatus(await operator.get('/operator/pages'), 200).json.waiting as { id: string; name: string; why: string; person: { email: string } }[];
    const about = (subject: string) => until(subject, async () => (await test.mails()).find((mail) => mail.subject?.includes(subject)));

    beforeAll(async () => {
      test = await startApp({ env: { CREATORS: 'approved' } });
      operator = await buildPerson(test, 'Op');
      noor = await buildPerson(test, 'Noor');
      await test.db.query('update account set operator_since = created_at where id = $1', [operator.accountId]);
    });
    afterAll(() => test.close());

    it('is asked for with a sentence, and the operator hears of it', async () => {
      expect((await noor.post('/studio', { name: 'Moths', handle: 'noor', language: 'en' })).status).toBe(403);
      expect((await noor.get('/studio')).json).toMatchObject({ mayCreate: false, mayAsk: true });
      expect((await noor.post('/studio/requests', { name: 'Moths', handle: 'noor', language: 'en', why: '' })).status).toBe(422);
      expectStatus(await noor.post('/studio/requests', { name: 'Moths', handle: 'noor', language: 'en', why: 'I draw one moth a night.' }), 201);
      expect((await noor.post('/studio/requests', { name: 'Moths', handle: 'NOOR', language: 'en', why: 'Again.' })).json.code).toBe('handle_asked_for');
      expect(await waiting()).toMatchObject([{ name: 'Moths', why: 'I draw one moth a night.', person: { email: noor.email } }]);
      expect((await about('Noor would like to open a page')).text).toContain('I draw one moth a night.');
    });

    it('is the operator\'s to answer, and nobody else\'s', async () => {
      const { id } = (await waiting())[0]!;
      for (const path of ['/operator', '/operator/pages']) expect((await noor.get(path)).status).toBe(404);
      for (const path of ['approval', 'refusal']) expect((await noor.post(`/operator/pages/${id}/${path}`, { sentence: 'Yes' })).status).toBe(404);
      expect((await new Client(test.url).get('/operator')).status).toBe(401);
      expect(await waiting()).toHaveLength(1);
    });

    it('opens with a yes, once, and whoever asked is told', async () => {
      const { id } = (await waiting())[0]!;
      const answers = await Promise.all([1, 2, 3].map(() => operator.post(`/operator/pages/${id}/approval`, { sentence: 'Looking forward to it.' })));
      expect(answers.map((one) => one.status).sort()).toEqual([200, 404, 404]);
      expect((await noor.get('/studio')).json.pages).toMatchObject([{ handle: 'noor', role: 'owner' }]);
      const mail = await about('About your page');
      expect(mail.text).toContain('Your page “Moths” is open.');
      expect(mail.text).toContain('Looking forward to it.');
      expect((await noor.get('/studio/noor/team/audit')).json.entries[0].sentence).toBe('Op said yes to the page “Moths”, for Noor.');
    });

    it('stays shut with a no, which needs a sentence', async () => {
      expectStatus(await noor.post('/studio/requests', { name: 'Beetles', handle: 'beetles', language: 'en', why: 'More legs.' }), 201);
      const { id } = (await waiting())[0]!;
      expect((await operator.post(`/operator/pages/${id}/refusal`, { sentence: '' })).status).toBe(422);
      expectStatus(await operator.post(`/operator/pages/${id}/refusal`, { sentence: 'One page is enough for now.' }), 200);
      expect((await noor.get('/studio')).json.requests).toMatchObject([{ handle: 'beetles', approved: false, sentence: 'One page is enough for now.' }]);
      expect((await noor.get('/@beetles')).status).toBe(404);
      await until('the mail of the no', async () => (await test.mails()).some((mail) => mail.text?.includes('will not be opened here')));
    });

    it('waits three times at most', async () => {
      for (const handle of ['one', 'two', 'three']) expectStatus(await noor.post('/studio/requests', { name: 'X', handle, language: 'en', why: 'Y' }), 201);
      expect((await noor.post('/studio/requests', { name: 'X', handle: 'four', language: 'en', why: 'Y' })).json.code).toBe('many_page_requests');
    });
  });

  it('is the operator\'s alone, where it is said so', async () => {
    const test = await startApp({ env: { CREATORS: 'operator' } });
    try {
      const noor = await buildPerson(test, 'Noor');
      expect((await noor.post('/studio', { name: 'Moths', handle: 'noor', language: 'en' })).status).toBe(403);
      expect((await noor.post('/studio/requests', { name: 'Moths', handle: 'noor', language: 'en', why: 'X' })).status).toBe(403);
      await test.db.query('update account set operator_since = created_at');
      await buildPage(test, noor, 'noor');
    } finally {
      await test.close();
    }
  });
});
