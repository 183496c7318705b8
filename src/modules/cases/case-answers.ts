// Owns how the answers of a case read to its organ and on its licence; shortens sensitive ones for others.
import type { CompiledForm, DescribedAnswer, FindDivision } from '#engines/forms';
import type { Division } from '#modules/organs';
import type { Vault } from '#platform/crypto';
import { joinAnswers } from './sensitive-answers.ts';

/** Finds a street with its district among the divisions, as a form shows it. */
export function divisionFinder(divisions: readonly Division[]): FindDivision {
  const byCode = new Map(divisions.map((one) => [one.code, one]));
  return (code) => {
    const found = byCode.get(code);
    if (found === undefined) return undefined;
    return { name: found.name, district: code.length === 9 ? byCode.get(code.slice(0, 6))?.name : undefined };
  };
}

/** The answers that were given, in the order of the form. */
export function describeAnswers(
  form: CompiledForm,
  open: unknown,
  encrypted: Uint8Array | null,
  divisions: readonly Division[],
  vault: Vault,
): readonly DescribedAnswer[] {
  const answers = joinAnswers(open, encrypted, vault);
  return form.describe(answers, { findDivision: divisionFinder(divisions) }).filter((one) => one.answered);
}
