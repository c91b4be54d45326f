import type { FastifyInstance } from 'fastify';

import type { Core } from '../store/core.js';

/** The hosted checkout pages. */
export async function checkout(server: FastifyInstance, core: Core): Promise<void> {
  server.get('/c/pay/:id', async () => core.publicUrl);
}
