import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Studio } from '../../src/members/index.js';
import { DomainError, routeTable } from '../../src/platform/index.js';
import { InputPipe } from '../../src/platform/http/validation.pipe.js';
import { startApp, type TestApp } from '../app.js';
import { buildPage, buildPerson, Client } from '../client.js';

const TABLE = join(import.meta.dirname, 'roles.md');
const ANSWERS: Record<number, string> = { 418: 'may', 403: 'another role', 404: 'nothing there', 401: 'sign in' };

/**
 * Which role may do what, by asking every studio route as everyone. The policy answers as it always does; only where it lets
 * somebody in, the route is stopped right there, so that nothing is done. To write the table anew: WRITE_ROLES=1.
 */
describe('Every route of the studio', () => {
  let test: TestApp;
  const people: Record<string, Client> = {};

  beforeAll(async () => {
    test = await startApp();
    const owner = await buildPerson(test, 'Owner');
    const page = await buildPage(test, owner, 'page');
    Object.assign(people, { owner });
    for (const role of ['editor', 'community']) {
      const person = await buildPerson(test, role);
      await test.db.query('insert into team_member (creator_id, account_id, role, since) select id, $1, $2, created_at from creator where handle = $3', [person.accountId, role, page.handle]);
      people[role] = person;
    }
    people['another page\'s owner'] = await buildPerson(test, 'Other');
    await buildPage(test, people['another page\'s owner'] as typeof owner, 'other');
    people.stranger = new Client(test.url);
    const studio = test.app.get(Studio);
    const page_ = studio.page.bind(studio);
    studio.page = async (...asked) => {
      await page_(...asked);
      throw new DomainError('may', 418);
    };
    InputPipe.prototype.transform = async (value: unknown) => value;
  });
  afterAll(() => test.close());

  it('asks the policy before anything else, and the policy is the one written down', async () => {
    const routes = routeTable(test.app).filter((route) => route.path.startsWith('/studio/:handle')).sort((a, b) => a.path.localeCompare(b.path) || a.method.localeCompare(b.method));
    const rows = [];
    for (const { method, path } of routes) {
      const at = path.replace(':handle', 'page').replace(':place', 'picture').replaceAll(/:\w+/g, '0b0e7f9c-96a0-4a3e-9a53-5f0c5a0b0d11');
      const cells = [];
      for (const [name, client] of Object.entries(people)) {
        const { status } = method === 'GET' ? await client.get(at) : await client.post(at, {});
        if (!ANSWERS[status]) throw new Error(`${method} ${path} answers ${status} to ${name} without asking who may`);
        cells.push(ANSWERS[status]);
      }
      expect([path, cells[0], ...cells.slice(3)]).toEqual([path, 'may', 'nothing there', 'sign in']);
      rows.push(`| ${method} ${path} | ${cells.join(' | ')} |`);
    }
    const names = Object.keys(people);
    const table = [`| route | ${names.join(' | ')} |`, `| --- |${names.map(() => ' --- |').join('')}`, ...rows, ''].join('\n');
    if (process.env.WRITE_ROLES) writeFileSync(TABLE, table);
    expect(table).toBe(readFileSync(TABLE, 'utf8'));
  }, 120_000);
});
