import sharp from 'sharp';
import { DRAWINGS } from '../../src/demo/drawings/drawings.js';
import type { TestApp } from '../app.js';
import { type Client, expectStatus } from '../client.js';
import { LONG_PAGE } from './world-names.js';

/** One of the demo world's prints, as a file that somebody uploads. */
export async function print(handle: string, kind: 'picture' | 'portrait' = 'picture'): Promise<Blob> {
  const png = await sharp(Buffer.from(DRAWINGS[handle]![kind]())).resize({ width: kind === 'picture' ? 1200 : 400 }).png().toBuffer();
  return new Blob([new Uint8Array(png)], { type: 'image/png' });
}

/** Sends a form with a file. */
export async function upload(test: TestApp, by: Client, path: string, file: Blob, fields: Record<string, string>): Promise<{ id: string; url: string }> {
  const form = new FormData();
  for (const [field, value] of Object.entries(fields)) form.set(field, value);
  form.set('picture', file, 'print.png');
  const answer = await fetch(test.url + path, { method: 'POST', body: form, headers: { accept: 'application/json', authorization: `Bearer ${by.token}` } });
  if (answer.status >= 300) throw new Error(`${path} answers ${answer.status}: ${await answer.text()}`);
  return await answer.json() as { id: string; url: string };
}

/**
 * Pages that the operator said yes to, one with a no, and one that waits: Tamsin's, which has changed its address, one
 * with the longest name, one for adults, and Nadia's, on which nothing has happened yet.
 * @returns Tamsin's tiers by what they are, as ids
 */
export async function buildPages(test: TestApp, operator: Client, owner: Client, newcomer: Client) {
  const ask = async (person: Client, name: string, handle: string) => {
    expectStatus(await person.post('/studio/requests', { name, handle, language: 'en', why: 'I print what the tide leaves, and people ask how.' }), 201);
    return ((await operator.get('/operator/pages')).json.waiting as { id: string; name: string }[]).find((one) => one.name === name)!.id;
  };
  for (const [person, name, handle] of [[owner, 'Tamsin Orrell', 'tide'], [owner, LONG_PAGE, 'long'], [owner, 'After dark', 'grown'], [newcomer, 'Nadia', 'empty']] as const) {
    expectStatus(await operator.post(`/operator/pages/${await ask(person, name, handle)}/approval`, { sentence: 'Looking forward to it.' }), 200);
  }
  expectStatus(await operator.post(`/operator/pages/${await ask(newcomer, 'Beetles', 'beetles')}/refusal`, { sentence: 'One page is enough for now.' }), 200);
  await ask(newcomer, 'Moths', 'moths');
  expectStatus(await owner.post('/studio/tide/settings/handle', { handle: 'tamsin' }), 200);

  const words = { standfirst: 'Relief prints from the Wyre, pulled between two tides.', about: 'I carve lino and print it by hand.\n\nEvery print starts at low water.', language: 'en', hue: 205, chroma: 75, timeZone: 'Europe/London' };
  expectStatus(await owner.post('/studio/tamsin/settings', { ...words, name: 'Tamsin Orrell' }), 200);
  expectStatus(await owner.post('/studio/grown/settings', { ...words, name: 'After dark', adult: 'yes' }), 200);
  expectStatus(await owner.post('/studio/tamsin/settings/links', { links: 'Prints for sale https://example.org/prints\nThe press https://example.org/press' }), 200);
  expectStatus(await owner.post('/studio/tamsin/settings/numbers', { members: '1', active: '1', tenure: '1', posts: '1' }), 200);
  await upload(test, owner, '/studio/tamsin/settings/picture', await print('tamsin'), { alt: 'An estuary at low water.', caption: 'Low water, in four inks.' });
  await upload(test, owner, '/studio/tamsin/settings/portrait', await print('tamsin', 'portrait'), { alt: 'A wading bird.' });
  return buildTiers(owner);
}

/** A free tier, one by month and year in several currencies, one of few places, one hidden, and one for the long page. */
async function buildTiers(owner: Client) {
  const sell = async (handle: string, tier: object) => (expectStatus(await owner.post(`/studio/${handle}/tiers`, { description: '', benefits: '', welcome: '', paid: 'paid', ...tier }), 201).json as { id: string }).id;
  const paid = await sell('tamsin', {
    name: 'Proof', description: 'For people who want to know how it is done.', benefits: 'Every post, the evening it is written\nThe notes to each pull\nA letter in the spring',
    welcome: 'So glad you are here.', price: '5', yearly: '50', currency: 'EUR',
  });
  for (const [price, currency] of [['800', 'JPY'], ['1.500', 'KWD'], ['4.50', 'GBP']]) expectStatus(await owner.post(`/studio/tamsin/tiers/${paid}/prices`, { price, currency, period: 'month' }), 201);
  const top = await sell('tamsin', { name: 'Edition', description: 'For who would like one on the wall.', benefits: 'A print each year, by post', price: '20', yearly: '220', currency: 'EUR', seats: '12' });
  await sell('tamsin', { name: 'What you can', description: 'For a thin year.', price: '1', currency: 'EUR', onRequest: 'yes' });
  await sell('tamsin', { name: 'Old friends', price: '2', currency: 'EUR', hidden: 'yes' });
  await sell('long', { name: 'Für alle, die es ganz genau und von Anfang an wissen wollen', description: 'x'.repeat(120), benefits: 'Vielleichteinsehrlangeswortohnejedestrennstelleunddasistauchgutso', price: '120000', currency: 'VND' });
  const tiers = (await owner.get('/studio/tamsin/tiers')).json.tiers as { id: string; paid: boolean }[];
  return { free: tiers.find((tier) => !tier.paid)!.id, paid, top, reversed: tiers.map(({ id }) => id).reverse().join() };
}
