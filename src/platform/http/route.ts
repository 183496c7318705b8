// Owns what a route is: path, zone, who must be signed in, and a handler that never touches the web framework.
import type { Readable } from 'node:stream';
import type { TSchema } from 'typebox';
import type { Actor } from '#kernel/actors';
import type { Locale } from '#kernel/texts';
import type { Zone } from '#kernel/zones';
import type { Command, Query } from '#platform/use-case';
import type { EventStream } from './event-stream.ts';

/** What a handler answers; one place turns it into HTTP. */
export type Reply =
  | {
      readonly kind: 'page';
      readonly html: string;
      readonly status?: number;
      readonly session?: SessionChange;
    }
  | {
      readonly kind: 'redirect';
      readonly to: string;
      readonly session?: SessionChange;
      /** How large the letters are from now on in this browser. */
      readonly letters?: 'large' | 'usual';
    }
  | { readonly kind: 'style'; readonly css: string }
  | {
      readonly kind: 'json';
      readonly value: unknown;
      readonly status?: number;
      readonly session?: SessionChange;
    }
  | {
      /** Stays open: server-sent events until either side ends it. */
      readonly kind: 'stream';
      readonly start: (stream: EventStream) => void;
    }
  | {
      readonly kind: 'bytes';
      readonly content: Buffer;
      readonly mediaType: string;
      readonly fileName: string;
      readonly disposition: 'inline' | 'attachment';
    };

/** A session that begins (its token) or ends (null) with this answer. */
export type SessionChange = { readonly token: string } | null;

/** A form as it came in: values by name, in order; a field that was sent twice has two values. */
export type FormFields = ReadonlyMap<string, readonly string[]>;

export interface UploadedPart {
  readonly field: string;
  readonly fileName: string;
  readonly content: Readable;
}

/** One request, as handlers see it. */
export interface Exchange {
  readonly params: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, string>>;
  /** The JSON body, already checked against the route's schema; undefined for forms. */
  readonly body: unknown;
  /** The fields of a urlencoded form; empty for others. */
  readonly form: FormFields;
  readonly locale: Locale;
  readonly path: string;
  /** The path with its query, as it was asked for. */
  readonly address: string;
  /** Whether the reader has asked for large letters (大字版). */
  readonly largeLetters: boolean;
  readonly actor: Actor;
  readonly displayName: string | undefined;
  readonly sessionToken: string | undefined;
  readonly requestId: string;
  readonly now: Date;
  /** A nonce for this answer's inline style, as the content-security policy allows it. */
  readonly styleNonce: string;
  /** The token that a form of this answer must send back in the field `formToken`. */
  readonly formToken: string;
  /** The same for what comes after this answer's session change: the new session's, or the visitor's again. */
  formTokenAfter(change: SessionChange): string;
  run<Input, Loaded, Change, Answer, Tables>(
    useCase: Query<Input, Loaded, Tables, Answer> | Command<Input, Loaded, Change, Answer, Tables>,
    input: Input,
  ): Promise<Answer>;
  /**
   * The same reader as of now, with the posts that are held now: for answers that stay open. Undefined once the session
   * has ended. It does not keep the session alive.
   */
  renew(): Promise<Pick<Exchange, 'actor' | 'run'> | undefined>;
  /**
   * Reads a multipart form: fields first, then hands each file to `take` as it streams. Refuses a form whose
   * `formToken` field is missing or wrong before any file is read.
   */
  readMultipart(take: (part: UploadedPart) => Promise<void>): Promise<FormFields>;
}

export interface Route {
  readonly method: 'GET' | 'POST';
  /** Fastify's pattern; pages begin with `/:locale(zh|en)`. */
  readonly path: string;
  readonly zone: Zone;
  readonly surface: 'page' | 'api';
  /** Whom it is for: a page sends others to sign in; who may do what is for the use case to say. */
  readonly audience: 'anyone' | 'resident' | 'officer';
  /** The names of the use cases behind it, as the permission matrix has them; `run` throws for any other. */
  readonly useCases: readonly string[];
  readonly schema?: { readonly body?: TSchema; readonly params?: TSchema; readonly querystring?: TSchema };
  /** The browser asks for it by itself: that is no sign of somebody at work, and keeps no session alive. */
  readonly unattended?: true;
  /** How the body comes; `form` unless said otherwise for pages, `json` for the API. */
  readonly body?: 'multipart';
  /**
   * The page is made of nothing but its use cases' answers, its address, the size of letters, the reader and the day: it
   * may be kept and shown again while none of them has changed.
   */
  readonly kept?: true;
  /** Requests allowed a minute from one address, where guessing must be slow. */
  readonly mostPerMinute?: number;
  handle(exchange: Exchange): Promise<Reply>;
}
