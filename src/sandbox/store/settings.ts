import type { Queryable } from './database.js';

type Setting = 'clock_offset_ms' | 'delivery_mode' | 'account_id' | 'after_retries';

/** A value the sandbox remembers across restarts. */
export async function readSetting(db: Queryable, name: Setting): Promise<string | null> {
  return (await db.query('SELECT value FROM setting WHERE name = $1', [name])).rows[0]?.value ?? null;
}

/** Remembers a value across restarts. */
export async function writeSetting(db: Queryable, name: Setting, value: string): Promise<void> {
  const sql =
    'INSERT INTO setting (name, value) VALUES ($1, $2) ON CONFLICT (name) DO UPDATE SET value = excluded.value';
  await db.query(sql, [name, value]);
}

/** The value remembered, which is `value` when there was none. */
export async function keepSetting(db: Queryable, name: Setting, value: string): Promise<string> {
  const sql = `INSERT INTO setting (name, value) VALUES ($1, $2)
    ON CONFLICT (name) DO UPDATE SET value = setting.value RETURNING value`;
  return (await db.query(sql, [name, value])).rows[0].value;
}
