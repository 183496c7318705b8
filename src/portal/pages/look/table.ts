// Owns tables that read on a phone, where each cell repeats its column's name; refuses tables for layout.
import { html, type Markup } from './markup.ts';

export interface TableView {
  readonly caption: string;
  readonly columns: readonly string[];
  /** As many cells as columns; the first names the row. */
  readonly rows: readonly (readonly (Markup | string)[])[];
}

export function renderTable({ caption, columns, rows }: TableView): Markup {
  return html`<table><caption>${caption}</caption><thead><tr>${columns.map(
    (column) => html`<th scope="col">${column}</th>`,
  )}</tr></thead><tbody>${rows.map(
    (cells) =>
      html`<tr>${cells.map((cell, index) =>
        index === 0
          ? html`<th scope="row">${cell}</th>`
          : html`<td><span class="column-name" aria-hidden="true">${columns[index]}</span>${cell}</td>`,
      )}</tr>`,
  )}</tbody></table>`;
}
