// Owns many complete drafts at once, copied from one that was filled in through the use cases; refuses to submit them.
import type pg from 'pg';
import { type Id, newId } from '#kernel/ids';
import { viewDraft } from '#modules/cases';
import { runUseCase } from '#platform/use-case';
import { buildFiveServicesDraft, type ServingCity, type SignedInResident } from './serving-city.ts';
import type { ReadySubmission } from './submission-load.ts';

/** Every document is a file of its own of this size. */
const fileBytes = 100_000;

interface Pattern {
  readonly draftId: Id;
  readonly revision: number;
  readonly evidence: Readonly<Record<string, object>>;
}

/** What the draft is made of, for the report. */
export interface DraftMeasure {
  readonly answers: number;
  readonly files: number;
}

/** As many drafts of these residents, in turn, each with files of its own, whose rows are there as after an upload. */
export async function makeReadyDrafts(
  city: ServingCity,
  residents: readonly SignedInResident[],
  count: number,
): Promise<{ readonly submissions: readonly ReadySubmission[]; readonly measure: DraftMeasure }> {
  const [first] = residents;
  if (first === undefined) throw new Error('Drafts need a resident.');
  const draftId = await buildFiveServicesDraft(city, first.actor);
  const { draft } = await runUseCase(city.requestOf(first.actor), viewDraft, { draftId });
  const pattern = { draftId, revision: draft.revision, evidence: draft.evidence };
  const submissions: ReadySubmission[] = [];
  const batch = 500;
  for (let done = 0; done < count; done += batch) {
    const owners = Array.from(
      { length: Math.min(batch, count - done) },
      (_, index) => residents[(done + index) % residents.length] ?? first,
    );
    submissions.push(...(await copyDraft(city.migratorPool, pattern, owners)));
  }
  const measure = { answers: Object.keys(draft.answers).length, files: Object.keys(draft.evidence).length };
  return { submissions, measure };
}

async function copyDraft(
  pool: pg.Pool,
  pattern: Pattern,
  owners: readonly SignedInResident[],
): Promise<readonly ReadySubmission[]> {
  const now = new Date();
  const copies = owners.map((owner) => ({
    id: newId(now),
    owner,
    evidence: Object.entries(pattern.evidence).map(
      ([key, file]) => [key, { ...file, fileId: newId(now), sizeBytes: fileBytes }] as const,
    ),
  }));
  await pool.query(
    `insert into cases.draft select (jsonb_populate_record(pattern, change)).*
     from cases.draft pattern, jsonb_array_elements($2::jsonb) change where pattern.id = $1`,
    [
      pattern.draftId,
      JSON.stringify(
        copies.map(({ id, owner, evidence }) => ({
          id,
          resident_id: owner.actor.id,
          evidence: Object.fromEntries(evidence),
        })),
      ),
    ],
  );
  await pool.query(
    `insert into platform.file (id, zone, owner_kind, owner_id, uploader_id, name, media_type, size_bytes, sha256,
       state, received_at)
     select (file ->> 'id')::uuid, 'internet', 'draft', (file ->> 'draft')::uuid, (file ->> 'uploader')::uuid,
       file ->> 'name', 'application/pdf', ${fileBytes}, decode(repeat('00', 32), 'hex'), 'not-scanned', now()
     from jsonb_array_elements($1::jsonb) file`,
    [
      JSON.stringify(
        copies.flatMap(({ id, owner, evidence }) =>
          evidence.map(([key, file]) => ({
            id: file.fileId,
            draft: id,
            uploader: owner.actor.id,
            name: `${key}.pdf`,
          })),
        ),
      ),
    ],
  );
  return copies.map(({ id, owner }) => ({
    draftId: id,
    address: owner.address,
    cookie: owner.cookie,
    body: new URLSearchParams({
      formToken: owner.formToken,
      revision: String(pattern.revision),
      declaration: 'true',
    }).toString(),
  }));
}
