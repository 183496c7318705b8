// Owns what a service's file must hold beyond its shape, so that a case can be run by it; refuses it with every fault.
import { compileExpression, ExpressionError } from '#engines/feel';
import { listTwice, listUnknown, listUnknownBasis, refuse } from './check-content.ts';
import type { ServiceContent, ServiceMode } from './contract.ts';
import { applicantModesOf, modesOf } from './service-modes.ts';
import { clockRulesOfService } from './service-rules.ts';

/** Throws an Error with a sentence for every fault. */
export function checkService(service: ServiceContent): void {
  refuse([
    ...listUnknownBasis(service),
    ...listTwice(
      'The evidence',
      service.evidence.map((one) => one.key),
    ),
    ...listTwice(
      'The mode',
      modesOf(service).map((one) => one.mode),
    ),
    ...listLimitFaults(service),
    ...listEvidenceFaults(service),
    ...listModesFaults(service),
    ...(service.modes ?? []).flatMap((mode) => listModeFaults(service, mode)),
    ...(service.channels?.onlineDepth === 'IV' && service.visits.applicantVisits > 0
      ? ['Online depth IV means no visit, but applicantVisits is more than 0.']
      : []),
  ]);
  clockRulesOfService(service);
}

/** The general limit is that of licences (行政许可法 第四十二条); of another kind a law's limit is always its own. */
function listLimitFaults({ kind, limits }: ServiceContent): readonly string[] {
  const { statutory, jointHandling } = limits;
  const isLicence = kind === 'administrative-licence';
  return [
    ...(isLicence || statutory.own || statutory.count === 0
      ? []
      : ['A limit that is not of its own law (own: false) is only for licences: 行政许可法 第四十二条.']),
    ...(statutory.own && statutory.count === 0 && !statutory.onTheSpot
      ? ['A limit of its own law has a count, or is on the spot.']
      : []),
    ...(statutory.own && statutory.basis.length === 0
      ? ['A limit of its own law needs a basis, but has none.']
      : []),
    ...(jointHandling !== undefined && !isLicence
      ? ['Only licences have a joint limit: 行政许可法 第二十六条 and 第四十二条第二款.']
      : []),
  ];
}

function listEvidenceFaults(service: ServiceContent): readonly string[] {
  const modes = modesOf(service).map((one): string => one.mode);
  return service.evidence.flatMap(({ key, when, modes: asked }) => [
    ...listUnknown(`The evidence "${key}" is asked in a mode that the service lacks:`, asked ?? [], modes),
    ...(when === undefined ? [] : listConditionFaults(key, when)),
  ]);
}

function listConditionFaults(key: string, when: string): readonly string[] {
  // Otherwise what an applicant must attach could change overnight, after it was attached.
  if (/\b(now|today)\s*\(/.test(when)) return [`The condition of the evidence "${key}" reads the clock.`];
  try {
    compileExpression(when);
    return [];
  } catch (error) {
    if (!(error instanceof ExpressionError)) throw error;
    return [`The condition of the evidence "${key}": ${error.message}`];
  }
}

function listModesFaults(service: ServiceContent): readonly string[] {
  const defaults = modesOf(service).filter((one) => one.default === true);
  const offered = applicantModesOf(service);
  return [
    ...(offered.length === 0 ? ['No mode is there that an applicant may choose.'] : []),
    ...(defaults.length > 1 ? ['More than one mode is the default.'] : []),
    ...(defaults.some((one) => !offered.includes(one))
      ? ['The default is a mode that only an officer may choose.']
      : []),
  ];
}

function listModeFaults(service: ServiceContent, mode: ServiceMode): readonly string[] {
  const name = mode.mode;
  const fault = (isFault: boolean, sentence: string) => (isFault ? [`The mode "${name}" ${sentence}`] : []);
  const promises = name === 'commitment' || name === 'conditional-acceptance';
  const isConditional = name === 'conditional-acceptance';
  return [
    ...fault(promises && mode.text === undefined, 'needs the text that the applicant accepts.'),
    ...fault(promises && mode.consequences === undefined, 'needs its consequences.'),
    ...fault(name !== 'ordinary' && mode.basis.length === 0, 'needs a basis.'),
    ...fault(
      name !== 'commitment' && mode.verification !== undefined,
      'has no verification; commitment has.',
    ),
    ...fault(
      mode.verification !== undefined && mode.verification.basis.length === 0,
      'needs a basis for its verification.',
    ),
    ...fault(
      isConditional && (mode.supplyWithin === undefined || (mode.evidence ?? []).length === 0),
      'needs the evidence that may be supplied later, and supplyWithin.',
    ),
    ...fault(
      !isConditional && (mode.supplyWithin !== undefined || mode.evidence !== undefined),
      'lets nothing be supplied later; conditional-acceptance does.',
    ),
    ...listUnknown(
      `The mode "${name}" names evidence:`,
      mode.evidence ?? [],
      service.evidence.map((one) => one.key),
    ),
  ];
}
