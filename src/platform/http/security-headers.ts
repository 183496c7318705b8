// Owns what every answer tells the browser to refuse: foreign scripts, frames, guesses at content; refuses exceptions.
import { randomBytes } from 'node:crypto';
import type { FastifyInstance, FastifyReply } from 'fastify';

/** Scripts and styles come from files of ours and nowhere else; a page's own style needs the nonce of its answer. */
function policy(styleNonce?: string): string {
  const ownStyle = styleNonce === undefined ? '' : ` 'nonce-${styleNonce}'`;
  return [
    `default-src 'none'`,
    `script-src 'self'`,
    `style-src 'self'${ownStyle}`,
    `img-src 'self' data: blob:`,
    `font-src 'self'`,
    `connect-src 'self'`,
    `frame-src 'self'`,
    `object-src 'none'`,
    `base-uri 'none'`,
    `form-action 'self'`,
    `frame-ancestors 'self'`,
  ].join(';');
}

/** Written once: all but the nonce is the same for every answer, and no page of the portal has a style of its own. */
const headers: Readonly<Record<string, string>> = {
  'content-security-policy': policy(),
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'origin-agent-cluster': '?1',
  'referrer-policy': 'same-origin',
  'x-content-type-options': 'nosniff',
  'x-dns-prefetch-control': 'off',
  'x-download-options': 'noopen',
  'x-frame-options': 'SAMEORIGIN',
  'x-permitted-cross-domain-policies': 'none',
  // The filter of old browsers, which made holes of its own, stays off.
  'x-xss-protection': '0',
};
const behindHttps = { ...headers, 'strict-transport-security': 'max-age=31536000; includeSubDomains' };

/** What every answer bears, by the address at which people reach the server. */
export function headersFor(publicUrl: string): Readonly<Record<string, string>> {
  return publicUrl.startsWith('https://') ? behindHttps : headers;
}

/** Before everything else of a request, so that what is refused later bears them too. */
export function registerHeaders(server: FastifyInstance, publicUrl: string): void {
  const fixed = headersFor(publicUrl);
  server.addHook('onRequest', (_request, reply, done) => {
    reply.headers(fixed);
    done();
  });
}

/** A nonce for a style of this one answer, which its policy then allows. */
export function allowOwnStyle(reply: FastifyReply): string {
  const nonce = randomBytes(16).toString('hex');
  reply.header('content-security-policy', policy(nonce));
  return nonce;
}
