import type { TestApp } from './app.js';
import { until } from './app.js';

/** An answer, read. */
export interface Answer {
  status: number;
  headers: Headers;
  text: string;
  /** The JSON body; throws when it is not JSON. */
  json: any;
}

/** A browser without a screen: keeps cookies, follows no redirect by itself, and fills in forms as they were served. */
export class Browser {
  readonly cookies = new Map<string, string>();
  path = '/';

  constructor(private readonly url: string, private readonly headers: Record<string, string> = {}) {}

  async get(path: string): Promise<Answer> {
    this.path = path;
    return this.send(path, { method: 'GET' });
  }

  /** Follows redirects within this install. */
  async follow(answer: Answer): Promise<Answer> {
    let at = answer;
    for (let hops = 0; at.status >= 300 && at.status < 400 && hops < 5; hops++) {
      const to = new URL(at.headers.get('location')!, this.url);
      at = await this.get(to.pathname + to.search);
    }
    return at;
  }

  /** Opens `page`, takes its token and sends a form as a browser would. */
  async submit(page: string, action: string, fields: Record<string, string>): Promise<Answer> {
    const served = await this.get(page);
    const token = /name="_csrf" value="([^"]+)"/.exec(served.text)?.[1] ?? '';
    return this.post(action, { _csrf: token, ...fields });
  }

  async post(path: string, fields: Record<string, string>, headers: Record<string, string> = {}): Promise<Answer> {
    return this.send(path, {
      method: 'POST', body: new URLSearchParams(fields).toString(),
      headers: { 'content-type': 'application/x-www-form-urlencoded', origin: this.url, 'sec-fetch-site': 'same-origin', ...headers },
    });
  }

  private async send(path: string, init: RequestInit): Promise<Answer> {
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const response = await fetch(this.url + path, {
      ...init, redirect: 'manual', headers: { accept: 'text/html', ...this.headers, ...(cookie && { cookie }), ...init.headers as Record<string, string> },
    });
    for (const line of response.headers.getSetCookie()) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(line)!;
      if (/max-age=0|expires=thu, 01 jan 1970/i.test(line)) this.cookies.delete(name!);
      else this.cookies.set(name!, value!);
    }
    return read(response);
  }
}

/** An API client with a bearer token, or none. */
export class Client {
  token: string | null = null;

  constructor(readonly url: string) {}

  get = (path: string): Promise<Answer> => this.send('GET', path);

  post = (path: string, body: object = {}): Promise<Answer> => this.send('POST', path, body);

  private async send(method: string, path: string, body?: object): Promise<Answer> {
    const response = await fetch(this.url + path, {
      method, redirect: 'manual', ...(body && { body: JSON.stringify(body) }),
      headers: { accept: 'application/json', ...(body && { 'content-type': 'application/json' }), ...(this.token && { authorization: `Bearer ${this.token}` }) },
    });
    return read(response);
  }
}

async function read(response: Response): Promise<Answer> {
  const text = await response.text();
  return { status: response.status, headers: response.headers, text, get json() { return JSON.parse(text); } };
}

export const PASSWORD = 'a fine long password';

/** A person with an account, by the real sign-up, its mail and its link; signed in as a client. */
export async function buildPerson(test: TestApp, name: string): Promise<Client & { email: string; accountId: string }> {
  const email = `${name.toLowerCase()}@people.example`;
  const client = new Client(test.url);
  await test.db.query('delete from limit_use');
  expectStatus(await client.post('/sign-up', { name, email, password: PASSWORD }), 202);
  const mail = await until(`mail to ${name}`, async () => (await test.mails()).findLast((one) => one.text?.includes('/confirmations/') && [one.to].flat()[0]?.text.includes(email)));
  const link = /\/confirmations\/[\w-]+/.exec(mail.text!)![0];
  client.token = expectStatus(await client.post(link, { password: PASSWORD }), 201).json.token as string;
  const account = (await client.get('/account')).json.account as { id: string };
  return Object.assign(client, { email, accountId: account.id });
}

/** A creator's page with a free tier and a paid one above it. */
export async function buildPage(test: TestApp, owner: Client, handle: string, price = '5') {
  expectStatus(await owner.post('/studio', { name: `Page of ${handle}`, handle, language: 'en' }), 201);
  const tiers = () => owner.get(`/studio/${handle}/tiers`).then((answer) => answer.json.tiers as { id: string; paid: boolean }[]);
  const free = await until('the free tier', async () => (await tiers()).find((tier) => !tier.paid));
  const paid = expectStatus(await owner.post(`/studio/${handle}/tiers`, {
    name: 'Proof', description: 'For people who want to know how', benefits: 'Every post\nA letter', welcome: 'So glad you are here.', paid: 'paid', price, currency: 'EUR',
  }), 201).json as { id: string };
  return { handle, free, paid };
}

/** A published post; its body holds `secret`. */
export async function buildPost(owner: Client, handle: string, audience: string, secret = 'a secret') {
  const words = { title: `For ${audience.slice(0, 9)}`, standfirst: 'One sentence.', teaser: 'The beginning.', body: `The rest, and ${secret}.`, audience };
  return expectStatus(await owner.post(`/studio/${handle}/posts?publish=1`, words), 201).json as { id: string; url: string; version: number };
}

/** Pays for a tier at the hosted checkout, as its form would. @returns the session's id */
export async function pay(test: TestApp, fan: Client, handle: string, tierId: string, card = '4242424242424242'): Promise<string> {
  const { id } = expectStatus(await fan.post(`/@${handle}/checkout`, { tierId }), 201).json as { id: string };
  const paid = await test.control('POST', `/sessions/${id}/pay`, { number: card });
  if (paid.status !== 200) throw new Error(`Paying answered ${paid.status} ${JSON.stringify(paid.body)}`);
  return id;
}

export function expectStatus(answer: Answer, status: number): Answer {
  if (answer.status !== status) throw new Error(`Expected ${status}, got ${answer.status}: ${answer.text.slice(0, 500)}`);
  return answer;
}
