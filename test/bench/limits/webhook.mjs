// The least an accepted event can cost: Fastify, the signature, one row in a table like the inbox.
import Fastify from 'fastify';
import pg from 'pg';
import Stripe from 'stripe';

const { DATABASE_URL, PORT, WEBHOOK_SECRET } = process.env;
const pool = new pg.Pool({ connectionString: DATABASE_URL, max: 10 });
const server = Fastify({ logger: false });
const INSERT = `insert into bare_inbox (source, event_id, type, customer_id, created, received_at, payload) values ($1, $2, $3, $4, $5, $6, $7::jsonb)
  on conflict (source, event_id) do nothing`;

await pool.query('create table if not exists bare_inbox (like inbox_event including all)');
server.addContentTypeParser('application/json', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
server.get('/healthz', async () => ({ status: 'ok' }));

server.route({ method: 'POST', url: '/webhooks/stripe', handler: accept });
await server.listen({ host: '127.0.0.1', port: Number(PORT) });
process.on('SIGTERM', () => process.exit(0));

async function accept(request) {
  const event = Stripe.webhooks.constructEvent(request.body, request.headers['stripe-signature'], WEBHOOK_SECRET);
  const values = ['acct', event.id, event.type, event.data.object.customer, new Date(event.created * 1000), new Date(), request.body.toString('utf8')];
  await pool.query({ name: 'accept', text: INSERT, values });
  return { received: true };
}
