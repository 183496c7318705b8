// Owns the order of one request: load, permission, decide, store, events and audit, commit; refuses any other order.
import { type Actor, absentColleaguesOf, actorFor, actorIdOf } from '#kernel/actors';
import { AppError, isAppError } from '#kernel/errors';
import { type Id, newId } from '#kernel/ids';
import { text } from '#kernel/texts';
import { type AuditEntry, auditRow } from '#platform/audit';
import type { Vault } from '#platform/crypto';
import {
  type AnyDb,
  inTransaction,
  type LoginKind,
  loginOfZone,
  type Pools,
  type Question,
  writeAhead,
  zoneOfLogin,
} from '#platform/database';
import type { NewEvent } from '#platform/events';
import type { Command, Query, UseCaseContext } from './use-case.ts';

/** Where a request comes from and what it runs on. */
export interface UseCaseRequest {
  readonly actor: Actor;
  readonly requestId: string;
  readonly now: Date;
  readonly pools: Pools;
  readonly vault: Vault;
  /** The login to use instead of the zone's own: a worker's, for events, timers and jobs. */
  readonly login?: LoginKind;
  /** The event that this acts on, if one. */
  readonly causeId?: Id;
  /** Called after the commit where events were stated, so that a dispatcher in this process needn't wait. */
  readonly onEvents?: (types: readonly string[]) => void;
  /**
   * Called with what a query's answer was made under. The revision is read before anything is loaded: what changes in
   * between is then newer than its revision says, and is only made once more.
   */
  readonly onRevision?: (revision: Revision) => void;
}

/** A question and what it was answered with; null where there was nothing to have a revision. */
export interface Revision {
  readonly login: LoginKind;
  readonly question: Question;
  readonly answer: string | null;
}

const refusal = text(
  '您没有办理这件事的权限。没有任何内容被更改。如认为有误，请联系本单位管理员。',
  'You are not permitted to do this. Nothing was changed. If you think this is wrong, ask the administrator of your organ.',
);
const signInFirst = text(
  '请先登录。已填写的内容仍保留在本页。',
  'Please sign in first. What you entered is kept on this page.',
);

/**
 * Runs a use case as one transaction on its zone's pool and answers with what it answers.
 *
 * Throws AppError 'forbidden' (or 'unauthenticated' for nobody) where the permission says no, and whatever `load` and
 * `decide` throw. Every attempt of a command is audited: done in the same transaction, refused or failed in a second
 * one, because the first is rolled back. Queries are audited where they say so, and wherever they are refused: by the
 * permission, or by the walls, which say of a record that is not the actor's that it is not there.
 */
export async function runUseCase<Input, Loaded, Change, Answer, Tables>(
  request: UseCaseRequest,
  useCase: Query<Input, Loaded, Tables, Answer> | Command<Input, Loaded, Change, Answer, Tables>,
  input: Input,
): Promise<Answer> {
  const context: UseCaseContext = {
    actor: request.actor,
    now: request.now,
    requestId: request.requestId,
    vault: request.vault,
  };
  const login = request.login ?? loginOfZone(useCase.zone);
  // The database records the login's own zone; another one here would give audit rows a hash that doesn't fit them.
  if (zoneOfLogin(login) !== useCase.zone) {
    throw new Error(
      `${useCase.name} runs in the zone ${useCase.zone}, to which the login ${login} does not belong.`,
    );
  }
  const pool = request.pools.get(login);
  const readOnly = useCase.kind === 'query' && !useCase.audited;
  let loaded: Loaded | undefined;
  try {
    if (!useCase.audience.includes(request.actor.kind)) throw refusalFor(request.actor);
    const { answer, events } = await inTransaction<Tables, { answer: Answer; events: readonly NewEvent[] }>(
      pool,
      request.actor,
      { readOnly, ...askRevision(login, useCase, input, request.onRevision) },
      async (db) => {
        const record = await useCase.load(db, input, context);
        loaded = record;
        if (!useCase.permission(request.actor, record, input)) throw refusalFor(request.actor);
        const actingForId = actingForOf(useCase, request.actor, record, input);
        const acting = actingForId === undefined ? context : { ...context, actingForId };
        const done = entryFor(useCase, context, input, record, 'done', reasonOfActing(actingForId));
        if (useCase.kind === 'query') {
          const presented = useCase.present(record, input, acting);
          if (useCase.audited) writeRecord(db, [], done);
          return { answer: presented, events: [] };
        }
        const outcome = useCase.decide(record, input, acting);
        await useCase.store(db, outcome.change, acting);
        writeRecord(
          db,
          outcome.events.map((event) => eventRow(event, context, request.causeId)),
          done,
        );
        return { answer: outcome.answer, events: outcome.events };
      },
    );
    if (events.length > 0) request.onEvents?.(events.map((event) => event.type));
    return answer;
  } catch (error) {
    const explained = explain(useCase, error);
    const foreseen = isAppError(explained) ? explained : undefined;
    const outcome = foreseen !== undefined && isRefusal(foreseen) ? 'refused' : 'failed';
    const entry = entryFor(useCase, context, input, loaded, outcome, foreseen?.code ?? 'fault');
    // Whoever asks for a record by its id and doesn't find it may be trying the ids of others.
    const isHidden = foreseen?.kind === 'not-found' && entry.object.id !== undefined;
    if (useCase.kind === 'command' || outcome === 'refused' || isHidden) {
      const audited = inTransaction(pool, request.actor, { readOnly: false }, async (db) =>
        writeRecord(db, [], entry),
      );
      // After a fault the database itself may be what failed: the fault is then what is told, not this.
      await (foreseen === undefined ? audited.catch(() => undefined) : audited);
    }
    throw explained;
  }
}

/**
 * For whom the actor acts: nobody where their own posts permit it, else the absent colleague with whose posts they may.
 * One place asks for all use cases, so that none can forget to say it.
 */
function actingForOf<Input, Loaded, Change, Answer, Tables>(
  useCase: Query<Input, Loaded, Tables, Answer> | Command<Input, Loaded, Change, Answer, Tables>,
  actor: Actor,
  loaded: Loaded,
  input: Input,
): Id | undefined {
  const absent = absentColleaguesOf(actor);
  if (actor.kind !== 'officer' || absent.length === 0) return undefined;
  const may = (absentId: Id | undefined) => useCase.permission(actorFor(actor, absentId), loaded, input);
  if (may(undefined)) return undefined;
  // Where only several of them together permit it, the first stands for them.
  return absent.find(may) ?? absent[0];
}

function reasonOfActing(actingForId: Id | undefined): string | undefined {
  return actingForId === undefined ? undefined : `acting-for/${actingForId}`;
}

/** What is audited is read anew each time, so it has no revision to be kept by. */
function askRevision<Input, Loaded, Change, Answer, Tables>(
  login: LoginKind,
  useCase: Query<Input, Loaded, Tables, Answer> | Command<Input, Loaded, Change, Answer, Tables>,
  input: Input,
  onRevision: UseCaseRequest['onRevision'],
) {
  if (onRevision === undefined || useCase.kind !== 'query' || useCase.audited) return {};
  const question = useCase.revision?.(input);
  if (question === undefined) return {};
  return { question, onAnswer: (answer: string | null) => onRevision({ login, question, answer }) };
}

function refusalFor(actor: Actor): AppError {
  return actor.kind === 'anonymous'
    ? new AppError('unauthenticated', 'sign-in-required', signInFirst)
    : new AppError('forbidden', 'not-permitted', refusal);
}

function isRefusal(error: AppError): boolean {
  return error.kind === 'forbidden' || error.kind === 'unauthenticated';
}

/** A unique or check constraint speaks for the use case that knows what it means. */
function explain<Input, Loaded, Change, Answer, Tables>(
  useCase: Query<Input, Loaded, Tables, Answer> | Command<Input, Loaded, Change, Answer, Tables>,
  error: unknown,
): unknown {
  if (useCase.kind !== 'command' || useCase.explainConstraint === undefined) return error;
  if (!(error instanceof Error) || !('constraint' in error) || typeof error.constraint !== 'string')
    return error;
  return useCase.explainConstraint(error.constraint) ?? error;
}

function entryFor<Input, Loaded, Change, Answer, Tables>(
  useCase: Query<Input, Loaded, Tables, Answer> | Command<Input, Loaded, Change, Answer, Tables>,
  context: UseCaseContext,
  input: Input,
  loaded: Loaded | undefined,
  outcome: AuditEntry['outcome'],
  reason?: string,
): AuditEntry {
  const { organId, ...object } = useCase.object(input, loaded);
  return {
    occurredAt: context.now,
    requestId: context.requestId,
    zone: useCase.zone,
    actor: context.actor,
    action: useCase.name,
    object,
    outcome,
    ...(organId === undefined ? {} : { organId }),
    ...(reason === undefined ? {} : { reason }),
  };
}

function eventRow(
  event: NewEvent,
  context: UseCaseContext,
  causeId: Id | undefined,
): Readonly<Record<string, unknown>> {
  return {
    id: newId(context.now),
    type: event.type,
    schemaVersion: event.schemaVersion,
    subjectKind: event.subject.kind,
    subjectId: event.subject.id,
    occurredAt: context.now.toISOString(),
    actorKind: context.actor.kind,
    actorId: actorIdOf(context.actor) ?? null,
    organId: event.organId ?? null,
    causeId: causeId ?? null,
    data: event.data ?? {},
  };
}

/** Sent ahead: events, audit and COMMIT go out together, with what the use case itself sent ahead. */
function writeRecord(
  db: AnyDb,
  events: readonly Readonly<Record<string, unknown>>[],
  audit: AuditEntry,
): void {
  // Writers of several subjects take the subjects' rows in one order, or two of them could wait for each other.
  const ordered = [...events].sort((one, other) =>
    String(one['subjectId']).localeCompare(String(other['subjectId'])),
  );
  writeAhead(db, {
    text: 'select platform.record_use_case($1::jsonb, $2::jsonb)',
    parameters: [JSON.stringify(ordered), JSON.stringify(auditRow(audit))],
  });
}
