import { once } from 'node:events';
import { connect } from 'node:net';
import { startApp } from '../app.js';

describe('a server that closes', () => {
  it('answers what had begun, and waits for no connection after that', async () => {
    const test = await startApp({ worker: false });
    const server = test.app.getHttpServer() as NodeJS.EventEmitter;
    const socket = connect(Number(new URL(test.url).port), '127.0.0.1');
    const begun = once(server, 'request');
    socket.write('POST /sign-in HTTP/1.1\r\nhost: localhost\r\naccept: application/json\r\ncontent-type: application/json\r\ncontent-length: 2\r\n\r\n{');
    await begun;
    const closing = test.close();
    socket.write('}');
    const [answer] = await once(socket, 'data') as [Buffer];
    expect(String(answer)).toMatch(/^HTTP\/1.1 422 /);
    await closing;
    socket.destroy();
  });
});
