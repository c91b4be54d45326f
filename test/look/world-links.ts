import { LinkTokens } from '../../src/members/auth/tokens.service.js';
import { type TestApp, until } from '../app.js';
import { Client, expectStatus, PASSWORD } from '../client.js';

type Addressed = Client & { email: string };

/** The link of a kind that was sent to an address last. */
export async function linkTo(test: TestApp, email: string, pattern: RegExp): Promise<string> {
  return until(`${pattern.source} to ${email}`, async () => {
    const found = (await test.mails()).filter((mail) => [mail.to].flat()[0]?.text.includes(email)).map((mail) => pattern.exec(mail.text ?? '')?.[0]);
    return found.findLast(Boolean);
  });
}

/** Every page behind a link that is sent by mail: a link that works, and one that is spent. @returns addresses by route */
export async function buildLinks(test: TestApp, people: { paying: Addressed; invited: Addressed; late: Addressed }): Promise<Record<string, string[]>> {
  const { paying, invited, late } = people;
  const stranger = new Client(test.url);
  await test.db.query('delete from limit_use');
  expectStatus(await stranger.post('/sign-up', { name: 'New', email: 'new@people.example', password: PASSWORD }), 202);
  expectStatus(await stranger.post('/password-resets', { email: paying.email }), 202);
  expectStatus(await stranger.post('/sign-in-links', { email: invited.email }), 202);
  expectStatus(await paying.post('/account/security/address', { email: 'ruth.elsewhere@people.example', password: PASSWORD }), 202);
  const tokens = test.app.get(LinkTokens);
  const setup = (await tokens.mint(await tokens.create('setup', null, null)))!.token;
  const both = (works: string) => [works, works.replace(/[\w-]+$/, 'spent')];
  const [confirmation, reset, signIn, change, person, team, stop, leave, card] = await Promise.all([
    linkTo(test, 'new@people.example', /\/confirmations\/[\w-]+/),
    linkTo(test, paying.email, /\/password-resets\/[\w-]+/),
    linkTo(test, invited.email, /\/sign-in-links\/[\w-]+/),
    linkTo(test, 'ruth.elsewhere@people.example', /\/address-changes\/[\w-]+/),
    linkTo(test, 'friend@people.example', /\/sign-up\/invitations\/[\w-]+/),
    linkTo(test, invited.email, /(?<!sign-up)\/invitations\/[\w-]+/),
    linkTo(test, paying.email, /\/mail\/unsubscribe\/[\w.-]+/),
    linkTo(test, paying.email, /\/mail\/cancellation\/[\w.-]+/),
    linkTo(test, late.email, /\/mail\/card\/[\w.-]+/),
  ]);
  return {
    '/confirmations/:token': both(confirmation), '/password-resets/:token': both(reset), '/sign-in-links/:token': both(signIn), '/address-changes/:token': both(change),
    '/sign-up/invitations/:token': both(person), '/invitations/:token': both(team), '/setup/:token': both(`/setup/${setup}`),
    '/mail/unsubscribe/:token': [stop], '/mail/cancellation/:token': [leave], '/mail/card/:token': [card], '/mail/card/:token/return': [`${card}/return`],
  };
}
