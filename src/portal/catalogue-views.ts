// Owns how services of the catalogue become views of the portal's pages; pure.
import { formatLawReference, formatLimit, formatRuleNote } from '#engines/clock';
import { bracketed, type Text, text } from '#kernel/texts';
import { clockRulesOfService, lawReferenceOf } from '#modules/catalogue';
import type { EvidenceRequirement, ServiceContent } from '#modules/catalogue/contract';
import type { ExemptEvidence, NeededEvidence } from './pages/evidence-lists.ts';
import type { EffortView } from './pages/guide-page.ts';

function both(of: (locale: 'zh' | 'en') => string): Text {
  return { zh: of('zh'), en: of('en') };
}

/** As '20个工作日'; where no law sets a limit, that the promise alone binds is said beside it. */
export function limitOf(service: ServiceContent): Text {
  const { statedLimit, notes } = clockRulesOfService(service);
  const note = notes.find((one) => one === 'promised-limit-only');
  return both((locale) => {
    const limit = formatLimit(statedLimit, locale);
    if (note === undefined) return limit;
    const sentence = formatRuleNote(note, locale).replace(/[。.]$/, '');
    return bracketed(limit, sentence, locale);
  });
}

/**
 * The longest time that the organs may take, in working days: services that wait for each other follow one another,
 * the others run side by side. Undefined where a service counts in another unit.
 */
export function longestWorkingDays(
  services: readonly ServiceContent[],
  waitsFor: (serviceKey: string) => string | null,
): number | undefined {
  const counts = new Map<string, number>();
  for (const service of services) {
    const { unit, count } = clockRulesOfService(service).statedLimit;
    if (unit !== 'working-day') return undefined;
    counts.set(service.key, count);
  }
  const pathTo = (key: string): number => {
    const before = waitsFor(key);
    return (counts.get(key) ?? 0) + (before === null || !counts.has(before) ? 0 : pathTo(before));
  };
  return Math.max(0, ...services.map((service) => pathTo(service.key)));
}

/** How long, how much, how many documents, how many visits. */
export function effortOf(
  services: readonly ServiceContent[],
  waitsFor: (serviceKey: string) => string | null,
): EffortView {
  const days = longestWorkingDays(services, waitsFor);
  const documents = neededEvidenceOf(services).length;
  const visits = Math.max(0, ...services.map((service) => service.visits.applicantVisits));
  const charged = services.some((service) => service.fees.charged);
  return {
    duration:
      days === undefined
        ? text('见各事项', 'See each service')
        : text(`受理后最长${days}个工作日`, `At most ${days} working days once accepted`),
    cost: charged ? text('见各事项', 'See each service') : text('不收费', 'No fee'),
    documents: documents === 0 ? text('不用交', 'None') : documentsText(documents, services),
    visits: visits === 0 ? text('不用跑', 'None') : text(`${visits}次`, `${visits}`),
  };
}

/** Some documents are asked only for certain answers of the form, which is still to come. */
function documentsText(count: number, services: readonly ServiceContent[]): Text {
  const isUpper = services.some((service) =>
    service.evidence.some((one) => one.source === 'applicant' && one.when !== undefined),
  );
  const words = count === 1 ? '1 document' : `${count} documents`;
  return isUpper ? text(`最多${count}份`, `At most ${words}`) : text(`${count}份`, words);
}

function collect<View>(
  services: readonly ServiceContent[],
  wanted: (requirement: EvidenceRequirement) => boolean,
  view: (requirement: EvidenceRequirement, services: readonly Text[]) => View,
): readonly View[] {
  const found = new Map<string, { requirement: EvidenceRequirement; services: Text[] }>();
  for (const service of services) {
    for (const requirement of service.evidence.filter(wanted)) {
      const present = found.get(requirement.key);
      if (present === undefined) found.set(requirement.key, { requirement, services: [service.name] });
      else present.services.push(service.name);
    }
  }
  return [...found.values()].map((one) => view(one.requirement, one.services));
}

export function neededEvidenceOf(services: readonly ServiceContent[]): readonly NeededEvidence[] {
  return collect(
    services,
    (requirement) => requirement.source === 'applicant',
    ({ name, hint }, used) => ({ name, hint, services: used }),
  );
}

export function exemptEvidenceOf(services: readonly ServiceContent[]): readonly ExemptEvidence[] {
  return collect(
    services,
    (requirement) => requirement.source !== 'applicant' && requirement.exemptBecause !== undefined,
    ({ name, exemptBecause }) => ({ name, because: exemptBecause ?? name }),
  );
}

/** The articles on which the services rest, each once, with the words of the law. */
export function lawOf(
  services: readonly ServiceContent[],
): readonly { readonly title: Text; readonly quote: string }[] {
  const found = new Map<string, { title: Text; quote: string }>();
  for (const service of services) {
    for (const key of [...service.establishedBy, ...service.limits.statutory.basis]) {
      const content = service.legalBasis.find((one) => one.key === key);
      if (content === undefined || found.has(key)) continue;
      const reference = lawReferenceOf(service, [key]);
      found.set(key, {
        title: both((locale) => formatLawReference(reference, locale)),
        quote: content.quote,
      });
    }
  }
  return [...found.values()];
}
