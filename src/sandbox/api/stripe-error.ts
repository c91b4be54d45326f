export type ErrorType = 'invalid_request_error' | 'card_error' | 'idempotency_error' | 'api_error';

interface Details {
  code?: string;
  param?: string;
  type?: ErrorType;
  status?: number;
  /** Further fields of the error object: `decline_code`, `payment_intent`. */
  more?: Record<string, unknown>;
  /** True when what was done before the error stays done, as with a refused card. */
  keep?: boolean;
}

/** An answer other than 2xx, in Stripe's shape. */
export class StripeError extends Error {
  readonly status: number;
  readonly keep: boolean;

  constructor(
    message: string,
    private readonly details: Details = {},
  ) {
    super(message);
    this.status = details.status ?? 400;
    this.keep = details.keep ?? false;
  }

  /** The `error` object of the answer. */
  body(): Record<string, unknown> {
    const { code, param, type = 'invalid_request_error', more } = this.details;
    return {
      ...(code && { code, doc_url: `https://stripe.com/docs/error-codes/${code.replaceAll('_', '-')}` }),
      ...more,
      message: this.message,
      ...(param !== undefined && { param }),
      type,
    };
  }
}

/** 404, or 400 when the missing object was named by a parameter: "No such price: 'x'". */
export function missing(noun: string, id: string, param?: string): StripeError {
  const status = param === undefined ? 404 : 400;
  return new StripeError(`No such ${noun}: '${id}'`, { status, code: 'resource_missing', param: param ?? 'id' });
}

/** 400 for a parameter that is missing. */
export function missingParameter(param: string): StripeError {
  return new StripeError(`Missing required param: ${param}.`, { code: 'parameter_missing', param });
}

/** 400 for a parameter that cannot be accepted. */
export function invalid(message: string, param?: string, code?: string): StripeError {
  return new StripeError(message, { param, code });
}
