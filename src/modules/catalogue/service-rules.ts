// Owns how a service's data become the rules of its clock; refuses limits that its legal basis doesn't carry.
import { type ClockRules, clockRulesFor, type LawReference, type Limit, serviceKinds } from '#engines/clock';
import type { LegalBasisContent, ServiceContent } from './contract.ts';

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

/** The rules of a service's clock: chosen by its kind, and by limits of its own where law or regulation sets them. */
export function clockRulesOfService(service: ServiceContent): ClockRules {
  const { statutory, promised } = service.limits;
  const kind = serviceKinds.find((one) => one === service.kind);
  if (kind === undefined)
    throw new Error(`The service ${service.key} is of an unknown kind "${service.kind}".`);
  const own = limitOf(service, statutory);
  const { extension } = statutory;
  return clockRulesFor({
    kind,
    ...(statutory.own ? { ownLimit: own } : {}),
    ...(statutory.own && extension !== undefined
      ? {
          ownExtension: {
            ...limitOf(service, { ...extension, unit: statutory.unit }),
            approver: 'organ-head' as const,
          },
        }
      : {}),
    ...(promised === null ? {} : { promised: limitOf(service, promised) }),
  });
}

/** The limit of a step within the case, as the inspection of 消防法 第十五条; undefined where the service has none. */
export function findStageLimit(service: ServiceContent, step: string): Limit | undefined {
  const stage = service.limits.stages?.find((one) => one.step === step);
  return stage === undefined ? undefined : limitOf(service, stage);
}

function limitOf(
  service: ServiceContent,
  limit: { readonly count: number; readonly unit: string; readonly basis: readonly string[] },
): Limit {
  const unit =
    limit.unit === 'working-day' || limit.unit === 'calendar-day' || limit.unit === 'month'
      ? limit.unit
      : undefined;
  if (unit === undefined)
    throw new Error(`The service ${service.key} counts in an unknown unit "${limit.unit}".`);
  return { count: limit.count, unit, basis: lawReferenceOf(service, limit.basis) };
}
