// Owns the addresses of the portal's pages; refuses addresses that are written anywhere else.
import type { Id } from '#kernel/ids';
import type { Locale } from '#kernel/texts';

function withQuery(path: string, query: Readonly<Record<string, string | undefined>>): string {
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) if (value !== undefined) parameters.append(name, value);
  const text = parameters.toString();
  return text === '' ? path : `${path}?${text}`;
}

/** Every page by name. The patterns of the routes are these with `:locale(zh|en)`, `:key`, `:id`, `:code`. */
export const portalPaths = {
  home: (locale: Locale) => `/${locale}/`,
  search: (locale: Locale, query: { q?: string; audience?: string } = {}) =>
    withQuery(`/${locale}/search`, query),
  lifeEvent: (locale: Locale, key: string) => `/${locale}/life-events/${key}`,
  /** GET: the interview, and its result once every situation is answered. POST: begins a draft. */
  interview: (locale: Locale, key: string, situations: Readonly<Record<string, string>> = {}) =>
    withQuery(`/${locale}/life-events/${key}/start`, situations),
  departments: (locale: Locale) => `/${locale}/departments`,
  signIn: (locale: Locale, wanted?: string) => withQuery(`/${locale}/sign-in`, { next: wanted }),
  signOut: (locale: Locale) => `/${locale}/sign-out`,
  /** Sets how large the letters are, then goes back. GET ?letters=large|usual&back=… */
  letters: (locale: Locale, letters: 'large' | 'usual', back: string) =>
    withQuery(`/${locale}/letters`, { letters, back }),
  /** Leads to the first step that isn't complete. */
  draft: (locale: Locale, draftId: Id) => `/${locale}/drafts/${draftId}`,
  draftPage: (locale: Locale, draftId: Id, page: string) => `/${locale}/drafts/${draftId}/${page}`,
  /** How the services are handled whose manner is the applicant's to choose. */
  draftManner: (locale: Locale, draftId: Id) => `/${locale}/drafts/${draftId}/manner`,
  draftEvidence: (locale: Locale, draftId: Id) => `/${locale}/drafts/${draftId}/evidence`,
  removeDraftEvidence: (locale: Locale, draftId: Id, requirementKey: string) =>
    `/${locale}/drafts/${draftId}/evidence/${requirementKey}/removal`,
  /** Hands the draft over to a counter; POST makes a code. */
  handOver: (locale: Locale, draftId: Id) => `/${locale}/drafts/${draftId}/hand-over`,
  checkDraft: (locale: Locale, draftId: Id) => `/${locale}/drafts/${draftId}/check`,
  submitDraft: (locale: Locale, draftId: Id) => `/${locale}/drafts/${draftId}/submission`,
  applications: (locale: Locale) => `/${locale}/applications`,
  application: (locale: Locale, applicationId: Id) => `/${locale}/applications/${applicationId}`,
  receipt: (locale: Locale, applicationId: Id) => `/${locale}/applications/${applicationId}/receipt`,
  receiptPdf: (locale: Locale, applicationId: Id) => `/${locale}/applications/${applicationId}/receipt.pdf`,
  correction: (locale: Locale, applicationId: Id, caseId: Id) =>
    `/${locale}/applications/${applicationId}/cases/${caseId}/correction`,
  /** Withdraws one case; without a case, everything of the application that is open. */
  withdrawal: (locale: Locale, applicationId: Id, caseId?: Id) =>
    caseId === undefined
      ? `/${locale}/applications/${applicationId}/withdrawal`
      : `/${locale}/applications/${applicationId}/cases/${caseId}/withdrawal`,
  /** What a stopped case waits for: to go on with a licence that is held, or to withdraw. */
  choice: (locale: Locale, applicationId: Id, caseId: Id) =>
    `/${locale}/applications/${applicationId}/cases/${caseId}/choice`,
  /** Documents that were to come later. */
  supply: (locale: Locale, applicationId: Id, caseId: Id) =>
    `/${locale}/applications/${applicationId}/cases/${caseId}/supply`,
  /** A paper of the reader's own case, as PDF. */
  ownPaper: (locale: Locale, caseId: Id, paperId: Id) =>
    `/${locale}/cases/${caseId}/papers/${paperId}/paper.pdf`,
  notices: (locale: Locale) => `/${locale}/notices`,
  licences: (locale: Locale) => `/${locale}/licences`,
  /** POST: takes papers that were entered under the reader's identity number. */
  claimLicences: (locale: Locale) => `/${locale}/licences/claim`,
  licence: (locale: Locale, number: string) => `/${locale}/licences/${number}`,
  licencePaper: (locale: Locale, number: string) => `/${locale}/licences/${number}/paper.pdf`,
  /** POST: shows the licence for some minutes; with an id the page that is held out. */
  presentations: (locale: Locale, number: string) => `/${locale}/licences/${number}/presentations`,
  presentation: (locale: Locale, number: string, presentationId: Id) =>
    `/${locale}/licences/${number}/presentations/${presentationId}`,
  /** What somebody shows, by the token of its QR code or by the digits. */
  presented: (locale: Locale, token: string) => `/${locale}/verify/presented/${token}`,
  /** The form; with a code the answer. */
  verify: (locale: Locale, code?: string) =>
    code === undefined ? `/${locale}/verify` : `/${locale}/verify/${code}`,
  /** GET: the form. POST: number and query code, which must not stand in an address. */
  progress: (locale: Locale) => `/${locale}/progress`,
} as const;

/** The same page in the other language. */
export function inOtherLanguage(path: string, locale: Locale): string {
  const other = locale === 'zh' ? 'en' : 'zh';
  return path.startsWith(`/${locale}/`) ? `/${other}${path.slice(3)}` : `/${other}/`;
}
