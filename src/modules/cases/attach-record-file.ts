// Owns how photographs and minutes come to a record that is being made, and are taken off; refuses it after the record.
import { AppError } from '#kernel/errors';
import { type Id, newId } from '#kernel/ids';
import { listOpenElements } from '#modules/work';
import type { Db } from '#platform/database';
import type { ReceivedDocument } from '#platform/files';
import { command, query, type UseCaseContext } from '#platform/use-case';
import { findElementFor } from './case.ts';
import { aboutCase, type CaseAtWork, loadCaseAtWork, notNow } from './case-at-work.ts';
import { caseEvent } from './case-events.ts';
import { mayAct, mayConclude, mayRead, mayReadProcedure } from './case-permissions.ts';
import type { CasesTables } from './cases-tables.gen.ts';
import { caseMessages } from './messages.ts';
import { type Procedure, procedureEvent, recordFileKindOf } from './procedure.ts';
import type { RecordFileKind } from './procedure-contract.ts';
import { listProcedureRecords, lockProcedure } from './procedure-store.ts';
import { assertRecordFile, type RecordFile } from './record-file.ts';
import { recordFileMessages } from './record-file-messages.ts';
import { deleteRecordFile, insertRecordFile, listRecordFiles } from './record-file-store.ts';

interface ProcedureFiles {
  readonly procedure: Procedure;
  readonly files: readonly RecordFile[];
}

const aboutProcedure = (
  { procedureId }: { readonly procedureId: Id },
  loaded: { readonly procedure: Pick<Procedure, 'organId'> } | undefined,
) => ({
  kind: 'procedure',
  id: procedureId,
  ...(loaded === undefined ? {} : { organId: loaded.procedure.organId }),
});

async function findProcedure(db: Db<CasesTables>, procedureId: Id): Promise<Procedure> {
  const procedure = (await listProcedureRecords(db, { id: procedureId }))[0];
  if (procedure === undefined) throw new AppError('not-found', 'no-such-procedure', caseMessages.noProcedure);
  return procedure;
}

/** The kind of file that the procedure's record has. Throws where it has none, or where it was made already. */
function kindFor(procedure: Procedure): RecordFileKind {
  const kind = recordFileKindOf(procedure);
  if (kind === undefined) throw new AppError('invalid', 'no-files', recordFileMessages.noPlace);
  if (procedure.status !== 'open')
    throw new AppError('conflict', 'record-made', recordFileMessages.recordMade);
  return kind;
}

type NewFile = { readonly file: ReceivedDocument };

/**
 * A photograph of a visit, or the signed minutes of a hearing. The organs that take part see it. The revision of the
 * procedure stays, so that several officers add theirs side by side; the record takes in what is there when it is made.
 */
export const attachProcedureFile = command<
  NewFile & { readonly procedureId: Id },
  ProcedureFiles,
  RecordFile,
  void,
  CasesTables
>({
  name: 'attach-procedure-file',
  zone: 'extranet',
  audience: ['officer'],
  object: aboutProcedure,
  load: async (db, { procedureId }) => ({
    procedure: await lockProcedure(db, procedureId),
    files: await listRecordFiles(db, { procedureId }),
  }),
  permission: mayConclude,
  decide({ procedure, files }, { file }, context) {
    const kind = kindFor(procedure);
    assertRecordFile(kind, file, files.length);
    const sharedWithOrganIds = (procedure.detail.participants ?? []).map((one) => one.id);
    const { caseId, organId } = procedure;
    const of = { caseId, organId, kind, procedureId: procedure.id, handOverId: null, sharedWithOrganIds };
    return {
      change: recordFileOf(of, file, context),
      answer: undefined,
      events: [procedureEvent('ProcedureFileAdded', procedure, { file: kind, sha256: file.sha256 })],
    };
  },
  store: insertRecordFile,
});

function recordFileOf(
  of: Pick<RecordFile, 'caseId' | 'organId' | 'kind' | 'procedureId' | 'handOverId' | 'sharedWithOrganIds'>,
  file: ReceivedDocument,
  { actor, now }: UseCaseContext,
): RecordFile {
  if (actor.kind !== 'officer') throw new Error('Only officers add files to a record.');
  return { id: newId(now), ...of, ...file, addedBy: actor.id, addedAt: now, sealedAt: null };
}

/** Takes a file off again, before the record is made. Answers with the file whose bytes the caller removes. */
export const removeProcedureFile = command<
  { readonly procedureId: Id; readonly recordFileId: Id },
  ProcedureFiles,
  RecordFile,
  RecordFile,
  CasesTables
>({
  name: 'remove-procedure-file',
  zone: 'extranet',
  audience: ['officer'],
  object: aboutProcedure,
  load: async (db, { procedureId }) => ({
    procedure: await lockProcedure(db, procedureId),
    files: await listRecordFiles(db, { procedureId }),
  }),
  permission: mayConclude,
  decide({ procedure, files }, { recordFileId }) {
    kindFor(procedure);
    const file = oneOf(files, recordFileId);
    return {
      change: file,
      answer: file,
      events: [procedureEvent('ProcedureFileRemoved', procedure, { file: file.kind, sha256: file.sha256 })],
    };
  },
  store: deleteRecordFile,
});

function oneOf(files: readonly RecordFile[], recordFileId: Id): RecordFile {
  const file = files.find((one) => one.id === recordFileId);
  if (file === undefined) throw new AppError('not-found', 'no-such-file', recordFileMessages.noFile);
  return file;
}

/** Where a file of a procedure lies: for the case's organ and for those that took part. */
export const viewProcedureFile = query<
  { readonly procedureId: Id; readonly recordFileId: Id },
  ProcedureFiles,
  CasesTables,
  RecordFile
>({
  name: 'view-procedure-file',
  zone: 'extranet',
  audience: ['officer'],
  audited: true,
  object: aboutProcedure,
  load: async (db, { procedureId }) => ({
    procedure: await findProcedure(db, procedureId),
    files: await listRecordFiles(db, { procedureId }),
  }),
  permission: (actor, { procedure }) => mayReadProcedure(actor, procedure),
  present: ({ files }, { recordFileId }) => oneOf(files, recordFileId),
});

interface CaseFiles extends CaseAtWork {
  readonly files: readonly RecordFile[];
}

/** The case with the files of its inspection that is being recorded. */
async function loadInspection(db: Db<CasesTables>, { caseId }: { readonly caseId: Id }): Promise<CaseFiles> {
  const atWork = await loadCaseAtWork(db, caseId);
  const files = await listRecordFiles(db, { caseId });
  return {
    ...atWork,
    files: files.filter((one) => one.kind === 'inspection-photograph' && one.sealedAt === null),
  };
}

function assertInspecting({ theCase, instance }: CaseAtWork): void {
  const open = instance === undefined ? [] : listOpenElements(instance);
  if (findElementFor(theCase, open, 'inspect') === undefined) throw notNow();
}

/** A photograph of the inspection that is a step of the case itself (消防法 第十五条第三款). */
export const attachInspectionPhotograph = command<
  NewFile & { readonly caseId: Id },
  CaseFiles,
  RecordFile,
  void,
  CasesTables
>({
  name: 'attach-inspection-photograph',
  zone: 'extranet',
  audience: ['officer'],
  object: aboutCase,
  load: loadInspection,
  permission: mayAct('inspect'),
  decide(atWork, { file }, context) {
    assertInspecting(atWork);
    const kind = 'inspection-photograph';
    assertRecordFile(kind, file, atWork.files.length);
    const { id: caseId, organId } = atWork.theCase;
    const of = {
      caseId,
      organId,
      kind,
      procedureId: null,
      handOverId: null,
      sharedWithOrganIds: [],
    } as const;
    return {
      change: recordFileOf(of, file, context),
      answer: undefined,
      events: [caseEvent('CaseFileAdded', atWork.theCase, { file: kind, sha256: file.sha256 })],
    };
  },
  store: insertRecordFile,
});

export const removeInspectionPhotograph = command<
  { readonly caseId: Id; readonly recordFileId: Id },
  CaseFiles,
  RecordFile,
  RecordFile,
  CasesTables
>({
  name: 'remove-inspection-photograph',
  zone: 'extranet',
  audience: ['officer'],
  object: aboutCase,
  load: loadInspection,
  permission: mayAct('inspect'),
  decide(atWork, { recordFileId }) {
    const file = oneOf(atWork.files, recordFileId);
    return {
      change: file,
      answer: file,
      events: [caseEvent('CaseFileRemoved', atWork.theCase, { file: file.kind, sha256: file.sha256 })],
    };
  },
  store: deleteRecordFile,
});

/** Where a file of a case's records lies. */
export const viewCaseFile = query<
  { readonly caseId: Id; readonly recordFileId: Id },
  { readonly organId: Id; readonly files: readonly RecordFile[] },
  CasesTables,
  RecordFile
>({
  name: 'view-case-file',
  zone: 'extranet',
  audience: ['officer'],
  audited: true,
  object: ({ caseId }, loaded) => ({
    kind: 'case',
    id: caseId,
    ...(loaded === undefined ? {} : { organId: loaded.organId }),
  }),
  async load(db, { caseId }) {
    const theCase = await db
      .selectFrom('cases.case')
      .select('organId')
      .where('id', '=', caseId)
      .executeTakeFirst();
    if (theCase === undefined) throw new AppError('not-found', 'no-such-case', caseMessages.noCase);
    return { ...theCase, files: await listRecordFiles(db, { caseId }) };
  },
  permission: (actor, loaded) => mayRead(actor, loaded),
  present: ({ files }, { recordFileId }) => oneOf(files, recordFileId),
});
