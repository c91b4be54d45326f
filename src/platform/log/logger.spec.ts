import { safePath } from './logger.js';

const TOKEN = 'kT3v9-Qx_0aBcDeFgHiJkLmNoPqRsTuVwXyZ0123456';

describe('A logged path', () => {
  const links = ['confirmations', 'password-resets', 'setup', 'mail/unsubscribe'];

  it.each(links)('holds nothing of what follows /%s/', (link) => {
    const written = ['', ')', ',', '.', '%20', '>', '%3E', '/', '/more', '?next=/home', '#top', ';a', '%', '%E2%80%A6', '\n', '"'];
    for (const token of [TOKEN, TOKEN.slice(0, 12), `${TOKEN.slice(0, 20)}%2D${TOKEN.slice(20)}`, `(${TOKEN}`, `/${TOKEN}`]) {
      for (const after of written) expect(safePath(`/${link}/${token}${after}`)).toBe(`/${link}/…`);
    }
  });

  it.each(links)('is not fooled by /%s/ in other letters', (link) => {
    const encoded = [...link].map((letter) => `%${letter.charCodeAt(0).toString(16)}`).join('');
    for (const odd of [encoded, link.toUpperCase(), `/${link}/`, `x/${link}`]) expect(safePath(`/${odd}/${TOKEN.slice(0, 12)}`)).not.toContain('kT3v');
    expect(safePath(`/${link}%2f${TOKEN.slice(0, 12)}`)).toBe(`/${link}/…`);
  });

  it('holds no long segment anywhere, whatever it is made of', () => {
    for (const long of [TOKEN, `${TOKEN})`, `${TOKEN}%20`, 'a,b'.repeat(20)]) expect(safePath(`/elsewhere/${long}/end`)).toBe('/elsewhere/…/end');
  });

  it('holds no query, and is short', () => {
    expect(safePath('/sign-in?next=/home&email=a@b.example#x')).toBe('/sign-in');
    expect(safePath('/sign-in%3Fnext=/home')).toBe('/sign-in');
    expect(safePath('/a/b'.repeat(100))).toHaveLength(200);
  });

  it('says otherwise where somebody was', () => {
    for (const path of ['/', '/@tamsin/posts/for-paid', '/studio/tamsin/tiers', '/password-resets', '/setup']) expect(safePath(path)).toBe(path);
  });
});
