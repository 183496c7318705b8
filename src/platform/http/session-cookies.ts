// Owns the cookies: one session cookie a zone and one for visitors' form tokens; refuses scripts any sight of them.
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Zone } from '#kernel/zones';
import { newToken } from '#platform/crypto';
import type { SessionChange } from './route.ts';

const sessionNames: Readonly<Record<Zone, string>> = {
  internet: 'yizhan_resident',
  extranet: 'yizhan_officer',
  intranet: 'yizhan_intranet',
};
const visitorName = 'yizhan_visitor';
const lettersName = 'yizhan_letters';
const lettersSeconds = 365 * 24 * 60 * 60;

export interface Cookies {
  sessionToken(request: FastifyRequest, zone: Zone): string | undefined;
  changeSession(reply: FastifyReply, zone: Zone, change: SessionChange): void;
  /** The visitor's token, made and set with this answer where there is none. */
  visitorToken(request: FastifyRequest, reply: FastifyReply): string;
  findVisitorToken(request: FastifyRequest): string | undefined;
  hasLargeLetters(request: FastifyRequest): boolean;
  setLetters(reply: FastifyReply, letters: 'large' | 'usual'): void;
}

/** Cookies for an installation; behind https they are `Secure` and carry the `__Host-` prefix. */
export function createCookies(publicUrl: string): Cookies {
  const secure = publicUrl.startsWith('https://');
  const prefix = secure ? '__Host-' : '';
  const options = { path: '/', httpOnly: true, sameSite: 'lax', secure } as const;
  return {
    sessionToken: (request, zone) => wellFormed(request.cookies[prefix + sessionNames[zone]]),
    changeSession(reply, zone, change) {
      if (change === null) reply.clearCookie(prefix + sessionNames[zone], options);
      // Without an expiry the cookie ends with the browser; how long the session lives is for the server to say.
      else reply.setCookie(prefix + sessionNames[zone], change.token, options);
    },
    visitorToken(request, reply) {
      const present = wellFormed(request.cookies[prefix + visitorName]);
      if (present !== undefined) return present;
      const token = newToken();
      reply.setCookie(prefix + visitorName, token, options);
      return token;
    },
    hasLargeLetters: (request) => request.cookies[prefix + lettersName] === 'large',
    setLetters(reply, letters) {
      if (letters === 'usual') reply.clearCookie(prefix + lettersName, options);
      else reply.setCookie(prefix + lettersName, letters, { ...options, maxAge: lettersSeconds });
    },
    findVisitorToken: (request) => wellFormed(request.cookies[prefix + visitorName]),
  };
}

function wellFormed(value: string | undefined): string | undefined {
  return value !== undefined && /^[\w-]{43}$/.test(value) ? value : undefined;
}
