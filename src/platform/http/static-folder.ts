// Owns how files that anyone may have are served: styles and scripts; refuses hidden files and listings.
import fastifyStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';

export interface StaticFolder {
  /** As '/assets/'. */
  readonly prefix: string;
  readonly directory: string;
}

/** Serves the files of a folder under its prefix. */
export async function registerStaticFolder(server: FastifyInstance, folder: StaticFolder): Promise<void> {
  await server.register(fastifyStatic, {
    root: folder.directory,
    prefix: folder.prefix,
    decorateReply: false,
    index: false,
    dotfiles: 'deny',
    // Names with a hash never change their content; the others are asked for again after an hour.
    setHeaders(reply, path) {
      const hashed = /-[\w-]{8,}\.\w+$/.test(path);
      reply.header('cache-control', hashed ? 'public, max-age=31536000, immutable' : 'public, max-age=3600');
    },
  });
}
