import type { AddressInfo } from 'node:net';
import { domainToASCII } from 'node:url';
import { simpleParser, type ParsedMail } from 'mailparser';
import { SMTPServer } from 'smtp-server';
import { startApp, type TestApp, until } from '../app.js';
import { Browser } from '../client.js';

interface Taken { to: string[]; mail: ParsedMail }

describe('row 16: one mail goes to one mailbox', () => {
  let test: TestApp;
  let server: SMTPServer;
  const taken: Taken[] = [];

  beforeAll(async () => {
    server = new SMTPServer({
      authOptional: true, hideSMTPUTF8: true, closeTimeout: 500, disabledCommands: ['STARTTLS'],
      onData: (stream, session, done) => {
        void simpleParser(stream).then((mail) => {
          taken.push({ // The server's library tells the domain in Unicode, whatever came over the wire.
          to: session.envelope.rcptTo.map((one) => one.address.replace(/[^@]*$/, domainToASCII)), mail });
          done();
        });
      },
    });
    await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', () => resolve()); });
    test = await startApp({ env: { SMTP_URL: `smtp://127.0.0.1:${(server.server.address() as AddressInfo).port}` } });
  });
  afterAll(async () => {
    await test.close();
    await new Promise<void>((resolve) => { server.close(() => resolve()); });
  });

  const signUp = async (email: string, name = 'Ruth') => {
    await test.db.query('delete from limit_use');
    return (await new Browser(test.url).submit('/sign-up', '/sign-up', { name, email, password: 'a fine long password' })).status;
  };

  it.each([
    ['ruth@people.example', 'ruth@people.example'], ['  Ruth@People.Example ', 'Ruth@people.example'], ["o'ruth+tag@people.example", "o'ruth+tag@people.example"],
    ['ruth@bücher.example', 'ruth@xn--bcher-kva.example'],
  ])('%s, as the server hears it', async (written, heard) => {
    const before = taken.length;
    expect([written, await signUp(written)]).toEqual([written, 303]);
    const { to, mail } = await until('the mail', async () => taken[before]);
    expect(to.map((one) => one.toLowerCase())).toEqual([heard.toLowerCase()]);
    expect([mail.to].flat()).toHaveLength(1);
    expect([mail.cc, mail.bcc]).toEqual([undefined, undefined]);
  });

  it.each([
    'a@b.example\r\nBcc: c@d.example', 'a@b.example\nRCPT TO:<c@d.example>', 'a@b.example, c@d.example', 'a@b.example;c@d.example', '"a@evil.example"@b.example', 'a(comment)@b.example',
    '<a@b.example>', 'Ruth <a@b.example>', 'a@b.example\u0000@c.example', 'a@[127.0.0.1]', '@relay.example:a@b.example', 'a%c@d.example@b.example', 'a@b.example\u2028', '=?utf-8?q?a?=@b.example@c.example',
    '"a b"@x.example', 'a@-b.example', 'a@b..example',
  ])('%j is no address, and nothing is sent', async (written) => {
    const before = taken.length;
    expect([400, 422]).toContain(await signUp(written));
    expect((await test.db.query("select 1 from mail where submitted_at is null and skipped is null")).rowCount).toBe(0);
    expect(taken).toHaveLength(before);
  });

  it('whatever name somebody has: no line of it becomes a header', async () => {
    for (const name of ['Ruth <c@d.example>', 'Ruth, c@d.example', '=?utf-8?B?QmNjOiBj?=', 'Ruth"; Bcc=c@d.example', '‮evil', 'Ruth\\', '"', 'אבג', '山田']) {
      const before = taken.length;
      const email = `name${before}@people.example`;
      expect([name, await signUp(email, name)]).toEqual([name, 303]);
      const { to, mail } = await until('the mail', async () => taken[before]);
      expect([name, to]).toEqual([name, [email]]);
      expect([...mail.headers.keys()]).not.toContain('bcc');
      expect([mail.to].flat().flatMap((one) => one!.value.map((address) => address.address))).toEqual([email]);
    }
    for (const name of ['Ruth\r\nBcc: c@d.example', 'Ruth\nX: y', 'Ruth\u0000']) expect([name, await signUp('x@people.example', name)]).toEqual([name, 422]);
  });
});
