// Owns how licences on paper are entered by one officer and checked by another; refuses a file with a wrong line.
import { sql } from 'kysely';
import { type Actor, actorIdOf, organIdsOf } from '#kernel/actors';
import { legalDay, legalDayOf } from '#kernel/dates';
import { AppError } from '#kernel/errors';
import { type Id, newId } from '#kernel/ids';
import { newVerificationCode } from '#kernel/numbers';
import { type Text, text } from '#kernel/texts';
import { listOfficerNames } from '#modules/identity';
import { getOrgan, listOrgans, type Organ } from '#modules/organs';
import type { Vault } from '#platform/crypto';
import type { Db } from '#platform/database';
import { command, query } from '#platform/use-case';
import type {
  ImportBatchRow,
  ImportBatchView,
  ImportBody,
  ImportDecisionBody,
  ImportListView,
  ImportReport,
} from './contract.ts';
import { findBatch, insertBatch, listBatches, type StoredBatch, updateBatch } from './import-store.ts';
import { plainEntry } from './licence-change.ts';
import { licenceEvent } from './licence-events.ts';
import {
  type ImportFacts,
  type ImportLine,
  importHeadings,
  judgeImport,
  maskHolderNumber,
  type ReadImport,
  readImport,
  termMonthsOf,
} from './licence-import.ts';
import { mayCheckImport, mayEnter, maySeeImports } from './licence-permissions.ts';
import { listTemplates, type StoredTemplate } from './licence-queries.ts';
import { insertHistory, insertLicence, type StoredLicence } from './licence-store.ts';
import type { LicencesTables } from './licences-tables.gen.ts';

const importMessages = {
  wrongLines: text(
    '文件里还有错误，没有录入。请按核对结果更正后再提交。',
    'The file still has faults, so nothing was entered. Mend what the check lists and send it again.',
  ),
  noBatch: text(
    '没有这一批补录，或者它不属于您的单位。',
    'There is no such batch, or it is not your organ’s.',
  ),
  decided: text(
    '这一批已经核对过了，没有重复处理。',
    'This batch has been decided already; nothing was done twice.',
  ),
  noteMissing: text('退回请写明原因。', 'Say why it is sent back.'),
} as const satisfies Record<string, Text>;

interface Entering {
  readonly organId: Id;
  readonly read: ReadImport;
  readonly facts: ImportFacts;
}

async function loadFacts(db: Db<LicencesTables>, lines: readonly ImportLine[], now: Date) {
  const templates = await listTemplates(db);
  const numbers = lines.map((line) => line.number);
  const { rows } = await sql<{ number: string }>`
    select number from licences.list_taken_numbers(${numbers}::text[])`.execute(db);
  return {
    stored: new Map(templates.map((one) => [one.content.kind, one])),
    templates: new Map(templates.map((one) => [one.content.kind, one.content])),
    takenNumbers: new Set(rows.map((row) => row.number)),
    today: legalDayOf(now),
  };
}

async function loadEntering(
  db: Db<LicencesTables>,
  { organId, csv }: ImportBody,
  now: Date,
): Promise<Entering> {
  const read = readImport(csv);
  return { organId, read, facts: await loadFacts(db, read.lines, now) };
}

/** What a file would come to (试运行): a report line by line; nothing is kept. */
export const checkLicenceImport = query<ImportBody, Entering, LicencesTables, ImportReport>({
  name: 'check-licence-import',
  zone: 'extranet',
  audience: ['officer'],
  audited: true,
  object: ({ organId }) => ({ kind: 'licence-import', organId }),
  load: (db, input, { now }) => loadEntering(db, input, now),
  permission: mayEnter,
  present: ({ read, facts }, { fileName }) => judgeImport(fileName, read, facts),
});

/** Enters a file without a fault, to be checked by another officer. Answers the batch's id. */
export const enterLicenceImport = command<
  ImportBody,
  Entering,
  StoredBatch,
  { readonly batchId: Id },
  LicencesTables
>({
  name: 'enter-licence-import',
  zone: 'extranet',
  audience: ['officer'],
  object: ({ organId }) => ({ kind: 'licence-import', organId }),
  load: (db, input, { now }) => loadEntering(db, input, now),
  permission: mayEnter,
  decide({ organId, read, facts }, { fileName }, { actor, now, vault }) {
    const report = judgeImport(fileName, read, facts);
    if (report.problems.length > 0 || report.wrongCount > 0) {
      throw new AppError('invalid', 'import-wrong', importMessages.wrongLines);
    }
    const change: StoredBatch = {
      id: newId(now),
      organId,
      fileName,
      lineCount: read.lines.length,
      linesEncrypted: vault.encrypt(JSON.stringify(read.lines)),
      status: 'waiting',
      note: '',
      enteredBy: actorIdOf(actor) ?? '',
      enteredAt: now,
      checkedBy: null,
      checkedAt: null,
    };
    return { change, answer: { batchId: change.id }, events: [] };
  },
  store: (db, batch) => insertBatch(db, batch),
});

interface LoadedBatch {
  readonly organId: Id;
  readonly enteredBy: Id;
  readonly batch: StoredBatch;
  readonly organ: Organ;
  readonly lines: readonly ImportLine[];
  readonly facts: Awaited<ReturnType<typeof loadFacts>>;
  readonly names: ReadonlyMap<Id, string>;
}

async function loadBatch(
  db: Db<LicencesTables>,
  batchId: Id,
  vault: Vault,
  now: Date,
  forUpdate: boolean,
): Promise<LoadedBatch> {
  const batch = await findBatch(db, batchId, forUpdate);
  if (batch === undefined) throw new AppError('not-found', 'no-such-import', importMessages.noBatch);
  // Written by `enterLicenceImport` and by nobody else, which the encryption vouches for.
  const lines: readonly ImportLine[] = JSON.parse(vault.decrypt(batch.linesEncrypted));
  return {
    organId: batch.organId,
    enteredBy: batch.enteredBy,
    batch,
    organ: await getOrgan(db, batch.organId),
    lines,
    facts: await loadFacts(db, lines, now),
    names: await listOfficerNames(db, [
      batch.enteredBy,
      ...(batch.checkedBy === null ? [] : [batch.checkedBy]),
    ]),
  };
}

const aboutBatch = (input: { readonly batchId: Id }, loaded: LoadedBatch | undefined) => ({
  kind: 'licence-import',
  id: input.batchId,
  ...(loaded === undefined ? {} : { organId: loaded.organId }),
});

/** One batch, line by line, for whoever checks it against the papers. */
export const viewLicenceImport = query<
  { readonly batchId: Id },
  LoadedBatch,
  LicencesTables,
  ImportBatchView
>({
  name: 'view-licence-import',
  zone: 'extranet',
  audience: ['officer'],
  audited: true,
  object: aboutBatch,
  load: (db, { batchId }, { vault, now }) => loadBatch(db, batchId, vault, now, false),
  permission: mayEnter,
  present(loaded, _input, { actor }) {
    const { batch, lines, facts, organ, names } = loaded;
    // Once approved the numbers are taken by this very batch.
    const shown = batch.status === 'approved' ? { ...facts, takenNumbers: new Set<string>() } : facts;
    return {
      ...batchRow(batch, organ.name, names),
      report: judgeImport(batch.fileName, { problems: [], lines }, shown),
      mayDecide: batch.status === 'waiting' && mayCheckImport(actor, batch),
    };
  },
});

function batchRow(batch: StoredBatch, organName: Text, names: ReadonlyMap<Id, string>): ImportBatchRow {
  return {
    batchId: batch.id,
    fileName: batch.fileName,
    organName,
    lineCount: batch.lineCount,
    status: batch.status,
    enteredByName: names.get(batch.enteredBy) ?? '',
    enteredAt: batch.enteredAt.toISOString(),
    checkedByName: batch.checkedBy === null ? null : (names.get(batch.checkedBy) ?? ''),
    checkedAt: batch.checkedAt?.toISOString() ?? null,
    note: batch.note,
  };
}

interface LoadedList {
  readonly batches: readonly StoredBatch[];
  readonly organs: readonly Organ[];
  readonly names: ReadonlyMap<Id, string>;
  readonly templates: readonly StoredTemplate[];
}

/** What was entered lately, and what a file must look like. */
export const listLicenceImports = query<undefined, LoadedList, LicencesTables, ImportListView>({
  name: 'list-licence-imports',
  zone: 'extranet',
  audience: ['officer'],
  audited: false,
  object: () => ({ kind: 'licence-import' }),
  async load(db, _input, { actor }) {
    const batches = await listBatches(db);
    const officers = batches.flatMap((one) => [
      one.enteredBy,
      ...(one.checkedBy === null ? [] : [one.checkedBy]),
    ]);
    return {
      batches,
      organs: await listOrgans(db, { ids: enteringOrgans(actor) }),
      names: await listOfficerNames(db, [...new Set(officers)]),
      templates: await listTemplates(db),
    };
  },
  permission: maySeeImports,
  present: ({ batches, organs, names, templates }) => ({
    rows: batches.flatMap((batch) => {
      const organ = organs.find((one) => one.id === batch.organId);
      return organ === undefined ? [] : [batchRow(batch, organ.name, names)];
    }),
    organs: organs.map(({ id, name }) => ({ id, name })),
    headings: importHeadings,
    kinds: templates.map(({ content }) => ({ kind: content.kind, name: content.title })),
  }),
});

function enteringOrgans(actor: Actor): readonly Id[] {
  return organIdsOf(actor).filter((organId) => mayEnter(actor, { organId }));
}

interface DecidedBatch {
  readonly batch: StoredBatch;
  readonly outcome: ImportDecisionBody['outcome'];
  readonly note: string;
  readonly licences: readonly StoredLicence[];
}

/**
 * Another officer compares the lines with the papers and approves, by which they become licences, or sends the file
 * back. The lines are judged once more: a number may have been taken since.
 */
export const decideLicenceImport = command<
  ImportDecisionBody & { readonly batchId: Id },
  LoadedBatch,
  DecidedBatch,
  void,
  LicencesTables
>({
  name: 'decide-licence-import',
  zone: 'extranet',
  audience: ['officer'],
  object: aboutBatch,
  load: (db, { batchId }, { vault, now }) => loadBatch(db, batchId, vault, now, true),
  permission: (actor, loaded) => mayCheckImport(actor, loaded),
  decide(loaded, { outcome, note }, { now, vault }) {
    const { batch, lines, facts, organ } = loaded;
    if (batch.status !== 'waiting') throw new AppError('conflict', 'import-decided', importMessages.decided);
    if (outcome === 'refused') {
      if (note.trim() === '') {
        const fields = [{ field: 'note', text: importMessages.noteMissing }];
        throw new AppError('invalid', 'note-missing', importMessages.noteMissing, { fields });
      }
      return { change: { batch, outcome, note: note.trim(), licences: [] }, answer: undefined, events: [] };
    }
    const report = judgeImport(batch.fileName, { problems: [], lines }, facts);
    if (report.wrongCount > 0) throw new AppError('conflict', 'import-wrong', importMessages.wrongLines);
    const licences = lines.flatMap((line) => {
      const template = facts.stored.get(line.kind);
      return template === undefined ? [] : [licenceOfLine(line, template, organ, vault, now)];
    });
    return {
      change: { batch, outcome, note: note.trim(), licences },
      answer: undefined,
      events: licences.map((licence) => licenceEvent('imported', licence, licence.source.id)),
    };
  },
  async store(db, { batch, outcome, note, licences }, context) {
    await updateBatch(
      db,
      batch.id,
      { status: outcome, note, checkedBy: actorIdOf(context.actor) ?? '' },
      context.now,
    );
    for (const licence of licences) {
      await insertLicence(db, licence, context.now);
      const entry = plainEntry('imported', 1, licence.issuedOn, context.now, { id: licence.source.id });
      await insertHistory(db, { ...licence, eventCount: 0 }, entry, context);
    }
  },
});

function licenceOfLine(
  line: ImportLine,
  { id: templateId, content }: StoredTemplate,
  organ: Organ,
  vault: Vault,
  now: Date,
): StoredLicence {
  const issuedOn = legalDay(line.issuedOn);
  const expiresOn = line.expiresOn === null ? null : legalDay(line.expiresOn);
  return {
    id: newId(now),
    kind: content.kind,
    number: line.number,
    verificationCode: newVerificationCode(),
    name: content.title,
    holderId: null,
    holderName: line.holderName,
    holderNumberHmac: vault.lookUpCode(line.holderNumber),
    holderNumberShown: maskHolderNumber(line.holderNumber),
    origin: line.origin,
    entries: line.entries.map(({ label, value }) => ({
      label: { zh: label, en: label },
      value: { zh: value, en: value },
    })),
    organId: organ.id,
    organName: organ.name,
    districtCode: organ.divisionCode.slice(0, 6),
    source: { kind: 'import', id: newId(now) },
    templateId,
    issuedOn,
    expiresOn,
    termMonths: expiresOn === null ? null : termMonthsOf(issuedOn, expiresOn),
  };
}
