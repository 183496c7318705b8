// Owns how officers see a procedure: those whose case it is and those who are asked; refuses everybody else.
import { type Actor, organIdsOf } from '#kernel/actors';
import { type LegalDay, legalDayOf } from '#kernel/dates';
import { AppError } from '#kernel/errors';
import type { Id } from '#kernel/ids';
import type { Text } from '#kernel/texts';
import { listOfficerNames, type Officer } from '#modules/identity';
import { query } from '#platform/use-case';
import { mayConclude, mayRead, mayReadProcedure, maySearch } from './case-permissions.ts';
import { type CaseDetails, evidenceView, listEvidence } from './case-queries.ts';
import type { CasesTables } from './cases-tables.gen.ts';
import { listTakingPart } from './conclude-procedure.ts';
import {
  type HearingView,
  type ParticipationView,
  type ProcedureView,
  procedureOutcomes,
  type RecordFileView,
} from './contract.ts';
import { type Hearing, hearingOutcomes } from './hearing.ts';
import { hearingBasisNames } from './hearing-messages.ts';
import { listPresiding } from './hold-hearing.ts';
import { caseMessages } from './messages.ts';
import { recordFileKindOf } from './procedure.ts';
import { groundNames, outcomeNames, procedureNames, procedureStatusNames } from './procedure-messages.ts';
import { listParticipation, listProcedureRecords, type ProcedureRecord } from './procedure-store.ts';
import type { RecordFile } from './record-file.ts';
import { recordFileNames } from './record-file-messages.ts';
import { listRecordFiles } from './record-file-store.ts';

interface LoadedProcedure {
  readonly procedure: ProcedureRecord;
  readonly evidence: CaseDetails['evidence'];
  readonly officers: readonly Officer[];
  readonly names: ReadonlyMap<Id, string>;
  readonly files: readonly RecordFile[];
  readonly mayPreside: readonly Officer[];
}

/** A procedure on its own page. Audited: it shows what somebody applied for. */
export const viewProcedure = query<{ readonly procedureId: Id }, LoadedProcedure, CasesTables, ProcedureView>(
  {
    name: 'view-procedure',
    zone: 'extranet',
    audience: ['officer'],
    audited: true,
    object: ({ procedureId }, loaded) => ({
      kind: 'procedure',
      id: procedureId,
      ...(loaded === undefined ? {} : { organId: loaded.procedure.organId }),
    }),
    async load(db, { procedureId }, { now }) {
      const procedure = (await listProcedureRecords(db, { id: procedureId }))[0];
      if (procedure === undefined)
        throw new AppError('not-found', 'no-such-procedure', caseMessages.noProcedure);
      return {
        procedure,
        evidence: await listEvidence(db, procedure.caseId),
        officers: await listTakingPart(db, procedure, legalDayOf(now)),
        names: await listOfficerNames(db, [...(procedure.record.officerIds ?? [])]),
        files: await listRecordFiles(db, { procedureId }),
        mayPreside: await listPresiding(db, procedure, legalDayOf(now)),
      };
    },
    permission: (actor, { procedure }) => mayReadProcedure(actor, procedure),
    present({ procedure, ...loaded }, _input, { actor, now }) {
      const seen = { ...loaded, actor, today: legalDayOf(now) };
      return procedureView(procedure, seen);
    },
  },
);

interface Seen {
  readonly actor: Actor;
  readonly today: LegalDay;
  readonly mayPreside?: readonly Officer[];
  readonly evidence?: CaseDetails['evidence'];
  readonly officers?: readonly Officer[];
  readonly names?: ReadonlyMap<Id, string>;
  /** Of the case, or of this procedure alone. */
  readonly files?: readonly RecordFile[];
}

/** A procedure as this reader sees it; in a list of a case without the documents, which the case has. */
export function procedureView(procedure: ProcedureRecord, seen: Seen): ProcedureView {
  const { actor, evidence = [], officers = [], names, files = [] } = seen;
  const grounds: Readonly<Record<string, Text>> = groundNames;
  const { appointment, participants = [], answers = [] } = procedure.detail;
  const mayEnd = procedure.status === 'open' && mayConclude(actor, { procedure });
  const { officerIds = [], officerNames = [] } = procedure.record;
  const known = officerIds.flatMap((id) => names?.get(id) ?? []);
  return {
    id: procedure.id,
    revision: procedure.revision,
    caseId: procedure.caseId,
    caseNumber: procedure.caseNumber,
    serviceName: procedure.serviceName,
    caseOrganName: procedure.caseOrganName,
    mayOpenCase: mayRead(actor, { organId: procedure.organId }),
    subject: procedure.subject,
    kind: procedure.kind,
    kindName: procedureNames[procedure.kind],
    ground: procedure.ground === null ? null : (grounds[procedure.ground] ?? null),
    askedOrganName: procedure.askedOrganName,
    request: procedure.request,
    appointment: appointment ?? null,
    participants: participants.map((one) => one.name),
    answers,
    evidence: evidence.map(evidenceView),
    stopsClock: procedure.stopsClock,
    startsOn: procedure.startsOn,
    dueOn: procedure.dueOn,
    status: procedure.status,
    statusName: procedureStatusNames[procedure.status],
    outcome: procedure.outcome,
    outcomeName: procedure.outcome === null ? null : (outcomeNames[procedure.outcome] ?? null),
    result: procedure.result,
    recordedBy: known.length > 0 ? known : officerNames,
    files: files.filter((one) => one.procedureId === procedure.id).map(recordFileView),
    hearing:
      procedure.hearing === null ? null : hearingView(procedure.hearing, mayEnd, seen.mayPreside ?? []),
    fileToAdd: mayEnd ? (recordFileKindOf(procedure) ?? null) : null,
    openedAt: procedure.openedAt.toISOString(),
    concludedAt: procedure.concludedAt?.toISOString() ?? null,
    allowedOutcomes: mayEnd
      ? outcomesNow(procedure, seen.today).map((outcome) => ({
          outcome,
          name: outcomeNames[outcome] ?? { zh: outcome, en: outcome },
        }))
      : [],
    colleagues: officers
      .filter((one) => actor.kind !== 'officer' || one.id !== actor.id)
      .map(({ id, displayName }) => ({ id, displayName })),
  };
}

/** How it may end now, by its kind; a hearing by how far it has come. */
function outcomesNow(procedure: ProcedureRecord, today: LegalDay): readonly string[] {
  if (procedure.hearing !== null) return hearingOutcomes(procedure.hearing, today);
  return procedureOutcomes[procedure.kind].filter((one) => one !== 'not-asked');
}

function hearingView(hearing: Hearing, mayEnd: boolean, officers: readonly Officer[]): HearingView {
  const { basis, interested, toldOn, askBy, asked, holdBy, appointment, withdrawn } = hearing;
  const waitsForRequest = askBy !== null && asked === null;
  return {
    basisName: hearingBasisNames[basis],
    interested,
    toldOn,
    askBy,
    asked,
    holdBy,
    appointment:
      appointment === null
        ? null
        : {
            at: appointment.at,
            place: appointment.place,
            noticeOn: appointment.noticeOn,
            presidingName: appointment.presidingName,
          },
    withdrawn,
    mayRecordRequest: mayEnd && waitsForRequest,
    mayAppoint: mayEnd && !waitsForRequest,
    mayPreside: officers.map(({ id, displayName }) => ({ id, displayName })),
  };
}

/** A file of a record as screens have it. */
export function recordFileView(file: RecordFile): RecordFileView {
  const { id, kind, name, mediaType, sizeBytes, sha256, addedAt, sealedAt } = file;
  return {
    id,
    kind,
    kindName: recordFileNames[kind],
    fileName: name,
    mediaType,
    sizeBytes,
    sha256,
    addedAt: addedAt.toISOString(),
    sealed: sealedAt !== null,
  };
}

/** What the officer's organs take part in elsewhere: it has no task, so no inbox tells of it. */
export const listOwnParticipation = query<
  Readonly<Record<string, never>>,
  readonly ProcedureRecord[],
  CasesTables,
  ParticipationView
>({
  name: 'list-participation',
  zone: 'extranet',
  audience: ['officer'],
  audited: false,
  object: () => ({ kind: 'procedure' }),
  load: (db, _input, { actor }) => listParticipation(db, organIdsOf(actor)),
  permission: (actor) => maySearch(actor),
  present: (rows, _input, { actor }) => ({
    rows: rows
      .filter((one) => mayReadProcedure(actor, one))
      .map((one) => ({
        procedureId: one.id,
        caseNumber: one.caseNumber,
        serviceName: one.serviceName,
        caseOrganName: one.caseOrganName,
        subject: one.subject,
        kindName: procedureNames[one.kind],
        appointment: one.detail.appointment ?? null,
        status: one.status,
        statusName: procedureStatusNames[one.status],
      })),
  }),
});

interface SharedFile {
  readonly fileId: Id;
  readonly fileZone: string;
  readonly name: string;
  readonly mediaType: string;
}

/** A document that was shown to whoever is asked; what was not shared is not found. */
export const viewSharedEvidence = query<
  { readonly procedureId: Id; readonly evidenceId: Id },
  { readonly procedure: ProcedureRecord; readonly file: SharedFile },
  CasesTables,
  SharedFile
>({
  name: 'view-shared-evidence',
  zone: 'extranet',
  audience: ['officer'],
  audited: true,
  object: ({ procedureId }) => ({ kind: 'procedure', id: procedureId }),
  async load(db, { procedureId, evidenceId }) {
    const procedure = (await listProcedureRecords(db, { id: procedureId }))[0];
    const asked = procedure?.askedOrganId ?? null;
    const file =
      procedure === undefined || asked === null
        ? undefined
        : await db
            .selectFrom('cases.evidenceItem')
            .select(['fileId', 'fileZone', 'name', 'mediaType'])
            .where('id', '=', evidenceId)
            .where('caseId', '=', procedure.caseId)
            .where((item) => item(item.val(asked), '=', item.fn.any('sharedWithOrganIds')))
            .executeTakeFirst();
    if (procedure === undefined || file === undefined)
      throw new AppError('not-found', 'no-such-evidence', caseMessages.noEvidence);
    return { procedure, file };
  },
  permission: (actor, { procedure }) =>
    procedure.askedOrganId !== null && mayRead(actor, { organId: procedure.askedOrganId }),
  present: ({ file }) => file,
});
