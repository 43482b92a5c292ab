/**
 * Headers of every reply. The board is mostly opened over plain http on a local network, so nothing here sends a browser to https:
 * no `upgrade-insecure-requests`, no HSTS, and no isolation headers, which browsers refuse on such origins.
 */
export const SECURITY_HEADERS: Readonly<Record<string, string>> = {
  'content-security-policy': [
    "default-src 'self'",
    // The socket's scheme is not covered by 'self' in older browsers.
    "connect-src 'self' ws: wss:",
    "img-src 'self' data: blob:",
    "style-src 'self'",
    // Chart tooltips are markup with style attributes; style elements stay forbidden.
    "style-src-attr 'unsafe-inline'",
    "object-src 'none'", "base-uri 'none'", "form-action 'self'", "frame-ancestors 'self'",
  ].join('; '),
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
}
