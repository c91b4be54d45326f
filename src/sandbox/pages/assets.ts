import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join, dirname } from 'node:path';

import type { FastifyInstance } from 'fastify';

import { stylesheet } from './stylesheet.js';

const require = createRequire(import.meta.url);
const fonts: Record<string, [pack: string, file: string]> = {
  'serif.woff2': ['@fontsource-variable/newsreader', 'newsreader-latin-opsz-normal.woff2'],
  'sans.woff2': ['@fontsource-variable/hanken-grotesk', 'hanken-grotesk-latin-wght-normal.woff2'],
};

/** The stylesheet and the two fonts of the sandbox's pages. */
export async function assets(server: FastifyInstance): Promise<void> {
  server.get('/sandbox.css', async (_request, reply) =>
    reply.header('cache-control', 'public, max-age=300').type('text/css; charset=utf-8').send(stylesheet),
  );
  server.get('/favicon.ico', async (_request, reply) => reply.status(204).send());
  for (const [name, [pack, file]] of Object.entries(fonts)) {
    const folder = dirname(require.resolve(`${pack}/package.json`));
    server.get(`/fonts/${name}`, async (_request, reply) =>
      reply
        .header('cache-control', 'public, max-age=86400')
        .type('font/woff2')
        .send(await readFile(join(folder, 'files', file))),
    );
  }
}
