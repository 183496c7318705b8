// Owns what browser and server say to each other about an officer's desk; refuses what belongs to a record.
import Type, { type Static } from 'typebox';
import type { Id } from '#kernel/ids';

export const deskPaths = {
  /** GET: everything on the officer's own desk. */
  desk: '/api/desk',
  /** POST: keeps a view under its name; one of the same name is replaced. */
  saveView: '/api/desk/views',
  removeView: (viewId: Id) => `/api/desk/views/${viewId}/removal`,
  savePhrase: '/api/desk/phrases',
  removePhrase: (phraseId: Id) => `/api/desk/phrases/${phraseId}/removal`,
  /** POST: what is in the inbox now was seen. */
  look: '/api/desk/look',
} as const;

/** GET: server-sent events `changed` with a `ChangedView`; with `?once=1` one look and the end. */
export const streamPath = '/api/stream';

/** What changed for the reader's organs, as an event of the stream: enough to ask anew, and nothing more. */
export interface ChangedView {
  readonly subjects: readonly { readonly kind: string; readonly id: Id }[];
}

/** How many views and phrases one officer keeps: more than anyone finds again. */
export const deskMost = { views: 20, phrases: 60 } as const;

const name = Type.String({ minLength: 1, maxLength: 40, pattern: '\\S' });

/** Which tasks an inbox shows, and in which order. */
export const inboxWish = Type.Object(
  {
    order: Type.Optional(Type.Union([Type.Literal('due'), Type.Literal('since')])),
    urgency: Type.Optional(
      Type.Union([Type.Literal('overdue'), Type.Literal('due-soon'), Type.Literal('in-time')]),
    ),
    /** The service's Chinese name, as lists show it. */
    service: Type.Optional(Type.String({ minLength: 1, maxLength: 200 })),
    /** Of whom: the reader's own, nobody's, or of those for whom they stand in. */
    holder: Type.Optional(
      Type.Union([Type.Literal('mine'), Type.Literal('unclaimed'), Type.Literal('substituted')]),
    ),
    organId: Type.Optional(Type.String({ format: 'uuid' })),
    /** The task's element in its process, as `accept`. */
    element: Type.Optional(Type.String({ minLength: 1, maxLength: 60 })),
    /** Part of a number, a subject or a name. */
    text: Type.Optional(Type.String({ minLength: 1, maxLength: 100 })),
  },
  { additionalProperties: false },
);
export type InboxFilter = Static<typeof inboxWish>;

export const saveViewBody = Type.Object({ name, wish: inboxWish }, { additionalProperties: false });
export type SaveViewBody = Static<typeof saveViewBody>;

export const savePhraseBody = Type.Object(
  { name, body: Type.String({ minLength: 1, maxLength: 2_000, pattern: '\\S' }) },
  { additionalProperties: false },
);
export type SavePhraseBody = Static<typeof savePhraseBody>;

/** GET /api/desk, and the answer to everything that changes it. */
export interface DeskView {
  readonly views: readonly { readonly id: Id; readonly name: string; readonly wish: InboxFilter }[];
  readonly phrases: readonly { readonly id: Id; readonly name: string; readonly body: string }[];
  /** Up to when the officer has seen the inbox; null for one who never said so. */
  readonly lookedAt: string | null;
}
