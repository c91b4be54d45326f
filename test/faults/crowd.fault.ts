import { execFileSync, spawn } from 'node:child_process';
import { connect } from 'node:net';
import { join } from 'node:path';
import Stripe from 'stripe';
import { WEBHOOK_SECRET } from '../app.js';
import { buildPost } from '../client.js';
import { bought, live } from './life.js';
import { type House, pause } from './house.js';
import { fault, QUICK } from './table.js';

const LASTS = QUICK ? 8_000 : 20_000;
const CALM = 240_000;
const EVENTS_A_SECOND = 200;
const READS_A_SECOND = 500;
/** Files a process needs beside its readers'. */
const SPARE = 1000;

interface Seen { open: number; answers: number; errors: number; p50: number; p99: number; max: number }

describe('a crowd', () => {
  fault('F19', '500 clients send one byte a second', { lasts: 120_000, calm: CALM }, async (house) => {
    const port = Number(house.webs[0]!.env.PORT);
    const slow = Array.from({ length: 500 }, () => connect(port, '127.0.0.1').on('error', () => undefined));
    const words = 'POST /sign-in HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\ncontent-length: 5000\r\n\r\n{';
    for (const socket of slow) socket.write(words.slice(0, 20));
    let at = 20;
    const drip = setInterval(() => { for (const socket of slow) if (!socket.destroyed) socket.write(words[at] ?? ' '); at += 1; }, 1000);
    const before = house.webs[0]!.memory;
    const [seen] = await Promise.all([read(house, 20, LASTS / 1000, 20), live(house, LASTS)]);
    clearInterval(drip);
    const held = slow.filter((socket) => !socket.destroyed).length;
    for (const socket of slow) socket.destroy();
    if (seen.errors > 0) throw new Error(`${seen.errors} readers failed`);
    return `${held} slow clients were there at the end; readers meanwhile: p50 ${seen.p50} ms, p99 ${seen.p99} ms, no error; memory ${before} to ${house.webs[0]!.memory} MB`;
  });

  fault('F20', '10,000 people hold a public post open and read it while 200 events a second come', { lasts: 240_000, calm: CALM }, async (house) => {
    const limit = Number(execFileSync('sh', ['-c', 'ulimit -Hn']).toString()) || 1024;
    const many = Math.min(QUICK ? 1000 : 10_000, limit - SPARE);
    const { url } = await buildPost(house.owner, 'tamsin', 'public');
    const web = house.webs[0]!;
    const before = web.memory;
    const reading = read(house, many, LASTS / 1000, READS_A_SECOND, url);
    const acknowledged = await send(house, LASTS / 1000);
    const seen = await reading;
    const after = web.memory;
    await live(house, 8_000);
    if (seen.errors > 0 || acknowledged.bad.length > 0) throw new Error(`${seen.errors} reads and ${acknowledged.bad.length} events failed: ${[...new Set(acknowledged.bad)].join(', ')}`);
    return `${seen.open} readers (files allowed: ${limit}), ${seen.answers} reads: p50 ${seen.p50} ms, p99 ${seen.p99} ms, no error; ${acknowledged.times.length} events at ${acknowledged.rate}/s: `
      + `p50 ${at(acknowledged.times, 0.5)} ms, p99 ${at(acknowledged.times, 0.99)} ms; memory of the web ${before} to ${after} MB, later ${web.memory} MB`;
  });
});

/** Opens readers in a process of their own. */
async function read(house: House, many: number, seconds: number, aSecond: number, path = house.page): Promise<Seen> {
  const port = house.webs[0]!.env.PORT!;
  const child = spawn(process.execPath, [join(import.meta.dirname, 'readers.mjs'), port, new URL(path, house.url).pathname, String(many), String(seconds), String(aSecond)], { stdio: ['ignore', 'pipe', 'inherit'] });
  let said = '';
  for await (const chunk of child.stdout) said += String(chunk);
  return JSON.parse(said.trim().split('\n').at(-1)!) as Seen;
}

/** Fresh events of the members' customers at a steady rate. */
async function send(house: House, seconds: number): Promise<{ times: number[]; bad: string[]; rate: number }> {
  const customers = await Promise.all(['ada', 'ben', 'cyd', 'dee'].map(async (name) => (await bought(house, name)).customer));
  const { rows: [model] } = await house.stripeDb.query<{ data: object }>("select data from event where type like 'customer.%' limit 1");
  const times: number[] = [];
  const bad: string[] = [];
  const one = async (n: number) => {
    const payload = JSON.stringify({ ...model!.data, id: `evt_crowd${n}`, type: 'customer.updated', data: { object: { object: 'customer', id: customers[n % customers.length] } } });
    const headers = { 'content-type': 'application/json', 'stripe-signature': Stripe.webhooks.generateTestHeaderString({ payload, secret: WEBHOOK_SECRET }) };
    const from = performance.now();
    const status = await fetch(`http://127.0.0.1:${house.webs[0]!.env.PORT}/webhooks/stripe`, { method: 'POST', body: payload, headers }).then(async (answer) => { await answer.text(); return String(answer.status); }, (error: Error & { cause?: { code?: string } }) => error.cause?.code ?? error.message);
    if (status === '200') times.push(performance.now() - from);
    else bad.push(status);
  };
  const sent: Promise<void>[] = [];
  const from = performance.now();
  for (let n = 0; n < seconds * EVENTS_A_SECOND; n++) {
    sent.push(one(n));
    const ahead = from + (n * 1000) / EVENTS_A_SECOND - performance.now();
    if (ahead > 5) await pause(ahead);
  }
  await Promise.all(sent);
  times.sort((a, b) => a - b);
  return { times, bad, rate: Math.round(sent.length / ((performance.now() - from) / 1000)) };
}

function at(sorted: number[], share: number): number {
  return Math.round(sorted[Math.floor(sorted.length * share)]! * 10) / 10;
}
