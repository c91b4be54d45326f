// The least that can send a page: `node:http` and the bytes.
import { createServer } from 'node:http';

const page = await fetch(process.env.PAGE, { headers: { accept: 'text/html' } });
const body = Buffer.from(await page.arrayBuffer());
const headers = { 'content-type': page.headers.get('content-type'), 'content-length': body.length, 'cache-control': 'public, no-cache', 'etag': page.headers.get('etag') };

createServer((request, response) => {
  if (request.url === '/healthz') response.end('ok');
  else response.writeHead(200, headers).end(body);
}).listen(Number(process.env.PORT), '127.0.0.1');
