// Owns how the counter's pages ask the server; refuses to ask again by itself while somebody types.
import { queryOptions } from '@tanstack/react-query';
import {
  type CounterDraftView,
  type CounterHome,
  type CounterReceipt,
  counterPaths,
} from '#modules/cases/contract';
import type { Api } from './request.ts';

export function counterQuery(api: Api) {
  return queryOptions({
    queryKey: ['counter'],
    queryFn: ({ signal }) => api.get<CounterHome>(counterPaths.home, signal),
    staleTime: 0,
  });
}

export function counterDraftQuery(api: Api, draftId: string) {
  return queryOptions({
    queryKey: ['counter-draft', draftId],
    queryFn: ({ signal }) => api.get<CounterDraftView>(counterPaths.draft(draftId), signal),
    refetchOnWindowFocus: false,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  });
}

export function counterReceiptQuery(api: Api, applicationId: string) {
  return queryOptions({
    queryKey: ['counter-receipt', applicationId],
    queryFn: ({ signal }) => api.get<CounterReceipt>(counterPaths.receipt(applicationId), signal),
    refetchOnWindowFocus: false,
  });
}
