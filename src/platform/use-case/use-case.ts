// Owns the one way in: every page, route, event and timer acts through a use case; refuses one without a permission.
import type { Actor } from '#kernel/actors';
import type { AppError } from '#kernel/errors';
import type { Id } from '#kernel/ids';
import type { Zone } from '#kernel/zones';
import type { AuditObject } from '#platform/audit';
import type { Vault } from '#platform/crypto';
import type { Db, Question } from '#platform/database';
import type { NewEvent } from '#platform/events';

/** What a use case knows of the moment and of who asks. */
export interface UseCaseContext {
  readonly actor: Actor;
  readonly now: Date;
  readonly requestId: string;
  /** Encrypts and looks up what must not lie open in the database. */
  readonly vault: Vault;
  /** The absent colleague by whose post the actor acts, where their own posts would not permit it; from `decide` on. */
  readonly actingForId?: Id;
}

/**
 * Whether this actor may do this with this record. Reads as a sentence. It answers only for the permission: whether
 * the record's state allows it is for `decide` to say.
 */
export type Permission<Input, Loaded> = (actor: Actor, loaded: Loaded, input: Input) => boolean;

/** What `decide` concludes: what to write, what to tell the caller, and what happened. */
export interface Outcome<Change, Answer> {
  readonly change: Change;
  readonly answer: Answer;
  readonly events: readonly NewEvent[];
}

interface UseCaseParts<Input, Loaded, Tables> {
  /** Verb and noun in kebab-case, as `decide-case`; also the action in the audit. */
  readonly name: string;
  /** Whose pool, and so whose grants, it runs with. */
  readonly zone: Zone;
  /** Who may come at all; others are refused before anything is loaded. There is no default. */
  readonly audience: readonly Actor['kind'][];
  /** Reads what permission and decision need. A record that the walls hide is not found. */
  load(db: Db<Tables>, input: Input, context: UseCaseContext): Promise<Loaded>;
  /** There is no default: a use case without a permission does not compile. */
  readonly permission: Permission<Input, Loaded>;
  /** What the audit says it was about; `loaded` is undefined where loading failed. */
  object(input: Input, loaded: Loaded | undefined): AuditObject & { readonly organId?: Id };
}

/** A use case that only reads. It is audited where `audited` says that what is read is about a person. */
export interface Query<Input, Loaded, Tables, Answer = Loaded> extends UseCaseParts<Input, Loaded, Tables> {
  readonly kind: 'query';
  readonly audited: boolean;
  /**
   * The function of the database whose text changes whenever `load` would find something else, for the same actor and
   * input. A page may be kept only while it holds, and only if every query behind the page has one.
   */
  revision?(input: Input): Question;
  present(loaded: Loaded, input: Input, context: UseCaseContext): Answer;
}

/** A use case that changes something. */
export interface Command<Input, Loaded, Change, Answer, Tables> extends UseCaseParts<Input, Loaded, Tables> {
  readonly kind: 'command';
  /** Pure: says what is to be done, or throws an AppError. No I/O, no clock but `context.now`. */
  decide(loaded: Loaded, input: Input, context: UseCaseContext): Outcome<Change, Answer>;
  store(db: Db<Tables>, change: Change, context: UseCaseContext): Promise<void>;
  /**
   * Turns a broken constraint into the sentence it means, as `unique application.draft_id` into the application that
   * already exists. Without it a broken constraint is a fault of ours.
   */
  explainConstraint?(constraint: string): AppError | undefined;
}

/** Keeps the types of the parts together; does nothing else. */
export function query<Input, Loaded, Tables, Answer>(
  parts: Omit<Query<Input, Loaded, Tables, Answer>, 'kind'>,
): Query<Input, Loaded, Tables, Answer> {
  return { ...parts, kind: 'query' };
}

/** Keeps the types of the parts together; does nothing else. */
export function command<Input, Loaded, Change, Answer, Tables>(
  parts: Omit<Command<Input, Loaded, Change, Answer, Tables>, 'kind'>,
): Command<Input, Loaded, Change, Answer, Tables> {
  return { ...parts, kind: 'command' };
}
