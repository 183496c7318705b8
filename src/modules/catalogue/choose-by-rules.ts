// Owns the choice of services by the lists of rules that life events had before decision tables: published versions stay.
import type { Text } from '#kernel/texts';
import type { LifeEventRule } from './contract.ts';
import type { Situations } from './situations.ts';
import type { Verdicts } from './verdicts.ts';

/** Every rule whose conditions all hold counts, in their order (hit policy 'collect'). */
export function chooseByRules(rules: readonly LifeEventRule[], situations: Situations): Verdicts {
  const hits = rules.filter((rule) =>
    Object.entries(rule.when).every(([key, value]) => situations[key] === value),
  );
  const needed = new Map<string, Text>();
  for (const rule of hits)
    for (const key of rule.services) if (!needed.has(key)) needed.set(key, rule.because);
  const mayAlso = hits.flatMap((rule) => rule.mayAlso ?? []);
  const others = hits.flatMap((rule) =>
    [...new Set([...(rule.mayAlso ?? []), ...(rule.notNeeded ?? [])])]
      .filter((key) => !needed.has(key))
      .map((serviceKey) => ({
        serviceKey,
        outcome: mayAlso.includes(serviceKey) ? ('may-also' as const) : ('not-needed' as const),
        because: rule.because,
      })),
  );
  return {
    services: [
      ...[...needed].map(([serviceKey, because]) => ({ serviceKey, outcome: 'needed' as const, because })),
      ...others,
    ],
    duties: hits.flatMap((rule) => (rule.duties ?? []).map((duty) => duty.text)),
  };
}
