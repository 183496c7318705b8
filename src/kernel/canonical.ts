// Owns the one byte form in which records are hashed; refuses values that have no single form.

/** Values that have a canonical form. Numbers are safe integers: floats would depend on the printer. */
export type CanonicalValue =
  | null
  | boolean
  | number
  | string
  | readonly CanonicalValue[]
  | { readonly [key: string]: CanonicalValue };

/**
 * The canonical JSON text of a value: keys in the order of their UTF-16 code units, no blanks, strings as
 * JSON.stringify writes them. This is RFC 8785 (JCS) restricted to integers. Once a hash is stored the form
 * must never change; a new form needs a new version beside it.
 */
export function canonicalText(value: CanonicalValue): string {
  if (value === null || typeof value === 'boolean' || typeof value === 'string') return JSON.stringify(value);
  if (typeof value === 'number') {
    if (!Number.isSafeInteger(value)) throw new RangeError('Only safe integers have a canonical form here.');
    return Object.is(value, -0) ? '0' : String(value);
  }
  if (isList(value)) return `[${value.map(canonicalText).join(',')}]`;
  const members = Object.keys(value)
    .sort()
    .map((key) => `${JSON.stringify(key)}:${canonicalText(value[key] ?? null)}`);
  return `{${members.join(',')}}`;
}

function isList(value: CanonicalValue): value is readonly CanonicalValue[] {
  return Array.isArray(value);
}
