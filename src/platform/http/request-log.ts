// Owns the line that the log has for each answer; refuses addresses, bodies and headers.
import type { FastifyInstance } from 'fastify';
import type { Logger } from '#platform/logging';

/** Logs each answer under the request's id, which the client gets as `x-request-id`. */
export function registerLogging(server: FastifyInstance, logger: Logger): void {
  // With callbacks: a promise for each hook of each request is more than what they do.
  server.addHook('onRequest', (request, reply, done) => {
    reply.header('x-request-id', request.id);
    done();
  });
  server.addHook('onResponse', (request, reply, done) => {
    logger.info(
      {
        requestId: request.id,
        method: request.method,
        // The pattern, never the address itself: an address may hold a number or a code.
        route: request.routeOptions.url ?? 'none',
        status: reply.statusCode,
        durationMs: Math.round(reply.elapsedTime),
      },
      'answered',
    );
    done();
  });
}
