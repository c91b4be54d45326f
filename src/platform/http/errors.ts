/**
 * Something a person or client can be told. `code` finds its sentence in the words (`error.<code>`), with `values` filled
 * in; clients get it as problem+json (RFC 9457).
 */
export class DomainError extends Error {
  constructor(
    readonly code: string,
    readonly status: number,
    readonly values: Record<string, string | number> = {},
  ) {
    super(code);
  }
}

/** One or more fields are wrong: each with the name of its sentence (`fields.<rule>`). */
export class InvalidInput extends DomainError {
  constructor(readonly fields: Record<string, { rule: string; values?: Record<string, unknown> }>, status = 422, code = 'invalid') {
    super(code, status);
  }
}

/** Also the answer for what exists but must not be known to exist. */
export class NotFound extends DomainError {
  constructor() {
    super('404', 404);
  }
}

/** A page has another address now: reads are sent there, writes are told. */
export class Moved extends DomainError {
  /** @param from the handle that was asked for @param to the one it has now */
  constructor(readonly from: string, readonly to: string) {
    super('page_moved', 409, { handle: to });
  }

  /** The same address with the handle of today, whichever way the old one was written. */
  address(url: string): string {
    const [path = '', ...query] = url.split('?');
    const now = path.replace(/^\/(@|studio\/)[^/]+/i, (_, before: string) => `/${before}${this.to}`);
    return [now, ...query].join('?');
  }
}

export class SignInNeeded extends DomainError {
  constructor() {
    super('401', 401);
  }
}

export class Forbidden extends DomainError {
  constructor(code = '403') {
    super(code, 403);
  }
}

/** A write met a newer version of the same thing. */
export class Conflict extends DomainError {
  constructor(code = '409') {
    super(code, 409);
  }
}

export class TooMany extends DomainError {
  /** @param retryAfter seconds */
  constructor(readonly retryAfter: number) {
    super('429', 429, { minutes: Math.ceil(retryAfter / 60) });
  }
}

/** Something we depend on (Stripe, mail) does not answer; nothing was lost. */
export class Unavailable extends DomainError {
  constructor(code = '503') {
    super(code, 503);
  }
}
