// Owns how a list of records looks and is gone through by keyboard; refuses a list that can't be exported.
import { Fragment, type ReactNode, useRef } from 'react';
import type { Text } from '#kernel/texts';
import { messages } from './messages.ts';
import { useKeys } from './shortcuts.tsx';
import { useWords } from './words.tsx';
import { WorkbenchLink } from './workbench-link.tsx';

export interface Column<Row> {
  readonly key: string;
  readonly heading: Text;
  readonly cell: (row: Row) => ReactNode;
  /** Where the list in this column's order is; only for columns that the server orders by. */
  readonly order?: { readonly address: string; readonly inForce: boolean; readonly words: Text };
}

/** Which rows are chosen, for what is done with several. */
export interface RowSelection<Row> {
  readonly heading: Text;
  readonly chosen: ReadonlySet<string>;
  /** What choosing the row is called; undefined for a row that can't be chosen. */
  readonly label: (row: Row) => string | undefined;
  readonly onToggle: (row: Row) => void;
}

interface RecordTableProps<Row> {
  readonly caption: string;
  /** The first column's cell holds the row's link, marked by `RowLink`. */
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  readonly rowKey: (row: Row) => string;
  readonly selection?: RowSelection<Row>;
  /** The next page is on its way; the rows shown are still the former ones. */
  readonly busy: boolean;
}

/** The link that opens a row: j and k go from one to the next. */
export function RowLink({ to, children }: { to: string; children: ReactNode }) {
  return (
    <WorkbenchLink to={to} className="row-link">
      {children}
    </WorkbenchLink>
  );
}

export function RecordTable<Row>(props: RecordTableProps<Row>) {
  const { caption, columns, rows, rowKey, selection, busy } = props;
  const table = useRef<HTMLTableElement>(null);
  const say = useWords();
  const move = (by: 1 | -1) => {
    const links = [...(table.current?.querySelectorAll<HTMLElement>('.row-link') ?? [])];
    const at = links.findIndex((link) => link.closest('tr')?.contains(document.activeElement));
    // From outside the table the first key reaches the first row, whichever way it goes.
    const link = links[at === -1 ? 0 : Math.min(links.length - 1, Math.max(0, at + by))];
    link?.focus();
    link?.scrollIntoView({ block: 'nearest' });
  };
  const toggle = () => {
    const lines = [...(table.current?.querySelectorAll('tbody tr') ?? [])];
    const row = rows[lines.findIndex((line) => line.contains(document.activeElement))];
    if (row !== undefined && selection?.label(row) !== undefined) selection.onToggle(row);
  };
  useKeys({
    j: () => move(1),
    ArrowDown: () => move(1),
    k: () => move(-1),
    ArrowUp: () => move(-1),
    x: toggle,
  });
  return (
    <table className="records" ref={table} aria-busy={busy}>
      <caption className="only-aloud">{caption}</caption>
      <thead>
        <tr>
          {selection !== undefined && (
            <th scope="col" className="choose">
              <span className="only-aloud">{say(selection.heading)}</span>
            </th>
          )}
          {columns.map(({ key, heading, order }) => (
            <th
              key={key}
              scope="col"
              aria-sort={order === undefined ? undefined : order.inForce ? 'ascending' : 'none'}
            >
              {order === undefined ? (
                say(heading)
              ) : (
                <WorkbenchLink to={order.address} className="order-link">
                  {say(heading)}
                  <span aria-hidden="true">{order.inForce ? ' ▲' : ' △'}</span>
                  <span className="only-aloud"> {say(order.inForce ? messages.sorted : order.words)}</span>
                </WorkbenchLink>
              )}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={rowKey(row)}>
            {selection !== undefined && <ChooseCell row={row} rowKey={rowKey(row)} selection={selection} />}
            {columns.map(({ key, heading, cell }) => (
              // On a narrow screen a row becomes a card, and the heading stands in it.
              <td key={key} data-heading={say(heading)}>
                {cell(row)}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

interface ChooseCellProps<Row> {
  readonly row: Row;
  readonly rowKey: string;
  readonly selection: RowSelection<Row>;
}

function ChooseCell<Row>({ row, rowKey, selection }: ChooseCellProps<Row>) {
  const label = selection.label(row);
  return (
    <td className="choose">
      {label !== undefined && (
        <input
          type="checkbox"
          aria-label={label}
          checked={selection.chosen.has(rowKey)}
          onChange={() => selection.onToggle(row)}
        />
      )}
    </td>
  );
}

/** The structure of a table that is on its way. */
export function SkeletonTable({ headings }: { headings: readonly Text[] }) {
  const say = useWords();
  const rows = Array.from({ length: 8 }, (_, row) => `row-${row}`);
  return (
    <div className="skeleton" role="status">
      <span className="only-aloud">{say(messages.loading)}</span>
      <div className="skeleton-table" aria-hidden="true">
        {headings.map((heading) => (
          <span key={heading.en} className="skeleton-heading">
            {say(heading)}
          </span>
        ))}
        {rows.map((row) => (
          <Fragment key={row}>
            {headings.map((heading) => (
              <span key={heading.en} className="skeleton-line" />
            ))}
          </Fragment>
        ))}
      </div>
    </div>
  );
}
