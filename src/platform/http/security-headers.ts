// Owns what every answer tells the browser to refuse: foreign scripts, frames, guesses at content; refuses exceptions.
import helmet from '@fastify/helmet';
import type { FastifyInstance } from 'fastify';

/** Styles of the page itself need the nonce of their answer; scripts come from files of ours and nowhere else. */
export async function registerHeaders(server: FastifyInstance, publicUrl: string): Promise<void> {
  await server.register(helmet, {
    enableCSPNonces: true,
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        'default-src': [`'none'`],
        'script-src': [`'self'`],
        'style-src': [`'self'`],
        'img-src': [`'self'`, 'data:', 'blob:'],
        'font-src': [`'self'`],
        'connect-src': [`'self'`],
        'frame-src': [`'self'`],
        'object-src': [`'none'`],
        'base-uri': [`'none'`],
        'form-action': [`'self'`],
        'frame-ancestors': [`'self'`],
      },
    },
    crossOriginEmbedderPolicy: false,
    crossOriginOpenerPolicy: { policy: 'same-origin' },
    crossOriginResourcePolicy: { policy: 'same-origin' },
    referrerPolicy: { policy: 'same-origin' },
    xFrameOptions: { action: 'sameorigin' },
    strictTransportSecurity: publicUrl.startsWith('https://') ? { maxAge: 31_536_000 } : false,
  });
}
