import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type IncomingHttpHeaders, request as ask } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import CachePolicy from 'http-cache-semantics';
import { freePort, until } from '../app.js';

export interface CachingProxy {
  url: string;
  stop(): Promise<void>;
}

const NGINX = ['/usr/sbin/nginx', '/usr/local/sbin/nginx', '/usr/bin/nginx'].find((path) => existsSync(path));

/** The shared caches there are to stand in front of the product: one by the letter of RFC 9111, and nginx where it is installed. */
export const PROXIES: [name: string, start: (origin: string) => Promise<CachingProxy>][] = [['by RFC 9111', startPlain], ...(NGINX ? [['nginx', startNginx] as [string, typeof startNginx]] : [])];

interface Stored { policy: CachePolicy; status: number; headers: IncomingHttpHeaders; body: Buffer }

/** A shared cache that keeps whatever the standard allows it to keep, and asks again only when it must. */
async function startPlain(origin: string): Promise<CachingProxy> {
  const kept = new Map<string, Stored[]>();
  const fetchOrigin = (method: string, path: string, headers: IncomingHttpHeaders, body: Buffer) => new Promise<Omit<Stored, 'policy'>>((resolve, reject) => {
    const sent = ask(origin + path, { method, headers: { ...headers, host: new URL(origin).host } }, (answer) => {
      const parts: Buffer[] = [];
      answer.on('data', (part: Buffer) => parts.push(part)).on('end', () => resolve({ status: answer.statusCode!, headers: answer.headers, body: Buffer.concat(parts) }));
    });
    sent.on('error', reject).end(body);
  });
  const server = createServer((incoming, reply) => {
    const parts: Buffer[] = [];
    incoming.on('data', (part: Buffer) => parts.push(part)).on('end', () => void (async () => {
      const { method = 'GET', url = '/', headers } = incoming;
      const key = `${method === 'HEAD' ? 'GET' : method} ${url}`;
      const request = { method, url, headers: headers as CachePolicy.Headers };
      const found = (kept.get(key) ?? []).find(({ policy }) => policy.satisfiesWithoutRevalidation(request));
      let answer = found;
      if (!answer) {
        const old = (kept.get(key) ?? []).find(({ policy }) => policy.revalidationHeaders(request)['if-none-match']);
        const fresh = await fetchOrigin(method, url, old && method === 'GET' ? old.policy.revalidationHeaders(request) as IncomingHttpHeaders : headers, Buffer.concat(parts));
        if (old && fresh.status === 304) {
          const { policy } = old.policy.revalidatedPolicy(request, { status: 304, headers: fresh.headers as CachePolicy.Headers });
          answer = { ...old, policy };
        } else {
          answer = { ...fresh, policy: new CachePolicy(request, { status: fresh.status, headers: fresh.headers as CachePolicy.Headers }, { shared: true }) };
        }
        if (method === 'GET' && answer.policy.storable()) kept.set(key, [...(kept.get(key) ?? []).filter((one) => one !== old), answer]);
      }
      const { 'transfer-encoding': _, 'content-length': __, ...own } = answer.headers;
      reply.writeHead(answer.status, { ...own, 'x-cache': found ? 'HIT' : 'MISS' });
      reply.end(method === 'HEAD' ? undefined : answer.body);
    })().catch(() => reply.writeHead(502).end()));
  });
  await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', () => resolve()); });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    stop: async () => {
      server.closeAllConnections();
      await new Promise<void>((resolve) => { server.close(() => resolve()); });
    },
  };
}

async function startNginx(origin: string): Promise<CachingProxy> {
  const folder = await mkdtemp(join(tmpdir(), 'thousand-nginx-'));
  await chmod(folder, 0o777);
  const port = await freePort();
  await writeFile(join(folder, 'nginx.conf'), `
    daemon off; pid ${folder}/pid; error_log ${folder}/error.log; worker_processes 1; events {}
    http {
      access_log off; client_body_temp_path ${folder}/b; proxy_temp_path ${folder}/p; fastcgi_temp_path ${folder}/f; uwsgi_temp_path ${folder}/u; scgi_temp_path ${folder}/s;
      proxy_cache_path ${folder}/cache keys_zone=pages:10m;
      server {
        listen 127.0.0.1:${port};
        location / {
          proxy_pass ${origin}; proxy_http_version 1.1; proxy_set_header Host ${new URL(origin).host};
          proxy_cache pages; proxy_cache_key $request_uri; proxy_cache_revalidate on; proxy_cache_lock on; add_header X-Cache $upstream_cache_status always;
        }
      }
    }`);
  const child: ChildProcess = spawn(NGINX!, ['-c', join(folder, 'nginx.conf'), '-p', folder], { stdio: 'ignore' });
  const url = `http://127.0.0.1:${port}`;
  await until('nginx to answer', () => fetch(`${url}/healthz`).then((answer) => answer.ok, () => false));
  return {
    url,
    stop: async () => {
      const ended = new Promise((resolve) => { child.once('exit', resolve); });
      child.kill('SIGQUIT');
      await ended;
      await rm(folder, { recursive: true, force: true });
    },
  };
}
