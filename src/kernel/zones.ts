// Owns the names of the worlds that are kept apart; refuses a zone that nobody listed.

/**
 * The zones whose routes one process may serve (product.md, 'Zones'). `internet` is the internet-facing part of
 * the extranet (政务外网互联网区), `extranet` the departments' part, `intranet` the classified networks.
 */
export const zones = ['internet', 'extranet', 'intranet'] as const;
export type Zone = (typeof zones)[number];

export function isZone(value: unknown): value is Zone {
  return zones.some((zone) => zone === value);
}
