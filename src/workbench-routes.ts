// Owns how the workbench's page reaches the browser; refuses an inline script: only the style nonce is filled in.
import { AppError } from '#kernel/errors';
import { text } from '#kernel/texts';
import type { Exchange, Reply, Route } from '#platform/http';

const notBuilt = text(
  '工作台尚未构建。没有任何内容被更改。请运行 npm start，或 npm run build。',
  'The workbench is not built yet. Nothing was changed. Run npm start, or npm run build.',
);

const noncePlace = '__STYLE_NONCE__';

/** The workbench is one page for all its addresses; what it shows comes from the API. */
export function workbenchRoutes(page: string | undefined): readonly Route[] {
  const handle = async (exchange: Exchange): Promise<Reply> => {
    if (page === undefined) throw new AppError('unavailable', 'workbench-not-built', notBuilt);
    return { kind: 'page', html: page.replaceAll(noncePlace, exchange.styleNonce) };
  };
  return ['/:locale(^zh|en$)/workbench', '/:locale(^zh|en$)/workbench/*'].map((path) => ({
    method: 'GET',
    path,
    zone: 'extranet',
    surface: 'page',
    audience: 'anyone',
    useCases: [],
    handle,
  }));
}
