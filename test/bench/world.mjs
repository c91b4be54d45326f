import { createHash } from 'node:crypto';

const PARAGRAPH = 'Salt goes in at twelve hundred and fifty degrees, a spoon at a time, and every spoon sounds like rain on a tin roof. '
  + 'On Saturday it did not sound like anything, so I stood there with the spoon and counted to forty. ';
const html = (paragraphs) => Array.from({ length: paragraphs }, (_, at) => `<p>${at + 1}. ${PARAGRAPH.repeat(2)}</p>`).join('\n');

/** Path of one of the world's posts, 1 to 40; all are for paying members, but the 40th, which is everyone's. */
export const postPath = (n) => `/@ilse/posts/post-${n}`;

/** The token of a session that was inserted for a person: `kind` is cookie or token. */
export const tokenOf = (kind, n) => `benchmark-${kind}-${String(n).padStart(30, '0')}`;

const hash = (token) => createHash('sha256').update(token).digest();

/**
 * A page with three tiers, forty posts for paying members of about 6,000 characters, and a thousand members of whom each
 * pays for one tier. Inserted as rows: how they came about is not what is measured.
 * @returns the tier that people without a membership may buy
 */
export async function fillWorld(db) {
  const one = async (sql, values) => (await db.query(sql, values)).rows[0].id;
  const owner = await one(`insert into account (email, email_key, name, language, time_zone, created_at, proved_at)
    values ('ilse@bench.example', 'ilse@bench.example', 'Ilse Brandt', 'en', 'Europe/Berlin', now(), now()) returning id`);
  const creator = await one(`insert into creator (handle, handle_key, name, standfirst, about, about_html, hue, chroma, language, created_at)
    values ('ilse', 'ilse', 'Ilse Brandt', 'Salt-glazed pots from one kiln.', 'I fire four times a year.', '<p>I fire four times a year.</p>', 30, 110, 'en', now()) returning id`);
  await db.query(`insert into team_member (creator_id, account_id, role, since) values ($1, $2, 'owner', now())`, [creator, owner]);
  const tier = (name, paid, position) => one(`insert into tier (creator_id, name, description, paid, benefits, welcome, position, created_at, currency)
    values ($1, $2, 'For people who want to know how.', $3, '{Every post,A letter}', 'Welcome.', $4, now(), case when $3 then 'EUR' end) returning id`, [creator, name, paid, position]);
  const [, shard, pot] = [await tier('Bystanders', false, 1), await tier('Shard', true, 2), await tier('Pot', true, 3)];
  for (const [id, amount] of [[shard, 500], [pot, 1450]]) {
    await db.query(`insert into tier_price (tier_id, amount, currency, period, created_at) values ($1, $2, 'EUR', 'month', now())`, [id, amount]);
  }
  await db.query(`insert into post (creator_id, author_id, slug, title, standfirst, teaser, teaser_html, body, body_html, audience, minutes, minutes_left,
      created_at, updated_at, published_at, first_published_at)
    select $1, $2, 'post-' || n, 'What ash does to a blue, part ' || n, 'Two shelves fell, and I have decided to keep one of them.', 'Salt.', $3, 'Ash.', $4,
      '{"anyOf":[{"kind":"paid"}]}', 6, 5, now(), now(), now() - n * interval '1 day', now() from generate_series(1, 40) as n`, [creator, owner, html(2), html(12)]);
  await db.query(`update post set audience = '{"anyOf":[{"kind":"public"}]}' where slug = 'post-40'`);
  await addPeople(db, 'member', 1000);
  await db.query(`insert into membership (account_id, creator_id, since, paid_tier_id, paid_since, paid_status, paid_until, price_amount, price_currency)
    select id, $1, now(), $2, now(), 'active', now() + interval '1 month', 500, 'EUR' from account where name like 'member %'`, [creator, shard]);
  await db.query(`insert into access_grant (account_id, creator_id, tier_id, reason, source, valid_from, valid_until)
    select id, $1, $2, 'membership', 'bench ' || id, now(), now() + interval '1 month' from account where name like 'member %'`, [creator, shard]);
  await addPeople(db, 'fan', 250);
  await db.query('analyze');
  return { tierId: shard };
}

/** Accounts named `<what> 1` ..., each signed in by cookie and by token. */
async function addPeople(db, what, count) {
  const { rows } = await db.query(`insert into account (email, email_key, name, language, time_zone, created_at, proved_at)
    select $1 || n || '@bench.example', $1 || n || '@bench.example', $1 || ' ' || n, 'en', 'Europe/Berlin', now(), now()
    from generate_series(1, $2::int) as n returning id, name`, [what, count]);
  for (const kind of ['cookie', 'token']) {
    await db.query(`insert into session (account_id, token_hash, kind, created_at, seen_at, expires_at, opened_by, device)
      select id, hash, $3, now(), now(), now() + interval '1 day', 'password', '' from unnest($1::uuid[], $2::bytea[]) as s (id, hash)`,
    [rows.map(({ id }) => id), rows.map(({ name }) => hash(tokenOf(`${what}-${kind}`, name.split(' ')[1]))), kind]);
  }
}
