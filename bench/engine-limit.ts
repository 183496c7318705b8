// Owns the limit of the durable engine: the rows of one instance as a script of pgbench, one statement a command.
import { literalOf, newIdOf } from './script-literals.ts';

/** What one command wrote: the parameters of its two statements, as they were sent. */
export interface WrittenCommand {
  readonly change: Written;
  readonly events: readonly Written[];
  readonly audit: Written;
}

type Written = Readonly<Record<string, unknown>>;

/** A script that writes the instance again and again under new ids; `n` is told apart by client. */
export function limitScriptOf(commands: readonly WrittenCommand[]): string {
  const ids = new Map<string, string>();
  const idOf = (id: unknown): string => {
    const known = ids.get(String(id));
    if (known !== undefined) return known;
    const expression = newIdOf(ids.size);
    ids.set(String(id), expression);
    return expression;
  };
  let sequence = 0;
  const statements = commands.map((command) => {
    const statement = statementOf(command, idOf, sequence);
    sequence += command.events.length;
    return statement;
  });
  if (ids.size > 256) throw new Error(`The script has ${ids.size} ids, and room for 256.`);
  return ['\\set k :k + 1', '\\set n :k * 64 + :client_id', ...statements].join('\n');
}

type IdOf = (id: unknown) => string;

function list(value: unknown): readonly Written[] {
  return Array.isArray(value) ? value : [];
}

function sqlOf(value: unknown, type: string): string {
  if (value === null || value === undefined) return `null::${type}`;
  return `${literalOf(typeof value === 'object' ? JSON.stringify(value) : String(value))}::${type}`;
}

/** All rows of a command in one statement: nothing is asked, nothing is locked, nothing is checked. */
function statementOf({ change, events, audit }: WrittenCommand, idOf: IdOf, sequence: number): string {
  const parts = [
    ...tasksOf(change, idOf),
    ...timersOf(change, idOf),
    ...stepsOf(change, idOf),
    ...eventsOf(change, events, idOf, sequence),
    auditOf(audit, idOf),
  ];
  const written = parts.map((part, place) => `written_${place} as (${part})`);
  return `with base as materialized (select :n::bigint as n),\n${written.join(',\n')}\n${instanceOf(change, idOf)};`;
}

function instanceOf(change: Written, idOf: IdOf): string {
  const instance = idOf(change['instanceId']);
  const state = sqlOf(change['state'], 'jsonb');
  const ended = change['hasEnded'] === true ? sqlOf(change['at'], 'timestamptz') : 'null::timestamptz';
  if (change['definitionId'] === undefined)
    return `update work.process_instance set state = ${state}, revision = ${change['revision']}, ended_at = ${ended}
from base where id = ${instance}`;
  return `insert into work.process_instance (id, definition_id, called, subject_kind, subject_id, organ_id, district_code, state,
  revision, started_at) select ${instance}, ${sqlOf(change['definitionId'], 'uuid')}, '{}'::jsonb, 'trial',
  ${idOf(change['subjectId'])}, ${sqlOf(change['organId'], 'uuid')}, '440507', ${state}, 1, ${sqlOf(change['at'], 'timestamptz')} from base`;
}

function subjectOf(change: Written, idOf: IdOf): string {
  return `'trial', ${idOf(change['subjectId'])}, ${sqlOf(change['organId'], 'uuid')}`;
}

function tasksOf(change: Written, idOf: IdOf): readonly string[] {
  const instance = idOf(change['instanceId']);
  const at = sqlOf(change['at'], 'timestamptz');
  const rows = list(change['tasks']).map(
    (task) => `select ${idOf(task['id'])}, ${instance}, ${sqlOf(task['engineTaskId'], 'text')},
  ${sqlOf(task['element'], 'text')}, ${sqlOf(task['name'], 'text')}, array['reviewer'], ${subjectOf(change, idOf)}, '440507', ${at} from base`,
  );
  const created = `insert into work.task (id, instance_id, engine_task_id, element, name, candidate_roles, subject_kind, subject_id,
  organ_id, district_code, created_at) ${rows.join(' union all ')}`;
  const completed = `update work.task set ended_at = ${at}, outcome = 'completed', completed_by = ${sqlOf(change['actorId'], 'uuid')}
from base where instance_id = ${instance} and engine_task_id = ${sqlOf(list(change['tasksCompleted'])[0], 'text')}`;
  return [...(rows.length > 0 ? [created] : []), ...('tasksCompleted' in change ? [completed] : [])];
}

function timersOf(change: Written, idOf: IdOf): readonly string[] {
  const instance = idOf(change['instanceId']);
  const set = list(change['timers']).map(
    (timer) => `insert into work.timer (id, instance_id, engine_timer_id, element, due_at, organ_id)
select ${idOf(timer['id'])}, ${instance}, ${sqlOf(timer['engineTimerId'], 'text')}, 'late', ${sqlOf(timer['dueAt'], 'timestamptz')},
  ${sqlOf(change['organId'], 'uuid')} from base`,
  );
  const cancelled = list(change['timersCancelled']).map(
    (id) => `update work.timer set ended_at = ${sqlOf(change['at'], 'timestamptz')}, outcome = 'cancelled'
from base where instance_id = ${instance} and engine_timer_id = ${sqlOf(id, 'text')}`,
  );
  return [...set, ...cancelled];
}

function stepsOf(change: Written, idOf: IdOf): readonly string[] {
  const rows = list(change['steps']).map(
    (step) => `select ${idOf(step['id'])}, ${idOf(change['instanceId'])}, ${subjectOf(change, idOf)},
  ${sqlOf(step['element'], 'text')}, ${sqlOf(step['kind'], 'text')}, ${sqlOf(change['at'], 'timestamptz')}, 'officer',
  ${sqlOf(change['actorId'], 'uuid')} from base`,
  );
  if (rows.length === 0) return [];
  return [
    `insert into work.step (id, instance_id, subject_kind, subject_id, organ_id, element, kind, occurred_at, actor_kind, actor_id)
${rows.join(' union all ')}`,
  ];
}

function eventsOf(
  change: Written,
  events: readonly Written[],
  idOf: IdOf,
  before: number,
): readonly string[] {
  const subject = idOf(change['subjectId']);
  const counted =
    before === 0
      ? `insert into platform.event_subject select 'trial', ${subject}, ${events.length}, pg_current_xact_id() from base`
      : `update platform.event_subject set last_sequence = ${before + events.length}, last_transaction_id = pg_current_xact_id()
from base where subject_kind = 'trial' and subject_id = ${subject}`;
  const rows = events.map(
    (
      event,
      place,
    ) => `select ${idOf(event['id'])}, ${sqlOf(event['type'], 'text')}, 1, 'trial', ${subject}, ${before + place + 1},
  pg_current_xact_id(), ${sqlOf(event['occurredAt'], 'timestamptz')}, 'officer', ${sqlOf(event['actorId'], 'uuid')},
  ${sqlOf(event['organId'], 'uuid')}, 'extranet', ${sqlOf(event['data'], 'jsonb')} from base`,
  );
  return [
    counted,
    `insert into platform.event (id, type, schema_version, subject_kind, subject_id, subject_sequence, transaction_id,
  occurred_at, actor_kind, actor_id, organ_id, zone, data) ${rows.join(' union all ')}`,
  ];
}

function auditOf(audit: Written, idOf: IdOf): string {
  const text = (name: string) => sqlOf(audit[name], 'text');
  return `insert into platform.audit_entry (id, occurred_at, request_id, zone, actor_kind, actor_id, action, object_kind, object_id,
  outcome, canonical_version, canonical_hash)
select ${idOf(audit['id'])}, ${sqlOf(audit['occurredAt'], 'timestamptz')}, ${text('requestId')}, 'extranet', 'officer',
  ${sqlOf(audit['actorId'], 'uuid')}, ${text('action')}, 'trial', ${idOf(audit['objectId'])}, 'done', 1::smallint,
  decode(${text('canonicalHash')}, 'hex') from base`;
}
