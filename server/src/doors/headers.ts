import { bucketOrigin } from '../blobs/bucket.ts'
import type { Config } from '../config.ts'

/** Nothing but our own files runs, nothing is framed, forms go nowhere else. Bytes of files may come from the store, and go there. */
const contentSecurityPolicy = (store: string) =>
  [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data: blob:",
    `media-src 'self' blob:${store}`,
    "font-src 'self'",
    `connect-src 'self'${store}`,
    "manifest-src 'self'",
    "worker-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join('; ')

/** Sent with every answer. */
export function securityHeaders(config: Config): Record<string, string> {
  return {
    'Content-Security-Policy': contentSecurityPolicy(config.bucket ? ` ${bucketOrigin(config.bucket)}` : ''),
    'X-Content-Type-Options': 'nosniff',
    'Referrer-Policy': 'no-referrer',
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Cross-Origin-Resource-Policy': 'same-origin',
    'Permissions-Policy': 'camera=(), geolocation=(), microphone=(), payment=(), usb=()',
    ...(config.url.startsWith('https:') && { 'Strict-Transport-Security': 'max-age=31536000' }),
  }
}
