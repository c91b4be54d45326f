import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { Media } from '../../src/content/media/media.service.js';
import { plusMs } from '../../src/platform/index.js';
import { startApp, type TestApp, until } from '../app.js';
import { Browser, buildPage, buildPerson, Client, expectStatus, PASSWORD, pay } from '../client.js';

type Person = Awaited<ReturnType<typeof buildPerson>>;

const ALT = 'canaryalt';
const CAPTION = 'canarycaption';

describe('the pictures of posts', () => {
  let test: TestApp;
  let owner: Person;
  let page: Awaited<ReturnType<typeof buildPage>>;
  let png: Buffer;
  const people: Record<string, Client> = {};
  const words = (audience: string) => ({ title: `For ${audience.slice(0, 4)}`, standfirst: '', teaser: 'Begins.\n\n![](picture:1)', body: 'Goes on.\n\n![](picture:1)', audience });
  const upload = async (by: Client, post: string, bytes: Buffer, fields: Record<string, string> = { alt: ALT, caption: CAPTION }, name = 'canaryfile.png', type = 'image/png') => {
    const form = new FormData();
    for (const [field, value] of Object.entries(fields)) form.set(field, value);
    form.set('picture', new Blob([new Uint8Array(bytes)], { type }), name);
    const answer = await fetch(`${test.url}/studio/tamsin/posts/${post}/pictures`, { method: 'POST', body: form, headers: { accept: 'application/json', authorization: `Bearer ${by.token}` } });
    return { status: answer.status, json: await answer.json() as any };
  };
  const build = async (audience: string, publish: boolean, fields?: Record<string, string>) => {
    const post = expectStatus(await owner.post('/studio/tamsin/posts', words(audience)), 201).json as { id: string; url: string; version: number };
    const kept = await upload(owner, post.id, png, fields);
    expect(kept.status).toBe(201);
    if (publish) expectStatus(await owner.post(`/studio/tamsin/posts/${post.id}/publication`, words(audience)), 200);
    return { ...post, picture: kept.json as { id: string; url: string; blurUrl: string; srcset: string } };
  };
  const ask = (path: string, by: Client | null, init: RequestInit = {}) => fetch(test.url + path, { ...init, headers: { ...(by?.token && { authorization: `Bearer ${by.token}` }), ...init.headers as object } });

  beforeAll(async () => {
    test = await startApp();
    owner = await buildPerson(test, 'Tamsin');
    page = await buildPage(test, owner, 'tamsin');
    const [follower, member, other] = [await buildPerson(test, 'Follower'), await buildPerson(test, 'Member'), await buildPerson(test, 'Other')];
    expectStatus(await follower.post('/@tamsin/membership', {}), 201);
    await buildPage(test, other, 'other');
    await pay(test, member, 'tamsin', page.paid.id);
    await until('the member is one', async () => (await member.get('/@tamsin')).json.standing.tiers.length === 2);
    Object.assign(people, { stranger: new Client(test.url), follower, member, other, owner });
    png = await sharp({ create: { width: 1200, height: 800, channels: 3, background: '#0d646c' } }).withExif({ IFD0: { Copyright: 'canaryexif' } }).png().toBuffer();
  });
  afterAll(() => test.close());

  const everyone = ['stranger', 'follower', 'member', 'other', 'owner'];
  it.each([
    ['public', true, {}, everyone, everyone],
    ['followers', true, {}, ['follower', 'member', 'owner'], everyone],
    ['paid', true, {}, ['member', 'owner'], everyone],
    ['paid', true, { open: '1' }, everyone, everyone],
    ['public', false, {}, ['owner'], ['owner']],
    ['paid', false, { open: '1' }, ['owner'], ['owner']],
  ])('of a post for %s, published %s, %j, go to %j', async (audience, published, fields, sees, seesBlur) => {
    const { picture } = await build(audience, published, { alt: 'A field.', cover: '1', ...fields });
    const paths = picture.srcset.split(', ').map((one) => one.split(' ')[0]!);
    expect(paths).toHaveLength(2);
    for (const [name, client] of Object.entries(people)) {
      for (const path of [...paths, picture.blurUrl]) {
        for (const init of [{}, { method: 'HEAD' }, { headers: { range: 'bytes=0-9' } }, { headers: { accept: 'text/html' } }]) {
          const answer = await ask(path, client, init);
          const welcome = (path === picture.blurUrl ? seesBlur : sees).includes(name);
          const wanted = !welcome ? 404 : 'headers' in init && 'range' in init.headers! ? 206 : 200;
          expect([name, path, init, answer.status]).toEqual([name, path, init, wanted]);
          if (!welcome) expect(answer.headers.get('cache-control')).toBe('private, no-store');
          else {
            expect(answer.headers.get('content-type')).toBe('image/webp');
            expect(answer.headers.get('cache-control')).toBe(path === picture.blurUrl && published ? 'public, max-age=300' : sees.includes('stranger') ? 'public, max-age=300' : 'private, no-store');
            expect((await answer.arrayBuffer()).byteLength).toBe(wanted === 206 ? 10 : 'method' in init ? 0 : Number(answer.headers.get('content-length')));
          }
        }
      }
    }
  });

  it('are in the page of those who may read, and nothing of them but a blur in anybody else\'s', async () => {
    const { url, picture } = await build('paid', true, { alt: ALT, caption: CAPTION, cover: '1' });
    for (const [name, client] of Object.entries(people)) {
      const open = ['member', 'owner'].includes(name);
      const browser = new Browser(test.url);
      if (client.token) await browser.submit('/sign-in', '/sign-in', { email: `${name === 'owner' ? 'tamsin' : name}@people.example`, password: PASSWORD });
      for (const text of [(await client.get(url)).text, (await client.get('/@tamsin')).text, (await browser.get(url)).text, (await browser.get('/@tamsin')).text]) {
        expect([name, text.includes(`${picture.id}/1200.webp`) || text.includes(`${picture.id}/960.webp`)]).toEqual([name, open]);
        expect([name, text.includes(`${picture.id}/blur.webp`)]).toEqual([name, !open]);
        if (!open) expect(text).not.toMatch(/canaryalt|canarycaption|canaryfile/);
      }
      const shown = (await client.get(url)).json.post;
      expect([name, shown.teaserHtml]).toEqual([name, '<p>Begins.</p>']);
      if (open) expect(shown.bodyHtml).toContain(`<figure class="picture"><img src="${picture.url}"`);
    }
  });

  it('stay out of mails, words and all', async () => {
    const { id } = await build('paid', true);
    const mails = await until('the mail', async () => {
      const sent = await test.db.query("select 1 from mail where kind = 'new-post' and cause = $1 and submitted_at is not null", [id]);
      return (sent.rowCount ?? 0) > 0 && test.mails();
    });
    for (const mail of mails) expect(`${mail.text}${mail.html}${mail.subject}${mail.headerLines.map(({ line }) => line).join()}`).not.toMatch(/canary(alt|caption|file)|<img/);
    expect(test.logs()).not.toMatch(/canary/);
  });

  it('can be found under no other address', async () => {
    const { picture } = await build('paid', true);
    const member = people.member!;
    for (const file of ['999.webp', '480.png', '480.webp.part', '../blur.webp', 'blur.webp%00', '%2e%2e%2fblur.webp', '1200']) {
      expect([file, (await ask(`/media/posts/${picture.id}/${file}`, member)).status]).toEqual([file, 404]);
    }
    expect((await ask(`/media/pictures/${picture.id}/480.webp`, member)).status).toBe(404);
    expect((await ask(picture.url, member, { headers: { range: 'bytes=99999999-' } })).status).toBe(416);
  });

  describe('uploaded', () => {
    const svg = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><script>alert(1)</script></svg>';
    it.each<[string, () => Promise<Buffer>, string]>([
      ['an SVG', async () => Buffer.from(svg), 'image/svg+xml'],
      ['an SVG that says it is a PNG', async () => Buffer.from(svg), 'image/png'],
      ['a page', async () => Buffer.from('<!doctype html><script>alert(1)</script>'), 'image/jpeg'],
      ['the head of a JPEG and a script', async () => Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe0]), Buffer.from('<script>alert(1)</script>')]), 'image/jpeg'],
      ['a PNG cut short', async () => png.subarray(0, 300), 'image/png'],
      ['a PDF', async () => Buffer.from('%PDF-1.7\n'), 'application/pdf'],
      ['a TIFF', async () => sharp({ create: { width: 9, height: 9, channels: 3, background: '#000' } }).tiff().toBuffer(), 'image/tiff'],
      ['nothing', async () => Buffer.alloc(0), 'image/png'],
      ['a bomb', async () => sharp({ create: { width: 9000, height: 9000, channels: 3, background: '#000' } }).png({ compressionLevel: 9 }).toBuffer(), 'image/png'],
    ])('%s is refused', async (_, bytes, type) => {
      const { id } = expectStatus(await owner.post('/studio/tamsin/posts', words('public')), 201).json as { id: string };
      const answer = await upload(owner, id, await bytes(), { alt: ALT }, 'x.png', type);
      expect([answer.status, Object.keys(answer.json.errors)]).toEqual([422, ['picture']]);
      expect((await owner.get(`/studio/tamsin/posts/${id}`)).json.pictures).toEqual([]);
    });

    it('a polyglot keeps its pixels alone, without place, profile or the second format', async () => {
      const both = Buffer.concat([png, Buffer.from('<script>alert(1)</script>PK\u0003\u0004canarypayload')]);
      const { id } = expectStatus(await owner.post('/studio/tamsin/posts', words('public')), 201).json as { id: string };
      const { json } = await upload(owner, id, both, { alt: ALT }, '../../evil.php', 'text/html');
      const kept = Buffer.from(await (await ask(json.url, owner)).arrayBuffer());
      expect(kept.toString('latin1')).not.toMatch(/canarypayload|script|canaryexif/);
      const { format, exif, icc, xmp, width } = await sharp(kept).metadata();
      expect({ format, exif, icc, xmp, width }).toEqual({ format: 'webp', exif: undefined, icc: undefined, xmp: undefined, width: 960 });
    });

    it('wants a description, or to be told that there is none', async () => {
      const { id } = expectStatus(await owner.post('/studio/tamsin/posts', words('public')), 201).json as { id: string };
      expect((await upload(owner, id, png, {})).json.errors).toHaveProperty('alt');
      expect((await upload(owner, id, png, { alt: '  ' })).json.errors).toHaveProperty('alt');
      expect((await upload(owner, id, png, { decorative: '1' })).json).toMatchObject({ alt: '', decorative: true, markdown: '![](picture:1)' });
    });

    it('by somebody else is refused', async () => {
      const { id } = await build('public', true);
      for (const name of ['follower', 'member', 'other']) expect((await upload(people[name]!, id, png)).status).toBe(404);
    });
  });

  it('change in the text when they are described anew, and go when they are deleted', async () => {
    const { id, url, picture } = await build('public', true);
    const body = async () => (await new Client(test.url).get(url)).json.post.bodyHtml as string;
    expectStatus(await owner.post(`/studio/tamsin/posts/${id}/pictures/${picture.id}`, { alt: 'A new "view"', open: '1' }), 200);
    expect(await body()).toContain('alt="A new &quot;view&quot;"');
    expect((await new Client(test.url).get(url)).json.post.teaserHtml).toContain('<img');
    expectStatus(await owner.post(`/studio/tamsin/posts/${id}/pictures/${picture.id}/deletion`), 200);
    expect(await body()).toBe('<p>Goes on.</p>');
    expect((await ask(picture.url, owner)).status).toBe(404);
  });

  it('go with their post, and what nobody has is swept', async () => {
    const folder = join(test.config.dataDir, 'media/posts');
    const { id, picture } = await build('public', true);
    expect(await readdir(folder)).toContain(picture.id);
    expectStatus(await owner.post(`/studio/tamsin/posts/${id}/deletion`), 200);
    expect((await ask(picture.blurUrl, owner)).status).toBe(404);
    await until('its files are gone', async () => !(await readdir(folder)).includes(picture.id));

    const lost = await build('public', true);
    const kept = await build('public', true);
    await test.db.query('delete from post where id = $1', [lost.id]);
    const media = test.app.get(Media);
    await media.sweep();
    expect(await readdir(folder)).toContain(lost.picture.id);
    const now = test.clock.system();
    test.clock.system = () => plusMs(now, 2 * 3_600_000);
    await media.sweep();
    test.clock.system = () => plusMs(now, 0);
    expect(await readdir(folder)).not.toContain(lost.picture.id);
    expect(await readdir(folder)).toContain(kept.picture.id);
  });
});
