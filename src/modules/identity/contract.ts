// Owns what browser and server say to each other about signing in; refuses fields that are not listed.
import Type, { type Static } from 'typebox';
import type { Id } from '#kernel/ids';
import type { Role } from '#kernel/roles';
import { type Text, text } from '#kernel/texts';

export {
  type AbsenceBody,
  type AbsenceListView,
  type AbsenceView,
  absenceBody,
  absenceDaysMost,
  absencePaths,
} from './absence-contract.ts';

export const identityPaths = {
  session: '/api/session',
  signIn: '/api/sign-in',
  signOut: '/api/sign-out',
} as const;

/** POST /api/sign-in. The answer is a `SessionView`; wrong credentials are 401 `credentials-wrong`. */
export const signInBody = Type.Object(
  {
    loginName: Type.String({ minLength: 1, maxLength: 64 }),
    password: Type.String({ minLength: 1, maxLength: 200 }),
  },
  { additionalProperties: false },
);
export type SignInBody = Static<typeof signInBody>;

/** The documents by which a window clerk knows who stands at the counter. */
export const documentKinds = ['resident-id', 'residence-permit', 'passport'] as const;
export type DocumentKind = (typeof documentKinds)[number];
export const documentKindNames = {
  'resident-id': text('居民身份证', 'Identity card'),
  'residence-permit': text('港澳台居民居住证', 'Residence permit (Hong Kong, Macao, Taiwan)'),
  passport: text('护照', 'Passport'),
} as const satisfies Record<DocumentKind, Text>;

/** A post as its holder sees it. */
export interface PostView {
  readonly postId: Id;
  readonly organId: Id;
  readonly organName: Text;
  readonly role: Role;
  readonly roleName: Text;
  /** Of a post that is filled for an absent colleague: who that is. */
  readonly actingForId?: Id;
}

/**
 * GET /api/session, and the answer to signing in and out. `officer` is null for whoever isn't signed in.
 * `formToken` must come back in the header `x-form-token` with every POST.
 */
export interface SessionView {
  readonly officer: { readonly displayName: string; readonly posts: readonly PostView[] } | null;
  readonly formToken: string;
}
