// Owns the question whether what was applied for is whole: rows, events, processes, clocks, bytes; refuses one half.
import { createHash } from 'node:crypto';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import type { Id } from '#kernel/ids';
import { loadSecrets, type Secrets } from '#platform/configuration';
import { createPools } from '#platform/database';
import { createFileStore, type FileStore, sweepOrphanFilesTask } from '#platform/files';
import { createLogger } from '#platform/logging';
import type { Place } from './serving-process.ts';

/** What each service asks of whoever applies as these people do (data/shantou/services), in alphabetical order. */
const askedByService = `when 'business-licence' then 'premises-document'
       when 'food-operation-permit' then 'floor-plan,food-safety-rules'
       when 'fire-safety-check' then 'fire-equipment-plan,fire-safety-rules,floor-plan'`;

/** Each finds what must not be; a row that it returns is a violation. */
const violations: Readonly<Record<string, string>> = {
  'a draft with two applications':
    'select draft_id as what from cases.application group by draft_id having count(*) > 1',
  'an application whose draft is not marked as sent': `select application.id as what from cases.application left join cases.draft on draft.id = draft_id
     where draft.submitted_at is null`,
  'a draft that is marked as sent without an application': `select id as what from cases.draft where submitted_at is not null
     and not exists (select from cases.application where draft_id = draft.id)`,
  'an application that was not split into all its cases': `select application.id as what from cases.application left join cases.case one on one.application_id = application.id
     group by application.id having application.dispatched_at is null
       or count(one.id) <> jsonb_array_length(application.services) or count(one.id) <> 3`,
  'an application without exactly one submission and one dispatch in its history': `select id as what from cases.application where
       (select count(*) from platform.event where subject_id = application.id and type = 'ApplicationSubmitted') <> 1
       or (select count(*) from platform.event where subject_id = application.id and type = 'ApplicationDispatched') <> 1`,
  'a case without exactly one opening in its history, or one receipt where it was received': `select id as what from cases.case one where
       (select count(*) from platform.event where subject_id = one.id and type = 'CaseOpened') <> 1
       or (select count(*) from platform.event where subject_id = one.id and type = 'CaseReceived')
          <> (one.received_on is not null)::int`,
  'a submission that is not in the audit, or a dispatch': `select id as what from cases.application where
       not exists (select from platform.audit_entry where object_id = application.draft_id
         and action = 'submit-application' and outcome = 'done')
       or not exists (select from platform.audit_entry where object_id = application.id
         and action = 'dispatch-application' and outcome = 'done')`,
  'a case without its process, or a waiting one with a process': `select one.id as what from cases.case one left join work.process_instance instance on instance.subject_id = one.id
     where (one.status = 'waiting') <> (instance.id is null)`,
  'a process without its case': `select id as what from work.process_instance where not exists (select from cases.case where id = subject_id)`,
  'a received case without exactly one open task, one running clock and one timer': `select id as what from cases.case one where status = 'received' and not (
       (select count(*) from work.task where subject_id = one.id and ended_at is null) = 1
       and (select count(*) from work.clock where subject_id = one.id and kind = 'acceptance' and ended_at is null) = 1
       and (select count(*) from work.timer join work.process_instance instance on instance.id = instance_id
            where instance.subject_id = one.id and timer.ended_at is null) = 1)`,
  'an application whose documents are not all filed as they were attached': `select application.id as what from cases.application, jsonb_each(evidence) attached
     left join platform.file on file.id = (attached.value ->> 'fileId')::uuid
     where file.id is null or encode(file.sha256, 'hex') <> attached.value ->> 'sha256'
       or file.owner_id <> application.draft_id`,
  'a case whose documents are not those that its service asks of this applicant': `select one.id as what
     from cases.case one left join cases.evidence_item item on item.case_id = one.id
     group by one.id having string_agg(item.requirement_key, ',' order by item.requirement_key) is distinct from
       case one.service_key ${askedByService} end`,
  'a document of a case that its application does not have, or with other bytes': `select item.id as what
     from cases.evidence_item item join cases.case one on one.id = item.case_id
     join cases.application on application.id = one.application_id
     left join platform.file on file.id = item.file_id
     where file.sha256 is distinct from item.sha256
       or application.evidence -> item.requirement_key ->> 'fileId' is distinct from item.file_id::text`,
  'an application with a document that no case has': `select application.id as what
     from cases.application, jsonb_object_keys(evidence) attached where not exists (
       select from cases.case one join cases.evidence_item item on item.case_id = one.id
       where one.application_id = application.id and item.requirement_key = attached)`,
  'a draft whose document has no row, or a row whose document no draft has': `select id as what from cases.draft, jsonb_each(evidence) attached
     where not exists (select from platform.file where id = (attached.value ->> 'fileId')::uuid)
     union all select id from platform.file where owner_kind = 'draft' and not exists (
       select from cases.draft, jsonb_each(evidence) attached
       where draft.id = owner_id and (attached.value ->> 'fileId')::uuid = file.id)`,
  'a history with a gap': `select subject_id as what from platform.event group by subject_id
     having max(subject_sequence) <> count(*) or count(distinct subject_sequence) <> count(*)`,
  'a received case of which its applicant was not told exactly once': `select id as what from cases.case one where received_on is not null
     and (select count(*) from notices.notice where notice.cause_id in
       (select id from platform.event where subject_id = one.id and type = 'CaseReceived')) <> 1`,
  'a subscriber that failed': 'select name as what from platform.subscriber where failed_attempts > 0',
};

export interface Wholeness {
  /** What must not be, in words; empty where all is whole. */
  readonly violations: readonly string[];
  readonly applications: ReadonlyMap<string, string>;
  readonly drafts: number;
  readonly files: number;
  /** Bytes without a row: uploads that a kill ended before their row. */
  readonly orphans: number;
  /** Files whose scan still waits, because the job's worker died: the next frees it within half a minute. */
  readonly unscanned: number;
}

/** Looks at everything that the place holds. The server should be at rest. */
export async function inspectPlace(place: Place, databaseUrl: string): Promise<Wholeness> {
  const secrets = await loadSecrets(place.dataDirectory);
  const files = createFileStore(path.join(place.dataDirectory, 'files'), secrets.keys);
  const client = new pg.Client({ connectionString: databaseUrl });
  client.on('error', () => undefined);
  await client.connect();
  try {
    const found: string[] = [];
    for (const [words, question] of Object.entries(violations)) {
      const { rows } = await client.query<{ what: string }>(question);
      if (rows.length > 0) found.push(`${words}: ${rows.length}, as ${rows[0]?.what}`);
    }
    const rows = await listFileRows(client);
    found.push(...(await compareBytes(files, rows)));
    const known = new Set(rows.map((row) => row.id));
    const onDisk = await files.listOlderThan('internet', new Date(Date.now() + 3_600_000));
    const { rows: applications } = await client.query<{ draft: string; id: string }>(
      'select draft_id as draft, id from cases.application',
    );
    const { rows: drafts } = await client.query('select from cases.draft');
    return {
      violations: found,
      applications: new Map(applications.map((one) => [one.draft, one.id])),
      drafts: drafts.length,
      files: rows.length,
      orphans: onDisk.filter((id) => !known.has(id)).length,
      unscanned: rows.filter((row) => row.state === 'received').length,
    };
  } finally {
    await client.end();
  }
}

const quietWithinMs = 60_000;

/** Events are still dispatched after the last submission: looks until nothing is half done, or the time is over. */
export async function waitUntilQuiet(place: Place, databaseUrl: string): Promise<Wholeness> {
  const deadline = Date.now() + quietWithinMs;
  for (;;) {
    const found = await inspectPlace(place, databaseUrl);
    if (found.violations.length === 0 || Date.now() > deadline) return found;
    await sleep(500);
  }
}

interface FileRow {
  readonly id: Id;
  readonly sha256: Buffer;
  readonly state: string;
}

async function listFileRows(client: pg.Client): Promise<readonly FileRow[]> {
  const { rows } = await client.query<FileRow>('select id, sha256, state from platform.file');
  return rows;
}

/** Every row has its bytes, and they are the ones that were sent. */
async function compareBytes(files: FileStore, rows: readonly FileRow[]): Promise<readonly string[]> {
  const found: string[] = [];
  for (const { id, sha256 } of rows) {
    const content = await files.read('internet', id).catch(() => undefined);
    if (content === undefined) found.push(`a file row without its bytes: ${id}`);
    else if (!createHash('sha256').update(content).digest().equals(sha256))
      found.push(`changed bytes: ${id}`);
  }
  return found;
}

/** Runs the nightly sweep as on the day after tomorrow. */
export async function sweepPlace(place: Place, databaseUrl: string): Promise<void> {
  const secrets: Secrets = await loadSecrets(place.dataDirectory);
  const pools = createPools({
    databaseUrl,
    rolePrefix: place.rolePrefix,
    passwords: secrets.loginPasswords,
    kinds: ['worker_internet'],
  });
  try {
    await sweepOrphanFilesTask({
      zone: 'internet',
      pools,
      files: createFileStore(path.join(place.dataDirectory, 'files'), secrets.keys),
      clamdAddress: undefined,
      now: () => new Date(Date.now() + 48 * 3_600_000),
      logger: createLogger('silent'),
    })({});
  } finally {
    await pools.close();
  }
}
