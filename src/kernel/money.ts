// Owns amounts of money, in fen; refuses fractions of a fen and floating point.

/** An amount in fen (分), 1/100 of a yuan. */
export type Fen = bigint;

/** `123450n` as `¥1,234.50`. */
export function formatYuan(amountFen: Fen): string {
  const sign = amountFen < 0n ? '-' : '';
  const absolute = amountFen < 0n ? -amountFen : amountFen;
  const yuan = (absolute / 100n).toString().replace(/\B(?=(\d{3})+$)/g, ',');
  return `${sign}¥${yuan}.${(absolute % 100n).toString().padStart(2, '0')}`;
}

/** `1,234.5` or `¥1234.50` as fen; a RangeError for anything that is not an amount with at most two decimals. */
export function parseYuan(typed: string): Fen {
  const match = /^¥?(\d{1,3}(?:,\d{3})+|\d{1,15})(?:\.(\d{1,2}))?$/.exec(typed.normalize('NFKC').trim());
  if (match === null) throw new RangeError('An amount has digits and at most two decimals.');
  const yuan = BigInt((match[1] ?? '0').replaceAll(',', ''));
  return yuan * 100n + BigInt((match[2] ?? '').padEnd(2, '0'));
}
