// Owns how a service's data become the rules of its clock; refuses limits that its legal basis doesn't carry.
import {
  type ClockBasis,
  type ClockRules,
  type ClockUnit,
  clockRulesFor,
  clockUnits,
  type LawReference,
  type Limit,
  serviceKinds,
} from '#engines/clock';
import type { LegalBasisContent, ModeName, ServiceContent } from './contract.ts';
import { findMode } from './service-modes.ts';

/** The cited place as the clock engine writes it down. Throws where the file has no such key. */
export function lawReferenceOf(
  content: { readonly legalBasis: readonly LegalBasisContent[] },
  keys: readonly string[],
): LawReference {
  const found = content.legalBasis.find((one) => one.key === keys[0]);
  if (found === undefined) throw new Error(`The legal basis "${keys[0] ?? ''}" is not listed.`);
  return {
    law: found.law,
    lawEn: found.lawEn,
    rank: found.rank,
    text: found.quote,
    ...(found.versionDate === undefined ? {} : { version: found.versionDate }),
    ...(found.article === undefined ? {} : { article: found.article }),
    ...(found.paragraph === undefined ? {} : { paragraph: found.paragraph }),
    ...(found.item === undefined ? {} : { item: found.item }),
  };
}

/**
 * The rules of a service's clock: chosen by its kind, and by limits of its own where law or regulation sets them. A
 * service of another kind than a licence, whose law sets no limit, has its promise alone, and `notes` says so.
 * `together`: the service is applied for together with others; only then a government's decision on joint handling that
 * the service cites counts (行政许可法 第二十六条, 第四十二条第二款). Applying together alone lengthens nothing.
 */
export function clockRulesOfService(
  service: ServiceContent,
  { together = false }: { readonly together?: boolean } = {},
): ClockRules {
  const { statutory, promised, jointHandling } = service.limits;
  const kind = serviceKinds.find((one) => one === service.kind);
  if (kind === undefined)
    throw new Error(`The service ${service.key} is of an unknown kind "${service.kind}".`);
  const { extension } = statutory;
  return clockRulesFor({
    kind,
    ...(statutory.own ? { ownLimit: limitOf(service, statutory) } : {}),
    ...(statutory.own && extension !== undefined
      ? {
          ownExtension: {
            ...limitOf(service, { ...extension, unit: statutory.unit }),
            approver: 'organ-head' as const,
          },
        }
      : {}),
    ...(promised === null ? {} : { promised: promiseOf(service, promised) }),
    ...(together && jointHandling !== undefined
      ? { jointHandling: { governmentDecision: lawReferenceOf(service, jointHandling.governmentDecision) } }
      : {}),
  });
}

/**
 * The limit of a step within the case, as the inspection of 消防法 第十五条; undefined where the service has none, or its
 * mode none.
 */
export function findStageLimit(
  service: ServiceContent,
  step: string,
  mode: ModeName = 'ordinary',
): Limit | undefined {
  const stages = findMode(service, mode)?.stages ?? service.limits.stages;
  const stage = stages?.find((one) => one.step === step);
  return stage === undefined ? undefined : limitOf(service, stage);
}

/** Within what time after a decision on a commitment the organ verifies it; undefined where the service says nothing. */
export function findVerificationLimit(service: ServiceContent): Limit | undefined {
  const verification = findMode(service, 'commitment')?.verification;
  return verification === undefined ? undefined : limitOf(service, verification);
}

/** Within what time after a conditional acceptance the listed evidence is supplied; undefined where there is no such mode. */
export function findSupplyLimit(service: ServiceContent): Limit | undefined {
  const mode = findMode(service, 'conditional-acceptance');
  if (mode?.supplyWithin === undefined) return undefined;
  const { count, unit, basis = mode.basis } = mode.supplyWithin;
  return limitOf(service, { count, unit, basis });
}

/** The promise; its basis is the general duty to set and publish one where no document of the city is cited. */
function promiseOf(
  service: ServiceContent,
  {
    count,
    unit,
    basis,
  }: { readonly count: number; readonly unit: string; readonly basis: readonly string[] },
): NonNullable<ClockBasis['promised']> {
  return basis.length === 0
    ? { count, unit: unitOf(service, unit) }
    : limitOf(service, { count, unit, basis });
}

function limitOf(
  service: ServiceContent,
  limit: { readonly count: number; readonly unit: string; readonly basis: readonly string[] },
): Limit {
  return {
    count: limit.count,
    unit: unitOf(service, limit.unit),
    basis: lawReferenceOf(service, limit.basis),
  };
}

function unitOf(service: ServiceContent, written: string): ClockUnit {
  const unit = clockUnits.find((one) => one === written);
  if (unit === undefined)
    throw new Error(`The service ${service.key} counts in an unknown unit "${written}".`);
  return unit;
}
