// Owns form tokens and what becomes of a form whose session has ended; refuses a form that no page of ours has sent.
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Actor } from '#kernel/actors';
import { AppError } from '#kernel/errors';
import { equalInConstantTime, newToken, type Vault } from '#platform/crypto';
import { failureTexts } from './failures.ts';
import type { FormFields } from './route.ts';
import type { Cookies } from './session-cookies.ts';

/** Who a session belongs to. */
export interface SignedIn {
  readonly actor: Actor;
  readonly displayName: string;
}

/** The session of one request. */
export interface RequestState {
  signedIn: SignedIn | undefined;
  sessionToken: string | undefined;
  /** The token of a session that the browser brought and that has ended. */
  endedToken: string | undefined;
}

/** A form that was not taken, to be carried through the sign-in page so that nothing typed is lost. */
export interface KeptForm {
  readonly fields: FormFields;
  /** For the form of the page that carries it. */
  readonly formToken: string;
}

export function isFormFields(body: unknown): body is FormFields {
  return body instanceof Map;
}

export function sentToken(request: FastifyRequest): string | undefined {
  const header = request.headers['x-form-token'];
  if (typeof header === 'string') return header;
  return isFormFields(request.body) ? request.body.get('formToken')?.[0] : undefined;
}

/**
 * A form's token is the HMAC of the session's (or visitor's) cookie, so that only a page that was served to this
 * browser can send it. A request that the browser itself marks as coming from another site is refused as well.
 */
export function verifyFormToken(
  vault: Vault,
  cookies: Cookies,
  request: FastifyRequest,
  state: RequestState,
  sent: string | undefined,
): void {
  const subject = state.sessionToken ?? cookies.findVisitorToken(request) ?? newToken();
  if (isExpectedToken(vault, request, subject, sent)) return;
  throw new AppError('forbidden', 'form-expired', failureTexts.formExpired);
}

function isExpectedToken(
  vault: Vault,
  request: FastifyRequest,
  subject: string,
  sent: string | undefined,
): boolean {
  if (sent === undefined || request.headers['sec-fetch-site'] === 'cross-site') return false;
  return equalInConstantTime(Buffer.from(sent), Buffer.from(vault.formToken(subject)));
}

/**
 * The fields of a form whose session has ended, where the form came from a page that was served to that session:
 * another site can't have its own fields shown as if the reader had typed them.
 */
export function keepForm(
  vault: Vault,
  cookies: Cookies,
  request: FastifyRequest,
  reply: FastifyReply,
  state: RequestState,
): KeptForm | undefined {
  if (!isFormFields(request.body) || state.endedToken === undefined) return undefined;
  if (!isExpectedToken(vault, request, state.endedToken, sentToken(request))) return undefined;
  return { fields: request.body, formToken: vault.formToken(cookies.visitorToken(request, reply)) };
}
