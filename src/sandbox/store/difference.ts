type Json = Record<string, unknown>;

/**
 * What an event's `previous_attributes` holds: the fields of `before` that differ in `after`, hashes field by field,
 * lists whole.
 */
export function difference(before: Json, after: Json): Json {
  const changed: Json = {};
  for (const key of new Set([...Object.keys(before), ...Object.keys(after)])) {
    const [old, now] = [before[key], after[key]];
    if (JSON.stringify(old) === JSON.stringify(now)) continue;
    changed[key] = isHash(old) && isHash(now) ? difference(old, now) : (old ?? null);
  }
  return changed;
}

function isHash(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
