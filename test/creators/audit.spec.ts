import { ACTS } from '../../src/members/audit/acts.js';
import { auditSentence } from '../../src/members/audit/audit.view.js';
import { LANGUAGES } from '../../src/platform/words/words.js';
import { startApp, type TestApp } from '../app.js';
import { Browser, buildPage, buildPerson, buildPost, expectStatus, PASSWORD } from '../client.js';
import { words } from '../look/render.js';

describe('The audit', () => {
  let test: TestApp;
  let owner: Awaited<ReturnType<typeof buildPerson>>;
  let fan: Awaited<ReturnType<typeof buildPerson>>;
  const lines = async (query = '') => expectStatus(await owner.get(`/studio/tamsin/team/audit${query}`), 200).json.entries as { id: string; act: string; sentence: string; actor: { id: string } }[];

  beforeAll(async () => {
    test = await startApp();
    owner = await buildPerson(test, 'Tamsin');
    fan = await buildPerson(test, 'Fan');
  });
  afterAll(() => test.close());

  it('tells in sentences what was done to a page, newest first', async () => {
    const page = await buildPage(test, owner, 'tamsin');
    const post = await buildPost(owner, 'tamsin', 'public');
    expectStatus(await owner.post(`/studio/tamsin/posts/${post.id}/publication/undo`), 200);
    expectStatus(await owner.post('/studio/tamsin/settings', { name: 'Tamsin', standfirst: 'Linocuts.', about: '', language: 'en', hue: 205, chroma: 75 }), 200);
    expectStatus(await owner.post(`/studio/tamsin/tiers/${page.paid.id}/archival`), 200);
    expectStatus(await owner.post(`/studio/tamsin/posts/${post.id}/deletion`), 200);
    expect((await lines()).map((line) => line.sentence)).toEqual([
      'Tamsin deleted “For public”.', 'Tamsin took the tier “Proof” off sale.', 'Tamsin changed the settings: the name, the sentence under it.', 'Tamsin took “For public” back to drafts.',
      'Tamsin published “For public”.', 'Tamsin put the tier “Proof” on offer.', 'Tamsin opened the page.',
    ]);
  });

  it('is filtered by person and by act, and speaks the reader\'s language', async () => {
    expect((await lines('?act=tierMade')).map((line) => line.act)).toEqual(['tierMade']);
    expect(await lines(`?person=${owner.accountId}`)).toHaveLength(7);
    expect(await lines(`?person=${fan.accountId}`)).toEqual([]);
    expect(await lines(`?before=${(await lines())[5]!.id}`)).toHaveLength(1);
    const browser = new Browser(test.url, { 'accept-language': 'it' });
    await browser.submit('/sign-in', '/sign-in', { email: owner.email, password: PASSWORD });
    expect((await browser.get('/studio/tamsin/team/audit?language=it')).text).toContain('Tamsin ha aperto la pagina.');
  });

  it('does not exist for anybody else, and holds nothing of another page', async () => {
    await buildPage(test, fan, 'fan');
    expect((await fan.get('/studio/fan/team/audit')).json.entries.map((line: { act: string }) => line.act)).toEqual(['tierMade', 'pageOpened']);
    expect(await lines()).toHaveLength(7);
    expect((await fan.get('/studio/tamsin/team/audit')).status).toBe(404);
  });

  it('pages on over more lines than one page holds', async () => {
    await test.db.query(
      `insert into audit_entry (creator_id, actor_id, act, subject, detail, at)
       select id, $1, 'tierChanged', null, '{"tier":"Proof"}', created_at from creator, generate_series(1, 60) where handle = 'tamsin'`, [owner.accountId],
    );
    const first = expectStatus(await owner.get('/studio/tamsin/team/audit?act=tierChanged'), 200).json;
    expect(first.entries).toHaveLength(50);
    const second = expectStatus(await owner.get(first.olderUrl), 200).json;
    expect(second.entries).toHaveLength(10);
    expect(second.olderUrl).toBeNull();
  });

  it.each(['update audit_entry set act = act', 'delete from audit_entry', 'truncate audit_entry'])('refuses: %s', async (statement) => {
    await expect(test.db.query(statement)).rejects.toThrow('the audit is only ever added to');
  });

  it('writes nothing for what did not happen', async () => {
    const before = (await lines())[0]!.id;
    expect((await owner.post('/studio/tamsin/settings', { name: 'Tamsin', standfirst: '', about: '', language: 'en', hue: 205, chroma: 75, version: 1 })).status).toBe(409);
    expect((await lines())[0]!.id).toBe(before);
  });

  it.each(LANGUAGES)('has a sentence and a name for every act (%s)', (language) => {
    const t = words.for(language);
    const detail = { fields: 'name,hue', tier: 'Proof', title: 'A post' };
    for (const act of ACTS) {
      expect(auditSentence({ act, actorId: 'x', actorName: 'Ann', subjectName: null, detail }, t, language)).toMatch(/Ann/);
      expect(t(`audit.kind.${act}`)).toBeTruthy();
    }
  });
});
