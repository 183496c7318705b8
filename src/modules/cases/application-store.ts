// Owns the SQL of applications; refuses a second application for a draft (unique draft_id).
import type { Answers, FormContent } from '#engines/forms';
import { AppError } from '#kernel/errors';
import type { Id } from '#kernel/ids';
import type { Text } from '#kernel/texts';
import type { Situations } from '#modules/catalogue';
import type { DocumentKind } from '#modules/identity/contract';
import type { Vault } from '#platform/crypto';
import type { Db } from '#platform/database';
import type { CasesTables } from './cases-tables.gen.ts';
import type { CaseMode } from './contract.ts';
import type { AttachedEvidence } from './draft.ts';
import { caseMessages } from './messages.ts';
import { joinAnswers, splitAnswers } from './sensitive-answers.ts';

/** A commitment as it was shown and accepted (告知承诺): it can be read for ever as the applicant read it. */
export interface Commitment {
  readonly serviceKey: string;
  readonly text: Text;
  readonly consequences: Text | null;
  readonly acceptedAt: string;
}

/** A service as it was applied for. */
export interface AppliedService {
  /** Absent in applications from before there were modes: then it is 'ordinary'. */
  readonly mode?: CaseMode;
  readonly serviceKey: string;
  readonly serviceVersionId: Id;
  readonly waitsFor: string | null;
}

/** Whoever came in the applicant's place. */
export interface Agent {
  readonly name: string;
  /** What the agent is to the applicant, in the clerk's words: 配偶, 公司员工 … */
  readonly relation: string;
  readonly documentKind: DocumentKind;
  readonly maskedNumber: string;
}

/** How an application came that was taken at a counter. */
export interface TakenAtCounter {
  readonly receivedBy: Id;
  readonly receivedAtOrganId: Id;
  /** Keys of requirements whose original the clerk compared. */
  readonly originalsSeen: readonly string[];
  readonly agent: Agent | null;
  readonly agentIdNumberEncrypted: Buffer | null;
}

export interface Application {
  readonly id: Id;
  readonly draftId: Id;
  readonly number: string;
  readonly queryCode: string;
  readonly queryCodeHmac: Buffer;
  readonly residentId: Id;
  readonly applicantName: string;
  /** In the clear here, encrypted in the table. */
  readonly applicantIdNumber: string;
  readonly lifeEventVersionId: Id;
  readonly formVersionId: Id;
  readonly situations: Situations;
  readonly answers: Answers;
  readonly evidence: AttachedEvidence;
  readonly services: readonly AppliedService[];
  /** What it is about, as lists name it. */
  readonly subject: string;
  readonly commitments: readonly Commitment[];
  /** Requirement keys that the applicant undertakes to supply later (容缺受理). */
  readonly deferred: readonly string[];
  readonly districtCode: string;
  readonly divisionCode: string;
  readonly submittedAt: Date;
  readonly dispatchedAt: Date | null;
  /** Null where it came through the portal. */
  readonly counter: TakenAtCounter | null;
}

export async function findApplicationOfDraft(db: Db<CasesTables>, draftId: Id): Promise<Id | undefined> {
  const row = await db
    .selectFrom('cases.application')
    .select('id')
    .where('draftId', '=', draftId)
    .executeTakeFirst();
  return row?.id;
}

export async function insertApplication(
  db: Db<CasesTables>,
  application: Application,
  form: FormContent,
  vault: Vault,
): Promise<void> {
  const answers = splitAnswers(application.answers, form, vault);
  await db
    .insertInto('cases.application')
    .values({
      id: application.id,
      draftId: application.draftId,
      number: application.number,
      queryCodeEncrypted: vault.encrypt(application.queryCode),
      queryCodeHmac: application.queryCodeHmac,
      residentId: application.residentId,
      applicantName: application.applicantName,
      applicantIdNumberEncrypted: vault.encrypt(application.applicantIdNumber),
      lifeEventVersionId: application.lifeEventVersionId,
      formVersionId: application.formVersionId,
      situations: JSON.stringify(application.situations),
      answers: answers.open,
      sensitiveAnswersEncrypted: answers.encrypted,
      evidence: JSON.stringify(application.evidence),
      services: JSON.stringify(application.services),
      subject: application.subject,
      commitments: JSON.stringify(application.commitments),
      deferred: JSON.stringify(application.deferred),
      districtCode: application.districtCode,
      divisionCode: application.divisionCode,
      submittedAt: application.submittedAt,
      ...(application.counter === null ? {} : counterColumns(application.counter)),
    })
    .execute();
}

/** The columns on which the internet's login has no grant: named only where a clerk writes them. */
function counterColumns({
  receivedBy,
  receivedAtOrganId,
  originalsSeen,
  agent,
  agentIdNumberEncrypted,
}: TakenAtCounter) {
  return {
    channel: 'window',
    receivedBy,
    receivedAtOrganId,
    originalsSeen: JSON.stringify(originalsSeen),
    agent: agent === null ? null : JSON.stringify(agent),
    agentIdNumberEncrypted,
  };
}

/** The application by its id. Throws AppError 'not-found' where it is not there or not the reader's. */
export async function getApplication(db: Db<CasesTables>, id: Id, vault: Vault): Promise<Application> {
  const row = await db.selectFrom('cases.application').selectAll().where('id', '=', id).executeTakeFirst();
  if (row === undefined) throw new AppError('not-found', 'no-such-application', caseMessages.noApplication);
  return {
    id: row.id,
    draftId: row.draftId,
    number: row.number,
    queryCode: vault.decrypt(row.queryCodeEncrypted),
    queryCodeHmac: row.queryCodeHmac,
    residentId: row.residentId,
    applicantName: row.applicantName,
    applicantIdNumber: vault.decrypt(row.applicantIdNumberEncrypted),
    lifeEventVersionId: row.lifeEventVersionId,
    formVersionId: row.formVersionId,
    situations: row.situations as Situations,
    answers: joinAnswers(row.answers, row.sensitiveAnswersEncrypted, vault),
    evidence: row.evidence as AttachedEvidence,
    services: row.services as readonly AppliedService[],
    subject: row.subject,
    commitments: row.commitments as readonly Commitment[],
    deferred: row.deferred as readonly string[],
    districtCode: row.districtCode,
    divisionCode: row.divisionCode,
    submittedAt: row.submittedAt,
    dispatchedAt: row.dispatchedAt,
    counter:
      row.receivedBy === null || row.receivedAtOrganId === null
        ? null
        : {
            receivedBy: row.receivedBy,
            receivedAtOrganId: row.receivedAtOrganId,
            originalsSeen: row.originalsSeen as readonly string[],
            agent: row.agent as Agent | null,
            agentIdNumberEncrypted: row.agentIdNumberEncrypted,
          },
  };
}
