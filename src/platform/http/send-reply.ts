// Owns how what a handler answers becomes HTTP; refuses caches in between what is the reader's own.
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Zone } from '#kernel/zones';
import type { KeptPage } from './kept-pages.ts';
import type { Reply } from './route.ts';
import type { Cookies } from './session-cookies.ts';

export function sendReply(
  reply: FastifyReply,
  cookies: Cookies,
  zone: Zone,
  answer: Exclude<Reply, { kind: 'stream' }>,
): FastifyReply {
  // What a page or an answer shows is the reader's own; no cache in between may keep it.
  reply.header('cache-control', 'no-store');
  if ('session' in answer && answer.session !== undefined) {
    cookies.changeSession(reply, zone, answer.session);
  }
  if (answer.kind === 'redirect' && answer.letters !== undefined) cookies.setLetters(reply, answer.letters);
  switch (answer.kind) {
    case 'style':
      // Its address changes with its content.
      reply.header('cache-control', 'public, max-age=31536000, immutable');
      return reply.type('text/css; charset=utf-8').send(answer.css);
    case 'page':
      return reply
        .status(answer.status ?? 200)
        .type('text/html; charset=utf-8')
        .send(answer.html);
    case 'redirect':
      return reply.redirect(answer.to, 303);
    case 'json':
      return reply
        .status(answer.status ?? 200)
        .type('application/json; charset=utf-8')
        .send(JSON.stringify(answer.value));
    case 'bytes':
      return reply
        .type(answer.mediaType)
        .header(
          'content-disposition',
          `${answer.disposition}; filename*=UTF-8''${encodeURIComponent(answer.fileName)}`,
        )
        .header('x-content-type-options', 'nosniff')
        .send(answer.content);
  }
}

/**
 * A page from its bytes. One that is everybody's may stay in the browser, which asks each time whether it still holds:
 * then 304 is the whole answer.
 */
export function sendKeptPage(request: FastifyRequest, reply: FastifyReply, page: KeptPage): FastifyReply {
  if (page.etag === undefined) reply.header('cache-control', 'no-store');
  else {
    // It depends on the cookies of session and letters.
    reply.header('cache-control', 'private, no-cache').header('vary', 'cookie').header('etag', page.etag);
    if (request.headers['if-none-match']?.includes(page.etag) === true) return reply.status(304).send();
  }
  return reply.type('text/html; charset=utf-8').send(page.body);
}
