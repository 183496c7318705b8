// Owns checks that content files of the catalogue share; each tells what is wrong as a sentence, all at once.
import type { LegalBasisContent } from './contract.ts';

/** Throws an Error with all faults, one a line; nothing where there are none. */
export function refuse(faults: readonly string[]): void {
  if (faults.length > 0) throw new Error(faults.join(' '));
}

/** A sentence for every value that comes twice. */
export function listTwice(what: string, values: readonly string[]): readonly string[] {
  return [...new Set(values.filter((one, at) => values.indexOf(one) !== at))].map(
    (one) => `${what} "${one}" is there twice.`,
  );
}

/** A sentence for every key that is not among those that are known. */
export function listUnknown(
  what: string,
  used: readonly string[],
  known: readonly string[],
): readonly string[] {
  return [...new Set(used.filter((one) => !known.includes(one)))].map(
    (one) => `${what} "${one}" is not there.`,
  );
}

/** A sentence for every legal basis that is pointed to, anywhere in the content, and not listed. */
export function listUnknownBasis(content: {
  readonly legalBasis: readonly LegalBasisContent[];
}): readonly string[] {
  const known = content.legalBasis.map((one) => one.key);
  return [
    ...listTwice('The legal basis', known),
    ...listUnknown('The legal basis', [...basisKeysIn(content)], known),
  ];
}

/** Every string under a name that ends in basis, as `basis`, `kindBasis`, `establishedBy`; legalBasis itself apart. */
function* basisKeysIn(value: unknown): Generator<string> {
  if (typeof value !== 'object' || value === null) return;
  for (const [name, part] of Object.entries(value)) {
    if (name === 'legalBasis') continue;
    const pointing = /basis$/i.test(name) || name === 'establishedBy' || name === 'governmentDecision';
    if (pointing && Array.isArray(part)) yield* part.filter((one) => typeof one === 'string');
    else yield* basisKeysIn(part);
  }
}
