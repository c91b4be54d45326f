// The least a member's page can cost: Fastify, pg, the same four lookups and the same templates. Nothing else.
import { createHash } from 'node:crypto';
import Fastify from 'fastify';
import pg from 'pg';
import { compileTemplates } from './templates.mjs';

const { DATABASE_URL, PORT, PUBLIC_URL } = process.env;
const templates = compileTemplates();
const pool = new pg.Pool({ connectionString: DATABASE_URL, max: 10 });
const server = Fastify({ logger: false });

const picture = (column, table = 'picture') => `(select json_build_object('id', q.id, 'width', q.width, 'height', q.height, 'widths', q.widths, 'alt', q.alt, 'caption', q.caption)
  from ${table} q where q.id = ${column})`;
const LINE = `p.id, p.creator_id as "creatorId", p.slug, p.title, p.standfirst, p.audience, p.steps, p.minutes, p.published_at as "publishedAt",
  (p.adult or exists (select 1 from creator w where w.id = p.creator_id and w.adult)) as adult, ${picture('p.cover_id', 'post_picture')} as cover`;
const TEXTS = `p.teaser, p.teaser_html as "teaserHtml", p.body, p.body_html as "bodyHtml", p.minutes_left as "minutesLeft", p.tags,
  (select coalesce(json_agg(json_build_object('slug', k.slug, 'title', k.title) order by k.title), '[]')
    from collection_post i join collection k on k.id = i.collection_id where i.post_id = p.id) as collections`;
const SESSION = `select s.id as "sessionId", a.id as "accountId", a.name, a.email, a.language, a.time_zone as "timeZone", a.operator_since is not null as operator,
    exists (select 1 from team_member t where t.account_id = a.id) as works
  from session s join account a on a.id = s.account_id where s.token_hash = $1 and s.kind = $2 and s.expires_at > $3`;
const SPREAD = `select json_build_object('id', c.id, 'handle', c.handle, 'name', c.name, 'standfirst', c.standfirst, 'about', c.about, 'aboutHtml', c.about_html,
    'hue', c.hue, 'chroma', c.chroma, 'language', c.language, 'picture', ${picture('c.picture_id')}, 'portrait', ${picture('c.portrait_id')}) as creator,
    ${LINE}, ${TEXTS}
  from creator c join post p on p.creator_id = c.id where c.handle_key = $1 and p.slug = $2 and p.published_at is not null`;
const DOOR = `select
    (select coalesce(json_agg(json_build_object('id', t.id, 'paid', t.paid, 'archived', t.archived_at is not null, 'name', t.name) order by t.position), '[]')
      from tier t where t.creator_id = $1) as ladder,
    exists (select 1 from team_member w where w.creator_id = $1 and w.account_id = $2) as staff,
    exists (select 1 from adult_consent y where y.account_id = $2) as adult,
    (select m.since from membership m where m.creator_id = $1 and m.account_id = $2 and m.ended_at is null) as since,
    (select coalesce(json_agg(json_build_object('tierId', g.tier_id, 'from', g.valid_from, 'until', g.valid_until)), '[]')
      from access_grant g where g.creator_id = $1 and g.account_id = $2) as grants`;
const MORE = `select ${LINE} from post p where p.creator_id = $1 and p.published_at is not null and ($3::uuid is null or p.id <> $3) order by p.published_at desc limit $2`;
const ask = async (name, text, values) => (await pool.query({ name, text, values })).rows;

server.get('/healthz', async () => ({ status: 'ok' }));

server.get('/@:handle/posts/:slug', async (request, reply) => {
  const token = /(?:^|; )session=([^;]+)/.exec(request.headers.cookie ?? '')?.[1] ?? '';
  const [actor] = await ask('session', SESSION, [createHash('sha256').update(token).digest(), 'cookie', new Date()]);
  const [row] = await ask('spread', SPREAD, [request.params.handle.toLowerCase(), request.params.slug]);
  if (!actor || !row) return reply.status(404).send();
  const { creator, ...post } = row;
  const [[door], more] = await Promise.all([ask('door', DOOR, [creator.id, actor.accountId]), ask('more', MORE, [creator.id, 3, post.id])]);
  const html = page(request.url, actor, creator, post, door, more);
  return reply.type('text/html; charset=utf-8').send(html);
});

function page(path, actor, creator, post, door, more) {
  const now = new Date();
  const held = door.ladder.filter(({ id }) => door.grants.some((grant) => grant.tierId === id && new Date(grant.from) <= now && (!grant.until || now < new Date(grant.until))));
  const open = held.some(({ paid }) => paid);
  const url = `/@${creator.handle}`;
  const audience = { kind: 'paid', named: false, tiers: door.ladder.filter(({ paid, archived }) => paid && !archived) };
  const line = (one) => ({ ...one, url: `${url}/posts/${one.slug}`, publishedAt: one.publishedAt.toISOString(), audience, open, creator: { ...creator, url } });
  const context = {
    page: {
      title: `${post.title} · ${creator.name}`, description: post.standfirst, lang: 'en', path, url: PUBLIC_URL + path, flash: null, accent: creator, studio: null,
      account: { name: actor.name, initial: actor.name[0].toUpperCase(), operator: actor.operator, worksForPages: actor.works }, demo: false, noindex: false,
      languages: [{ code: 'en', name: 'English', href: `${path}?language=en`, current: true }, { code: 'it', name: 'Italiano', href: `${path}?language=it`, current: false }],
    },
    view: { creator: { ...creator, url }, post: { ...post, ...line(post), gate: { open, reason: 'paid', closed: null }, stair: [], opens: null }, standing: { follows: true, tiers: held, staff: false }, more: more.map(line), reader: actor.name, preview: null },
  };
  return templates['layouts/page']({ ...context, body: templates['pages/content/post'](context) });
}

await server.listen({ host: '127.0.0.1', port: Number(PORT) });
process.on('SIGTERM', () => process.exit(0));
