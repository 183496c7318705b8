// Owns the guided interview: which services these situations need, why, and in which order; pure.
import { AppError, type FieldError } from '#kernel/errors';
import { type Text, text } from '#kernel/texts';
import { chooseByRules } from './choose-by-rules.ts';
import type { LifeEventContent } from './contract.ts';
import { alsoApplyForKey, listOpenSituations, type Situations, situationValues } from './situations.ts';
import { askDecisions, type Verdict, type Verdicts } from './verdicts.ts';

export interface ChosenService {
  readonly serviceKey: string;
  readonly because: Text;
  /** The service whose result this one waits for, where both are applied for. */
  readonly waitsFor: string | null;
  readonly orderBecause: Text | null;
}

export interface Choice {
  readonly services: readonly ChosenService[];
  /** Services that the applicant may add, and why they need not. */
  readonly mayAlso: readonly { readonly serviceKey: string; readonly because: Text }[];
  readonly notNeeded: readonly { readonly serviceKey: string; readonly because: Text }[];
  /** What the applicant must do without applying. */
  readonly duties: readonly Text[];
}

const chooseOne = text('请选择一项。', 'Please choose one.');
const namedOne = text('申请人指名办理。', 'The applicant asks for it by name.');
const incomplete = text(
  '还有问题没有回答，所以暂时不能告诉您要办什么。请看各题旁边的说明。',
  'Some questions are still open, so we can’t yet say what you need. See the sentence beside each.',
);

/**
 * Asks the life event's decision tables about the situations. A service that is only offered ('may-also') is applied
 * for where the applicant added it, and is told as not needed where not.
 * Throws AppError 'invalid' with a sentence beside each question that is unanswered or has an answer not offered.
 */
export function chooseServices(lifeEvent: LifeEventContent, situations: Situations): Choice {
  const open: FieldError[] = listOpenSituations(lifeEvent, situations).map((one) => ({
    field: one.key,
    text: chooseOne,
  }));
  if (open.length > 0) throw new AppError('invalid', 'situations-open', incomplete, { fields: open });
  const verdicts: Verdicts =
    lifeEvent.decisions === undefined
      ? chooseByRules(lifeEvent.rules ?? [], situations)
      : askDecisions(lifeEvent, situationValues(lifeEvent, situations));
  const added = (situations[alsoApplyForKey] ?? '').split(',');
  const isChosen = ({ serviceKey, outcome }: Verdict) =>
    outcome === 'needed' || (outcome === 'may-also' && added.includes(serviceKey));
  const withoutOutcome = ({ serviceKey, because }: Verdict) => ({ serviceKey, because });
  return {
    services: inOrder(lifeEvent, verdicts.services.filter(isChosen)),
    mayAlso: verdicts.services.filter(({ outcome }) => outcome === 'may-also').map(withoutOutcome),
    notNeeded: verdicts.services.filter((one) => !isChosen(one)).map(withoutOutcome),
    duties: verdicts.duties,
  };
}

/** These services of the life event, named one by one, in their order; the situations are not asked. */
export function chooseNamedServices(lifeEvent: LifeEventContent, serviceKeys: readonly string[]): Choice {
  const named = (lifeEvent.services ?? []).filter((key) => serviceKeys.includes(key));
  const verdicts = named.map((serviceKey): Verdict => ({ serviceKey, outcome: 'needed', because: namedOne }));
  return { services: inOrder(lifeEvent, verdicts), mayAlso: [], notNeeded: [], duties: [] };
}

/** What others wait for comes first, as it will happen; otherwise in the order of the life event. */
function inOrder(lifeEvent: LifeEventContent, chosen: readonly Verdict[]): readonly ChosenService[] {
  const orderOf = (serviceKey: string) => lifeEvent.order.find((one) => one.service === serviceKey);
  const waitsForOf = (serviceKey: string): string | null => {
    const waitsFor = orderOf(serviceKey)?.waitsFor ?? null;
    return chosen.some((one) => one.serviceKey === waitsFor) ? waitsFor : null;
  };
  /** How many come before it; loading refuses circles, and the bound keeps an older one from running for ever. */
  const depthOf = (serviceKey: string, bound = chosen.length): number => {
    const waitsFor = waitsForOf(serviceKey);
    return waitsFor === null || bound === 0 ? 0 : 1 + depthOf(waitsFor, bound - 1);
  };
  return [...chosen]
    .sort((one, other) => depthOf(one.serviceKey) - depthOf(other.serviceKey))
    .map(({ serviceKey, because }) => {
      const waitsFor = waitsForOf(serviceKey);
      return {
        serviceKey,
        because,
        waitsFor,
        orderBecause: waitsFor === null ? null : (orderOf(serviceKey)?.because ?? null),
      };
    });
}
