// Owns how a table becomes a CSV file that a spreadsheet opens safely; refuses cells that it would run.

/**
 * A cell that begins like a formula is run by spreadsheets (OWASP, CSV injection), and applicants choose the
 * names that we export. Full-width signs count as well: some spreadsheets read them the same.
 */
const formulaStart = /^[\s\p{Cf}]*[=+\-@＝＋－＠|%]|^[\t\r\n]/u;

function cell(value: string): string {
  const safe = formulaStart.test(value) ? `'${value}` : value;
  return `"${safe.replaceAll('"', '""')}"`;
}

/** Rows as CSV (RFC 4180): every cell quoted, lines ended by CRLF, with a BOM so that Chinese is read as UTF-8. */
export function toCsv(rows: readonly (readonly string[])[]): string {
  return `\uFEFF${rows.map((row) => `${row.map(cell).join(',')}\r\n`).join('')}`;
}
