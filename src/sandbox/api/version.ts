/** The one API version the sandbox speaks; the SDK in package.json pins the same. */
export const API_VERSION = '2026-10-28.endive';
