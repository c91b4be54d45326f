import Type, { type Static, type TSchema } from 'typebox';

/** An instant, ISO 8601 in UTC. */
export const Instant = Type.String({ format: 'date-time' });

/** An amount in the currency's minor unit. */
export const MoneyView = Type.Object({ amount: Type.Integer(), currency: Type.String({ pattern: '^[A-Z]{3}$' }) });

export const Nullable = <S extends TSchema>(schema: S) => Type.Union([schema, Type.Null()]);

/** What a write answers when there is nothing to show for it. */
export const OkView = Type.Object({ ok: Type.Literal(true) });
export const OK: Static<typeof OkView> = { ok: true };

export { Type, type Static };
