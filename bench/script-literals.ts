// Owns values within a script of pgbench: texts as they are, and ids that are new each time; refuses a variable by accident.

/** Colons are escaped, because pgbench would take `:word` for a variable, within literals too. */
export function literalOf(value: string): string {
  return `E'${value.replaceAll('\\', '\\\\').replaceAll("'", "\\'").replaceAll(':', '\\x3a')}'`;
}

/** The `place`th of at most 256 ids that belong to the script's number `base.n`; in time's order, as UUIDv7 are. */
export function newIdOf(place: number): string {
  return `('01900000-0000-7000-8000-' || lpad(to_hex(base.n * 256 + ${place}), 12, '0'))::uuid`;
}
