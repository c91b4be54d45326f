import { readFileSync } from 'node:fs';
import { startApp, type TestApp } from '../app.js';
import { buildPage, buildPerson, Client } from '../client.js';

const TOKEN = 'a-token-for-collectors';

describe('/metrics', () => {
  let test: TestApp;
  const read = (token?: string) => fetch(`${test.url}/metrics`, { headers: token ? { authorization: `Bearer ${token}` } : {} });

  beforeAll(async () => {
    test = await startApp({ env: { METRICS_TOKEN: TOKEN } });
  });
  afterAll(() => test.close());

  it('are there for whoever has the token, and like nothing at all for others', async () => {
    for (const wrong of [undefined, 'a-token-for-collector', 'A-token-for-collectors', `${TOKEN}x`]) expect((await read(wrong)).status).toBe(404);
    const answer = await read(TOKEN);
    expect([answer.status, answer.headers.get('content-type'), answer.headers.get('cache-control')]).toEqual([200, expect.stringMatching(/^text\/plain; version=/), 'no-store']);
  });

  it('tell of routes by their pattern, never of anybody', async () => {
    const owner = await buildPerson(test, 'Tamsin');
    await buildPage(test, owner, 'tamsin-orrell');
    await new Client(test.url).get('/@tamsin-orrell');
    await new Client(test.url).get('/nothing/like/tamsin@people.example');
    const text = await (await read(TOKEN)).text();
    expect(text).toMatch(/thousand_http_seconds_count\{route="GET \/@:handle",status="2xx"\} \d/);
    expect(text).not.toMatch(/tamsin|people\.example/);
  });

  it('have a line for each alert that comes with the project, and only numbers', async () => {
    const text = await (await read(TOKEN)).text();
    const names = new Set([...text.matchAll(/^# TYPE (\w+)/gm)].map((line) => line[1]!));
    const alerts = readFileSync('docs/alerts.yml', 'utf8');
    for (const [name] of alerts.matchAll(/\bthousand_\w+/g)) expect(names).toContain(name.replace(/_(bucket|count|sum)$/, ''));
    expect(text).not.toContain('NaN');
  });
});
