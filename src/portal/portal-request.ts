// Owns what every handler of the portal begins with: the frame's data and where a reader may be sent back to.
import { AppError, isAppError } from '#kernel/errors';
import { type Id, isId } from '#kernel/ids';
import { text } from '#kernel/texts';
import type { DraftInHand } from '#modules/cases';
import { countUnreadNotices } from '#modules/notices';
import type { FileStore } from '#platform/files';
import type { Exchange, Reply, Route } from '#platform/http';
import type { FrameData } from './pages/look/frame.ts';
import { portalPaths } from './pages/look/portal-paths.ts';

export interface PortalSettings {
  readonly files: FileStore;
  /** Without a slash at its end. */
  readonly publicUrl: string;
  readonly sessionAbsoluteHours: number;
  readonly fileSizeLimitBytes: number;
  readonly now: () => Date;
}

/** What the frame around a page needs to know of this request. */
export async function frameOf(exchange: Exchange): Promise<FrameData> {
  const { locale, address, largeLetters, actor, displayName } = exchange;
  const reader =
    actor.kind === 'resident'
      ? ({
          kind: 'signed-in',
          displayName: displayName ?? '',
          unreadNotices: await exchange.run(countUnreadNotices, undefined),
        } as const)
      : ({ kind: 'signed-out' } as const);
  return {
    locale,
    address,
    largeLetters,
    reader,
    // Asked for only by pages with a form to send: the token sets a visitor's cookie, and reading needs none.
    get formToken() {
      return exchange.formToken;
    },
  };
}

type RouteBase = Pick<Route, 'zone' | 'surface' | 'audience'>;
export const forAnyone: RouteBase = { zone: 'internet', surface: 'page', audience: 'anyone' };
export const forResidents: RouteBase = { zone: 'internet', surface: 'page', audience: 'resident' };

/** The frame of every signed-in page asks how many notices are unread. */
export const frameUseCases = ['count-unread-notices'] as const;

/** The beginning of every page's pattern. */
export const localePattern = '/:locale(^zh|en$)';

const noSuchPage = text(
  '没有找到这个页面。请检查网址，或从首页重新查找。',
  'There is no such page. Check the address, or start from the home page.',
);

export function notFound(): AppError {
  return new AppError('not-found', 'no-such-page', noSuchPage);
}

/** An id of the path. Throws AppError 'not-found' for anything that can't be one. */
export function idOf(exchange: Exchange, name: string): Id {
  const value = exchange.params[name];
  if (!isId(value)) throw notFound();
  return value;
}

/** A draft that was sent is no draft any more: its pages lead to the applications; one at a counter says so. */
export function sentAlready({ draft }: DraftInHand, { locale }: Exchange): Reply | undefined {
  if (draft.submittedAt === null && draft.continuedAtCounterAt !== null)
    return { kind: 'redirect', to: portalPaths.handOver(locale, draft.id) };
  return draft.submittedAt === null ? undefined : { kind: 'redirect', to: portalPaths.applications(locale) };
}

/** A path of this portal, as a form or an address named it; anything that leads elsewhere becomes the home page. */
export function safePath(wanted: string | undefined, fallback: string): string {
  // `//host` and `/\host` are addresses of other hosts to a browser.
  return wanted !== undefined && /^\/(zh|en)\/[^\\]*$/.test(wanted) && !wanted.includes('//')
    ? wanted
    : fallback;
}

/** The first value that a form sent under this name; empty where it sent none. */
export function sent(fields: Exchange['form'], name: string): string {
  return fields.get(name)?.[0] ?? '';
}

/** The revision that a form was made from; 0, which no record has, where it is missing or no number. */
export function sentRevision(fields: Exchange['form']): number {
  const value = Number(sent(fields, 'revision'));
  return Number.isSafeInteger(value) && value > 0 ? value : 0;
}

/** Whether a failure is one that the same page shows, with what was entered: wrong fields, or a record that moved on. */
export function isShownOnPage(error: unknown): error is AppError {
  return isAppError(error) && ['invalid', 'conflict', 'too-large', 'unsupported-type'].includes(error.kind);
}

/** The status with which the page answers such a failure. */
export function statusOfPage(error: AppError): number {
  if (error.kind === 'conflict') return 409;
  if (error.kind === 'too-large') return 413;
  return error.kind === 'unsupported-type' ? 415 : 422;
}
