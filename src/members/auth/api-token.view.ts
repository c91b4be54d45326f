import { Instant, Nullable, Type, type Static } from '../../platform/index.js';
import type { ApiToken } from './api-tokens.service.js';
import { SCOPES } from './permits.js';

export const TokenView = Type.Object({
  id: Type.String(), name: Type.String(), scopes: Type.Array(Type.Enum([...SCOPES])), createdAt: Instant, expiresAt: Nullable(Instant), lastUsed: Nullable(Instant),
});

/** A key as its owner sees it afterwards: never the key itself. */
export function tokenView(token: ApiToken): Static<typeof TokenView> {
  const { id, name, scopes, created_at: createdAt, expires_at: expiresAt, used_at: usedAt } = token;
  return {
    id, name, scopes, createdAt: createdAt.toISOString(), expiresAt: expiresAt?.toISOString() ?? null,
    lastUsed: usedAt && `${usedAt.toISOString().slice(0, 13)}:00:00.000Z`,
  };
}
