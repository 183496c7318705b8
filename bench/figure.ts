// Owns what a bench answers with and how it is printed: a table for people or one line for programs; refuses adjectives.

/** One measure beside its limit. */
export interface Figure {
  readonly name: string;
  /** What Yizhan did, in `unit`. */
  readonly ours: number;
  /** What it is held against, in the same unit; null where the tool for it is missing. */
  readonly limit: number | null;
  /** ours / limit. */
  readonly ratio: number | null;
  readonly p50Ms: number | null;
  readonly p99Ms: number | null;
  readonly unit: string;
  /** As a person would read it: 'at least 0.25'. */
  readonly goal: string;
  /** Null where it can't be said, because the limit is missing. */
  readonly reached: boolean | null;
}

/** What a bench found: one figure that speaks for it, the others beside it, and sentences that belong to them. */
export interface BenchReport {
  readonly name: string;
  readonly figures: readonly Figure[];
  readonly notes: readonly string[];
}

/** The figure that is farthest from its goal speaks for the bench, so that no good one hides a bad one. */
function speakerOf({ figures }: BenchReport): Figure | undefined {
  return figures.find((one) => one.reached === false) ?? figures[0];
}

export function asJsonLine(report: BenchReport): string {
  const speaker = speakerOf(report);
  const { ours = null, limit = null, ratio = null, p50Ms = null, p99Ms = null } = speaker ?? {};
  return JSON.stringify({ name: report.name, ours, limit, ratio, p50Ms, p99Ms, figures: report.figures });
}

const columns = ['measure', 'ours', 'limit', 'unit', 'ratio', 'p50 ms', 'p99 ms', 'goal', 'reached'] as const;

export function asTable({ figures, notes }: BenchReport): string {
  const rows: (readonly string[])[] = [
    columns,
    ...figures.map((one) => [
      one.name,
      rounded(one.ours),
      rounded(one.limit),
      one.unit,
      rounded(one.ratio),
      rounded(one.p50Ms),
      rounded(one.p99Ms),
      one.goal,
      one.reached === null ? '?' : one.reached ? 'yes' : 'no',
    ]),
  ];
  const widths = columns.map((_, index) => Math.max(...rows.map((row) => row[index]?.length ?? 0)));
  const lines = rows.map((row) => row.map((cell, index) => cell.padEnd(widths[index] ?? 0)).join('  '));
  return [...lines, ...notes.map((note) => `- ${note}`)].join('\n');
}

/** Three digits that count; a dash for what there is not. */
function rounded(value: number | null): string {
  if (value === null) return '–';
  return Math.abs(value) >= 100 ? String(Math.round(value)) : String(Number(value.toPrecision(3)));
}

/** The value below which this share of the sorted values lies; 0 of none. */
export function percentileOf(sorted: readonly number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}

export function ratioOf(ours: number, limit: number | null): number | null {
  return limit === null || limit === 0 ? null : ours / limit;
}
