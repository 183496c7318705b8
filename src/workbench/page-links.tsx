// Owns the way through the pages of a list; refuses pages that are not there.
import { messages } from './messages.ts';
import { useWords } from './words.tsx';
import { WorkbenchLink } from './workbench-link.tsx';

export interface ListPage {
  readonly page: number;
  readonly pageSize: number;
  readonly total: number;
}

function pagesOf({ total, pageSize }: ListPage): number {
  return Math.max(1, Math.ceil(total / pageSize));
}

/** '共 57 件，第 1–50 件': what is shown of how many. */
export function useListSentence(list: ListPage | undefined): string {
  const say = useWords();
  if (list === undefined) return '';
  const count = say(messages.countOfRows, { total: list.total });
  if (pagesOf(list) === 1) return count;
  const first = (list.page - 1) * list.pageSize + 1;
  const last = Math.min(list.total, list.page * list.pageSize);
  return `${count} · ${say(messages.rowsShown, { first, last })}`;
}

export function PageLinks({ list, address }: { list: ListPage; address: (page: number) => string }) {
  const say = useWords();
  const pages = pagesOf(list);
  if (pages === 1) return null;
  return (
    <nav className="page-links" aria-label={say(messages.pages)}>
      {list.page > 1 && (
        <WorkbenchLink to={address(list.page - 1)}>{say(messages.earlierPage)}</WorkbenchLink>
      )}
      <span>{say(messages.pageOf, { page: list.page, pages })}</span>
      {list.page < pages && (
        <WorkbenchLink to={address(list.page + 1)}>{say(messages.laterPage)}</WorkbenchLink>
      )}
    </nav>
  );
}
