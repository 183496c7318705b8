// Owns the guided interview: which services these situations need, why, and in which order; pure.
import { AppError, type FieldError } from '#kernel/errors';
import { type Text, text } from '#kernel/texts';
import type { LifeEventContent } from './contract.ts';

/** The key under which the situations hold the services that the applicant added freely, with commas between. */
export const alsoApplyForKey = 'alsoApplyFor';

/** The answers of the interview by situation key, and what was added freely under `alsoApplyForKey`. */
export type Situations = Readonly<Record<string, string>>;

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
const incomplete = text(
  '还有问题没有回答，所以暂时不能告诉您要办什么。请看各题旁边的说明。',
  'Some questions are still open, so we can’t yet say what you need. See the sentence beside each.',
);

/**
 * Applies the life event's rules (hit policy 'collect': every rule whose conditions all hold counts, in their order).
 * Throws AppError 'invalid' with a sentence beside each question that is unanswered or has an answer not offered.
 */
export function chooseServices(lifeEvent: LifeEventContent, situations: Situations): Choice {
  const open: FieldError[] = lifeEvent.situations
    .filter((one) => !one.options.some((option) => option.value === situations[one.key]))
    .map((one) => ({ field: one.key, text: chooseOne }));
  if (open.length > 0) throw new AppError('invalid', 'situations-open', incomplete, { fields: open });
  const hits = (lifeEvent.rules ?? []).filter((rule) =>
    Object.entries(rule.when).every(([key, value]) => situations[key] === value),
  );
  const because = new Map<string, Text>();
  for (const rule of hits)
    for (const service of rule.services) if (!because.has(service)) because.set(service, rule.because);
  const offered = hits.flatMap((rule) =>
    (rule.mayAlso ?? []).map((serviceKey) => ({ serviceKey, because: rule.because })),
  );
  const added = (situations[alsoApplyForKey] ?? '').split(',');
  for (const { serviceKey, because: reason } of offered) {
    if (added.includes(serviceKey) && !because.has(serviceKey)) because.set(serviceKey, reason);
  }
  // The licence that others wait for comes first, as it will happen.
  const first = [...because.keys()].sort(
    (one, other) =>
      Number(waitsForAny(lifeEvent, one, because)) - Number(waitsForAny(lifeEvent, other, because)),
  );
  return {
    services: first.map((serviceKey) => {
      const order = lifeEvent.order.find((one) => one.service === serviceKey);
      const waitsFor =
        order?.waitsFor !== undefined && order.waitsFor !== null && because.has(order.waitsFor)
          ? order.waitsFor
          : null;
      return {
        serviceKey,
        because: because.get(serviceKey) ?? lifeEvent.summary,
        waitsFor,
        orderBecause: waitsFor === null ? null : (order?.because ?? null),
      };
    }),
    mayAlso: offered,
    notNeeded: hits.flatMap((rule) =>
      (rule.notNeeded ?? [])
        .filter((serviceKey) => !because.has(serviceKey))
        .map((serviceKey) => ({ serviceKey, because: rule.because })),
    ),
    duties: hits.flatMap((rule) => (rule.duties ?? []).map((duty) => duty.text)),
  };
}

function waitsForAny(
  lifeEvent: LifeEventContent,
  serviceKey: string,
  chosen: ReadonlyMap<string, Text>,
): boolean {
  const waitsFor = lifeEvent.order.find((one) => one.service === serviceKey)?.waitsFor;
  return typeof waitsFor === 'string' && chosen.has(waitsFor);
}
