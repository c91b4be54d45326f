import type { Config } from '../config/config.js';

/** Pages whose address is a secret: nothing of it may leave with a Referer. */
const TOKEN_PAGES = /^\/(@[^/]+\/feed|invitations|confirmations|password-resets|sign-in-links|sign-up|address-changes|setup|mail\/(unsubscribe|cancellation|card|withdrawal))\//;

/**
 * Strict headers without a per-request build. `form-action` lists where a checkout may redirect a form to, since browsers
 * check redirects of forms too.
 */
export function securityHeaders(config: Config): (url: string) => Record<string, string> {
  const tills = config.stripe?.sandboxUrl ? sandboxOrigins(config.stripe.sandboxUrl) : ['https://checkout.stripe.com', 'https://billing.stripe.com', 'https://invoice.stripe.com'];
  const policy = [
    "default-src 'none'", "script-src 'self'", "style-src 'self'", "img-src 'self' data:", "font-src 'self'", "connect-src 'self'", "media-src 'self'",
    "manifest-src 'self'", "frame-src 'self'", "base-uri 'none'", "frame-ancestors 'self'", `form-action 'self' ${config.stripe ? tills.join(' ') : ''}`.trim(),
  ].join('; ');
  const common = {
    'content-security-policy': policy,
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'strict-origin-when-cross-origin',
    'cross-origin-opener-policy': 'same-origin',
    'permissions-policy': 'camera=(), microphone=(), geolocation=(), payment=()',
    ...(config.publicUrl.startsWith('https://') && { 'strict-transport-security': 'max-age=31536000' }),
  };
  const token = { ...common, 'referrer-policy': 'same-origin', 'cache-control': 'private, no-store' };
  return (url) => (TOKEN_PAGES.test(url) ? token : common);
}

/** The sandbox under each name a browser may know this machine by. */
function sandboxOrigins(url: string): string[] {
  const { protocol, port } = new URL(url);
  return ['127.0.0.1', 'localhost'].map((host) => `${protocol}//${host}:${port}`);
}
