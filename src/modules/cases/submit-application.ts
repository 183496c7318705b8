// Owns the submission: one application for one draft, whole or not at all. Refuses what is incomplete, and a second one.
import { type LegalDay, legalDayOf } from '#kernel/dates';
import { AppError } from '#kernel/errors';
import { type Id, newId } from '#kernel/ids';
import { newNumber, newQueryCode } from '#kernel/numbers';
import { fillText } from '#kernel/texts';
import { findMode, findResponsibleOrgan } from '#modules/catalogue';
import type { ModeName, ServiceContent } from '#modules/catalogue/contract';
import { getResident, type Resident } from '#modules/identity';
import { districtOf } from '#modules/organs';
import type { Db } from '#platform/database';
import { command } from '#platform/use-case';
import {
  type Application,
  type Commitment,
  findApplicationOfDraft,
  insertApplication,
} from './application-store.ts';
import { isOwn } from './case-permissions.ts';
import type { CasesTables } from './cases-tables.gen.ts';
import {
  committedServices,
  type DraftInHand,
  draftErrors,
  evidenceToAttach,
  modeOf,
  neededFields,
  onlyNeeded,
} from './draft.ts';
import { type DraftChange, getDraftInHand, updateDraft } from './draft-store.ts';
import { caseMessages } from './messages.ts';
import { procedureMessages } from './procedure-messages.ts';

interface SubmitInput {
  readonly draftId: Id;
  /** The revision that 'check your answers' showed. */
  readonly revision: number;
  /** The declaration under the answers was ticked (行政许可法 第三十一条: the applicant answers for the truth). */
  readonly declared: boolean;
  /** Keys of the services whose commitment was accepted, each by its own tick (告知承诺). */
  readonly committed?: readonly string[];
}

interface Loaded extends DraftInHand {
  readonly resident: Resident;
  readonly submittedAs: Id | undefined;
  /** Names of services that nobody handles in the division of the premises. */
  readonly closedServices: readonly { readonly zh: string; readonly en: string }[];
}

interface Submission {
  readonly application: Application;
  readonly draft: DraftChange;
  readonly form: DraftInHand['form'];
}

/**
 * Submits a draft and answers with the application's id. The draft's row is locked, so that of two submissions at once
 * the second finds the first one's application and answers with it: pressing twice gives one application.
 */
export const submitApplication = command<SubmitInput, Loaded, Submission | undefined, Id, CasesTables>({
  name: 'submit-application',
  zone: 'internet',
  audience: ['resident'],
  object: ({ draftId }) => ({ kind: 'draft', id: draftId }),
  async load(db, { draftId }, { vault, now }) {
    const inHand = await getDraftInHand(db, draftId, vault, true);
    return {
      ...inHand,
      resident: await getResident(db, vault, inHand.draft.residentId),
      submittedAs: await findApplicationOfDraft(db, draftId),
      closedServices: await listClosedServices(db, inHand, legalDayOf(now)),
    };
  },
  permission: (actor, { draft }) => isOwn(actor, draft),
  decide(loaded, { revision, declared, committed = [] }, { now, vault }) {
    if (loaded.submittedAs !== undefined)
      return { change: undefined, answer: loaded.submittedAs, events: [] };
    assertSubmittable(loaded, revision, declared, committed);
    const application = applicationFrom(loaded, now, vault);
    return {
      change: {
        application,
        draft: { draftId: loaded.draft.id, readRevision: loaded.draft.revision, submittedAt: now },
        form: loaded.form,
      },
      answer: application.id,
      events: [
        {
          type: 'ApplicationSubmitted',
          schemaVersion: 1,
          subject: { kind: 'application', id: application.id },
          data: { districtCode: application.districtCode },
        },
      ],
    };
  },
  async store(db, submission, { vault, now }) {
    if (submission === undefined) return;
    await insertApplication(db, submission.application, submission.form.content, vault);
    await updateDraft(db, submission.draft, vault, now);
  },
});

/** The code of the division of the premises, as the form asked for it; empty while it is open. */
function divisionOf({ draft, lifeEvent }: DraftInHand): string {
  const code = draft.answers[lifeEvent.content.divisionFrom];
  return typeof code === 'string' ? code : '';
}

async function listClosedServices(db: Db<CasesTables>, inHand: DraftInHand, on: LegalDay) {
  const divisionCode = divisionOf(inHand);
  if (divisionCode === '') return [];
  const closed = [];
  for (const { content } of inHand.services) {
    const found = await findResponsibleOrgan(db, { serviceKey: content.key, divisionCode, on });
    if (found === undefined) closed.push(content.name);
  }
  return closed;
}

function assertSubmittable(
  loaded: Loaded,
  revision: number,
  declared: boolean,
  committed: readonly string[],
): void {
  if (loaded.draft.revision !== revision)
    throw new AppError('conflict', 'draft-changed', caseMessages.draftChanged);
  const errors = [
    ...draftErrors(loaded),
    ...committedServices(loaded)
      .filter(({ key }) => !committed.includes(key))
      .map(({ key }) => ({ field: `commitment.${key}`, text: procedureMessages.commitmentMissing })),
    ...(declared ? [] : [{ field: 'declaration', text: caseMessages.declarationMissing }]),
  ];
  if (errors.length > 0)
    throw new AppError('invalid', 'draft-incomplete', caseMessages.incomplete, { fields: errors });
  const closed = loaded.closedServices[0];
  if (closed !== undefined) {
    const sentence = {
      zh: fillText(caseMessages.notOpenHere, { service: closed.zh }).zh,
      en: fillText(caseMessages.notOpenHere, { service: closed.en }).en,
    };
    throw new AppError('invalid', 'not-open-here', sentence);
  }
}

function applicationFrom(loaded: Loaded, now: Date, vault: Parameters<typeof getResident>[1]): Application {
  const { draft, resident, services, choice } = loaded;
  const queryCode = newQueryCode();
  const divisionCode = divisionOf(loaded);
  const serviceKeys = services.map((one) => one.content.key);
  return {
    id: newId(now),
    draftId: draft.id,
    number: newNumber('SQ', Number(legalDayOf(now).slice(0, 4))),
    queryCode,
    queryCodeHmac: vault.lookUpCode(queryCode),
    residentId: resident.id,
    applicantName: resident.displayName,
    applicantIdNumber: resident.idNumber,
    lifeEventVersionId: draft.lifeEventVersionId,
    formVersionId: draft.formVersionId,
    situations: draft.situations,
    answers: onlyNeeded(draft.answers, neededFields(services)),
    evidence: draft.evidence,
    services: choice.services.map((one) => ({
      serviceKey: one.serviceKey,
      serviceVersionId: services[serviceKeys.indexOf(one.serviceKey)]?.id ?? '',
      waitsFor: one.waitsFor,
      mode: modeOfKey(loaded, one.serviceKey),
    })),
    subject: subjectOf(loaded),
    commitments: committedServices(loaded).map((service) => commitmentOf(service, now)),
    deferred: deferredKeys(loaded),
    districtCode: districtOf(divisionCode),
    divisionCode,
    submittedAt: now,
    dispatchedAt: null,
  };
}

/** What was left for later, as far as it is still asked for and may come later. */
function deferredKeys(inHand: DraftInHand): readonly string[] {
  const { draft } = inHand;
  return evidenceToAttach(inHand)
    .filter((one) => one.deferrable && draft.evidence[one.requirement.key] === undefined)
    .map((one) => one.requirement.key)
    .filter((key) => draft.deferred.includes(key));
}

function modeOfKey(inHand: DraftInHand, serviceKey: string): ModeName {
  const service = inHand.services.find(({ content }) => content.key === serviceKey);
  return service === undefined ? 'ordinary' : modeOf(inHand, service.content);
}

/** What it is about, by the field that the life event names. */
function subjectOf({ draft, lifeEvent }: DraftInHand): string {
  const { subjectField } = lifeEvent.content;
  const value = subjectField === undefined ? undefined : draft.answers[subjectField];
  return typeof value === 'string' ? value : '';
}

/** The commitment as it stood on the page: it can be read later as the applicant read it. */
function commitmentOf(service: ServiceContent, now: Date): Commitment {
  const mode = findMode(service, 'commitment');
  return {
    serviceKey: service.key,
    text: mode?.text ?? { zh: '', en: '' },
    consequences: mode?.consequences ?? null,
    acceptedAt: now.toISOString(),
  };
}
