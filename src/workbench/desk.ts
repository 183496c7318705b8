// Owns what this officer keeps on the server for the own work: views, phrases, the last look; refuses others' desks.
import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type DeskView, deskPaths } from '#modules/work/contract';
import type { Api } from './request.ts';
import { useSession } from './session.tsx';

const emptyDesk: DeskView = { views: [], phrases: [], lookedAt: null };

function deskQuery(api: Api) {
  return queryOptions({
    queryKey: ['desk'],
    queryFn: ({ signal }) => api.get<DeskView>(deskPaths.desk, signal),
    staleTime: 60_000,
  });
}

/** The desk, empty until it has come: nothing waits for it. */
export function useDesk(): DeskView {
  const { api } = useSession();
  return useQuery(deskQuery(api)).data ?? emptyDesk;
}

interface DeskChange {
  readonly path: string;
  readonly body: object;
}

/** Changes the desk; the answer is the desk as it is then. */
export function useChangeDesk() {
  const { api } = useSession();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ path, body }: DeskChange) => api.post<DeskView>(path, body),
    onSuccess: (desk) => queries.setQueryData(deskQuery(api).queryKey, desk),
  });
}
