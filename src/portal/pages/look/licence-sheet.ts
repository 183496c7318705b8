// Owns how a licence looks: a document with its status in words and the way to verify it; refuses emblems and seals drawn by us.
import type { Locale } from '#kernel/texts';
import { html, type Markup } from '#platform/markup';
import { renderQrCode } from './qr-code.ts';
import { renderStatusTag, type StatusTagView } from './status-tag.ts';

export interface LicenceSheetView {
  readonly name: string;
  readonly number: string;
  readonly status: StatusTagView;
  readonly rows: readonly { readonly term: string; readonly value: string }[];
  readonly issuedBy: string;
  readonly issuedOn: string;
  /** The address behind the QR code: anybody verifies there, without signing in. */
  readonly verificationAddress: string;
  readonly howToVerify: string;
  /** That no electronic seal is connected yet. */
  readonly sample: string;
}

export function renderLicenceSheet(locale: Locale, sheet: LicenceSheetView): Markup {
  return html`<article class="licence"><h2>${sheet.name}</h2><p class="licence-number">${sheet.number}</p><p class="licence-status">${renderStatusTag(
    sheet.status,
  )}</p><dl>${sheet.rows.map(
    ({ term, value }) => html`<div><dt>${term}</dt><dd>${value}</dd></div>`,
  )}</dl><p class="issued"><strong>${sheet.issuedBy}</strong>${sheet.issuedOn}</p><div class="verify">${renderQrCode(
    locale,
    sheet.verificationAddress,
  )}<p>${sheet.howToVerify}<span class="address">${sheet.verificationAddress}</span></p></div><p class="quiet">${sheet.sample}</p></article>`;
}
