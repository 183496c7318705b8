// Owns how lists and cases are asked for and kept; refuses to keep what another officer saw (session.tsx clears it).
import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import {
  type CaseListView,
  type CaseView,
  casePaths,
  type InboxRow,
  type InboxView,
  type ProcedureView,
} from '#modules/cases/contract';
import { type InboxWish, inboxParameters } from './inbox-wish.ts';
import type { Api } from './request.ts';

export function loadInbox(api: Api, wish: InboxWish, signal?: AbortSignal): Promise<InboxView> {
  const parameters = inboxParameters(wish);
  return api.get(parameters.size === 0 ? casePaths.inbox : `${casePaths.inbox}?${parameters}`, signal);
}

export function inboxQuery(api: Api, wish: InboxWish) {
  return queryOptions({
    queryKey: ['inbox', wish],
    queryFn: ({ signal }) => loadInbox(api, wish, signal),
    placeholderData: keepPreviousData,
  });
}

export function loadCases(api: Api, text: string, page: number, signal?: AbortSignal): Promise<CaseListView> {
  return api.get(`${casePaths.search}?${new URLSearchParams({ text, page: String(page) })}`, signal);
}

export function searchQuery(api: Api, text: string, page: number) {
  return queryOptions({
    queryKey: ['search', text, page],
    queryFn: ({ signal }) => loadCases(api, text, page, signal),
    enabled: text !== '',
    // Each search is recorded; one that nobody asked for must not be.
    refetchOnWindowFocus: false,
  });
}

export function caseQuery(api: Api, caseId: string) {
  return queryOptions({
    queryKey: ['case', caseId],
    queryFn: ({ signal }) => api.get<CaseView>(casePaths.case(caseId), signal),
    // Each look is recorded: the page is loaded anew by an action, by hand, and where the server says that it changed.
    refetchOnWindowFocus: false,
    staleTime: 0,
  });
}

export function procedureQuery(api: Api, procedureId: string) {
  return queryOptions({
    queryKey: ['procedure', procedureId],
    queryFn: ({ signal }) => api.get<ProcedureView>(casePaths.procedure(procedureId), signal),
    refetchOnWindowFocus: false,
    staleTime: 0,
  });
}

/** Where a row of the inbox leads: a procedure's task is done on the procedure's own page. */
export function rowAddress(row: Pick<InboxRow, 'caseId' | 'procedureId'>): string {
  return row.procedureId === null ? `cases/${row.caseId}` : `procedures/${row.procedureId}`;
}

/** The task after that of a case or procedure in the list as it was last seen: where to go on. */
export function findNextRow(rows: readonly InboxRow[], subjectId: string): InboxRow | undefined {
  const isIt = (row: InboxRow) => (row.procedureId ?? row.caseId) === subjectId;
  const at = rows.findIndex(isIt);
  return [...rows.slice(at + 1), ...rows.slice(0, Math.max(0, at))].find((row) => !isIt(row));
}
