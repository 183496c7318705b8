// Owns how licences are asked for and kept; refuses to ask again by itself: each look is recorded.
import { queryOptions } from '@tanstack/react-query';
import {
  type ImportBatchView,
  type ImportListView,
  type LicenceFilter,
  type LicenceListView,
  licenceFilters,
  licencePaths,
  type OrganLicenceView,
} from '#modules/licences/contract';
import type { Api } from './request.ts';

export interface LicenceWish {
  readonly text: string;
  readonly state: LicenceFilter | undefined;
  readonly page: number;
}

/** What the address asks for. */
export function readLicenceWish(parameters: URLSearchParams): LicenceWish {
  const page = Number(parameters.get('page') ?? 1);
  return {
    text: (parameters.get('text') ?? '').trim(),
    state: licenceFilters.find((one) => one === parameters.get('state')),
    page: Number.isInteger(page) && page > 0 ? page : 1,
  };
}

export function licenceWishAddress({ text, state, page }: LicenceWish): string {
  const parameters = new URLSearchParams();
  if (text !== '') parameters.set('text', text);
  if (state !== undefined) parameters.set('state', state);
  if (page > 1) parameters.set('page', String(page));
  const wish = parameters.toString();
  return wish === '' ? 'licences' : `licences?${wish}`;
}

export function loadLicences(api: Api, wish: LicenceWish, signal?: AbortSignal): Promise<LicenceListView> {
  const parameters = new URLSearchParams({ text: wish.text, page: String(wish.page) });
  if (wish.state !== undefined) parameters.set('state', wish.state);
  return api.get(`${licencePaths.search}?${parameters}`, signal);
}

export function licencesQuery(api: Api, wish: LicenceWish) {
  return queryOptions({
    queryKey: ['licences', wish],
    queryFn: ({ signal }) => loadLicences(api, wish, signal),
    refetchOnWindowFocus: false,
  });
}

export function licenceQuery(api: Api, licenceId: string) {
  return queryOptions({
    queryKey: ['licence', licenceId],
    queryFn: ({ signal }) => api.get<OrganLicenceView>(licencePaths.licence(licenceId), signal),
    // The page must not change under whoever reads or types.
    refetchOnWindowFocus: false,
    staleTime: 0,
  });
}

export function importsQuery(api: Api) {
  return queryOptions({
    queryKey: ['licence-imports'],
    queryFn: ({ signal }) => api.get<ImportListView>(licencePaths.imports, signal),
  });
}

export function importQuery(api: Api, batchId: string) {
  return queryOptions({
    queryKey: ['licence-import', batchId],
    queryFn: ({ signal }) => api.get<ImportBatchView>(licencePaths.import(batchId), signal),
    refetchOnWindowFocus: false,
  });
}
