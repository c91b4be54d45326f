import { sign } from './signature.js';

export interface Reply {
  status: number | null;
  error: string | null;
}

const TIMEOUT_MS = 10_000;

/** Posts a signed JSON body; never throws: a failure is a reply without a status. */
export async function send(url: string, secret: string, body: string, ending?: AbortSignal): Promise<Reply> {
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: {
        'content-type': 'application/json; charset=utf-8',
        'user-agent': 'Stripe/1.0 (+https://stripe.com/docs/webhooks)',
        'stripe-signature': sign(body, secret),
      },
      body,
      redirect: 'manual',
      signal: AbortSignal.any([AbortSignal.timeout(TIMEOUT_MS), ...(ending ? [ending] : [])]),
    });
    await response.arrayBuffer();
    return { status: response.status, error: null };
  } catch (error) {
    const { message, cause } = error as Error & { cause?: { code?: string } };
    return { status: null, error: cause?.code ?? message };
  }
}
