// Owns how a complete draft becomes an application, on the portal and at the counter; pure. Refuses what is incomplete.
import { type LegalDay, legalDayOf } from '#kernel/dates';
import { AppError, type FieldError } from '#kernel/errors';
import { type Id, newId } from '#kernel/ids';
import { newNumber, newQueryCode } from '#kernel/numbers';
import { fillText, type Text } from '#kernel/texts';
import { findMode, findResponsibleOrgans } from '#modules/catalogue';
import type { ModeName, ServiceContent } from '#modules/catalogue/contract';
import { districtOf } from '#modules/organs';
import type { Vault } from '#platform/crypto';
import type { Db } from '#platform/database';
import type { Application, Commitment } from './application-store.ts';
import type { CasesTables } from './cases-tables.gen.ts';
import {
  type ContentInHand,
  committedServices,
  draftErrors,
  evidenceToAttach,
  modeOf,
  neededFields,
  onlyNeeded,
} from './draft.ts';
import { caseMessages } from './messages.ts';

/** The code of the division of the premises, as the form asked for it; empty while it is open. */
export function divisionOf({ draft, lifeEvent }: ContentInHand): string {
  const code = draft.answers[lifeEvent.content.divisionFrom];
  return typeof code === 'string' ? code : '';
}

/** Names of services that nobody handles in the division of the premises. */
export async function listClosedServices(
  db: Db<CasesTables>,
  inHand: ContentInHand,
  on: LegalDay,
): Promise<readonly Text[]> {
  const divisionCode = divisionOf(inHand);
  if (divisionCode === '') return [];
  const serviceKeys = inHand.services.map(({ content }) => content.key);
  const open = await findResponsibleOrgans(db, { serviceKeys, divisionCode, on });
  return inHand.services.filter(({ content }) => !open.has(content.key)).map(({ content }) => content.name);
}

/**
 * Throws AppError 'invalid': with sentences beside fields where something is missing (`more` are the caller's own), or
 * `not-open-here` where nobody handles a service in the division of the premises.
 */
export function assertComplete(
  inHand: ContentInHand,
  closedServices: readonly Text[],
  more: readonly FieldError[],
): void {
  const errors = [...draftErrors(inHand), ...more];
  if (errors.length > 0)
    throw new AppError('invalid', 'draft-incomplete', caseMessages.incomplete, { fields: errors });
  const closed = closedServices[0];
  if (closed !== undefined) {
    const sentence = {
      zh: fillText(caseMessages.notOpenHere, { service: closed.zh }).zh,
      en: fillText(caseMessages.notOpenHere, { service: closed.en }).en,
    };
    throw new AppError('invalid', 'not-open-here', sentence);
  }
}

/** Who applies, and how the application came. */
export interface Submitter {
  readonly draftId: Id;
  readonly residentId: Id;
  readonly applicantName: string;
  /** In the clear. */
  readonly applicantIdNumber: string;
  /** Absent on the portal. */
  readonly counter?: Application['counter'];
}

export function applicationFrom(
  loaded: ContentInHand,
  submitter: Submitter,
  now: Date,
  vault: Vault,
): Application {
  const { draft, services, choice } = loaded;
  const queryCode = newQueryCode();
  const divisionCode = divisionOf(loaded);
  const serviceKeys = services.map((one) => one.content.key);
  return {
    id: newId(now),
    draftId: submitter.draftId,
    number: newNumber('SQ', Number(legalDayOf(now).slice(0, 4))),
    queryCode,
    queryCodeHmac: vault.lookUpCode(queryCode),
    residentId: submitter.residentId,
    applicantName: submitter.applicantName,
    applicantIdNumber: submitter.applicantIdNumber,
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
    counter: submitter.counter ?? null,
  };
}

/** What was left for later, as far as it is still asked for and may come later. */
function deferredKeys(inHand: ContentInHand): readonly string[] {
  const { draft } = inHand;
  return evidenceToAttach(inHand)
    .filter((one) => one.deferrable && draft.evidence[one.requirement.key] === undefined)
    .map((one) => one.requirement.key)
    .filter((key) => draft.deferred.includes(key));
}

function modeOfKey(inHand: ContentInHand, serviceKey: string): ModeName {
  const service = inHand.services.find(({ content }) => content.key === serviceKey);
  return service === undefined ? 'ordinary' : modeOf(inHand, service.content);
}

/** What it is about, by the field that the life event names. */
function subjectOf({ draft, lifeEvent }: ContentInHand): string {
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
