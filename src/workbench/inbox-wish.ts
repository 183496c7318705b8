// Owns what an inbox's address says: filters, order, page; refuses what is no filter, so that an old link still opens.
import type { InboxFilter } from '#modules/work/contract';

export interface InboxWish extends InboxFilter {
  readonly page: number;
}

/** A wish of which any part may be taken away. */
type Changed = { readonly [Name in keyof InboxWish]?: InboxWish[Name] | undefined };

const urgencies = ['overdue', 'due-soon', 'in-time'] as const;
const holders = ['mine', 'unclaimed', 'substituted'] as const;

function given(parameters: URLSearchParams, name: 'service' | 'organId' | 'element' | 'text') {
  const value = parameters.get(name)?.trim() ?? '';
  return value === '' ? {} : { [name]: value };
}

export function readInboxWish(parameters: URLSearchParams): InboxWish {
  const page = Number(parameters.get('page') ?? 1);
  const urgency = urgencies.find((one) => one === parameters.get('urgency'));
  const holder = holders.find((one) => one === parameters.get('holder'));
  return {
    page: Number.isInteger(page) && page > 0 ? page : 1,
    ...(parameters.get('order') === 'since' ? { order: 'since' as const } : {}),
    ...(urgency === undefined ? {} : { urgency }),
    ...(holder === undefined ? {} : { holder }),
    ...given(parameters, 'service'),
    ...given(parameters, 'organId'),
    ...given(parameters, 'element'),
    ...given(parameters, 'text'),
  };
}

/** The wish as parameters; what is usual is left out. */
export function inboxParameters({ page, order, ...filters }: Changed): URLSearchParams {
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(filters)) if (value !== undefined) parameters.set(name, value);
  if (order === 'since') parameters.set('order', order);
  if (page !== undefined && page > 1) parameters.set('page', String(page));
  return parameters;
}

/** The inbox's address with this wish, within the workbench. */
export function inboxAddress(wish: Changed): string {
  const parameters = inboxParameters(wish);
  return parameters.size === 0 ? '' : `?${parameters}`;
}

/** The filters without page and order: what a saved view keeps, and what tells two views apart. */
export function filtersOf({ page: _page, ...wish }: InboxWish): InboxFilter {
  return wish;
}

export function isFiltered({ urgency, holder, service, organId, element, text }: InboxFilter): boolean {
  return [urgency, holder, service, organId, element, text].some((one) => one !== undefined);
}
