// Owns the results of a search over the organ's cases; refuses to search for nothing.
import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useEffect } from 'react';
import { useSearchParams } from 'react-router';
import { formatDay, formatInstant } from '#kernel/dates';
import type { CaseListView, CaseRow } from '#modules/cases/contract';
import { useAnnounce } from './announcer.tsx';
import { loadCases, searchQuery } from './case-queries.ts';
import { EmptyState } from './empty-state.tsx';
import { ExportButton } from './export-button.tsx';
import { FailureNotice } from './failure-notice.tsx';
import { messages } from './messages.ts';
import { PageHeading } from './page-heading.tsx';
import { PageLinks, useListSentence } from './page-links.tsx';
import { type Column, RecordTable, RowLink, SkeletonTable } from './record-table.tsx';
import { focusSearchField } from './search-box.tsx';
import { useSession, useSeveralOrgans } from './session.tsx';
import { StatusMark, UrgencyMark, urgencyNames } from './status-mark.tsx';
import { useLocale, useWords } from './words.tsx';

function readPage(parameters: URLSearchParams): number {
  const page = Number(parameters.get('page') ?? 1);
  return Number.isInteger(page) && page > 0 ? page : 1;
}

export function SearchPage() {
  const say = useWords();
  const { api } = useSession();
  const announce = useAnnounce();
  const [parameters] = useSearchParams();
  const wanted = (parameters.get('text') ?? '').trim();
  const { data, error, refetch, isFetching } = useQuery(searchQuery(api, wanted, readPage(parameters)));
  const sentence = useListSentence(data);
  useEffect(() => {
    if (sentence !== '') announce(sentence);
  }, [sentence, announce]);
  return (
    <div className="page">
      <div className="page-top">
        <PageHeading title={say(messages.search)} />
        <span className="quiet count">
          {wanted !== '' && say(messages.searchResults, { text: wanted })} {sentence}
        </span>
        {data !== undefined && data.total > 0 && <SearchExport text={wanted} />}
      </div>
      {wanted === '' && (
        <EmptyState heading={say(messages.searchEverything)}>
          {say(messages.searchHint)}
          <br />
          <Button onClick={focusSearchField}>{say(messages.focusSearch)}</Button>
        </EmptyState>
      )}
      {error !== null && <FailureNotice failure={error} while="loading" onRetry={() => void refetch()} />}
      {isFetching && data === undefined && (
        <SkeletonTable
          headings={[messages.what, messages.who, messages.status, messages.due, messages.opened]}
        />
      )}
      {data !== undefined && <SearchResults view={data} text={wanted} busy={isFetching} />}
    </div>
  );
}

function SearchResults({ view, text, busy }: { view: CaseListView; text: string; busy: boolean }) {
  const say = useWords();
  const columns = useSearchColumns();
  if (view.rows.length === 0) {
    return (
      <EmptyState heading={say(messages.searchEmpty, { text })}>{say(messages.searchEmptyHint)}</EmptyState>
    );
  }
  const address = (page: number) => `search?${new URLSearchParams({ text, page: String(page) })}`;
  return (
    <>
      <RecordTable
        caption={say(messages.searchResults, { text })}
        columns={columns}
        rows={view.rows}
        rowKey={(row) => row.caseId}
        busy={busy}
      />
      <PageLinks list={view} address={address} />
    </>
  );
}

function useSearchColumns(): readonly Column<CaseRow>[] {
  const say = useWords();
  const locale = useLocale();
  const severalOrgans = useSeveralOrgans();
  return [
    {
      key: 'what',
      heading: messages.what,
      cell: (row) => (
        <>
          <RowLink to={`cases/${row.caseId}`}>
            {say(row.serviceName)} · {row.subject}
          </RowLink>
          <span className="second-line">
            <span className="number">{row.caseNumber}</span>
            {severalOrgans && ` · ${say(row.organName)}`}
          </span>
        </>
      ),
    },
    { key: 'who', heading: messages.who, cell: (row) => row.applicantName },
    {
      key: 'status',
      heading: messages.status,
      cell: (row) => <StatusMark status={row.status} name={row.statusName} />,
    },
    {
      key: 'due',
      heading: messages.due,
      cell: (row) => (
        <span className="due">
          <UrgencyMark urgency={row.urgency} />
          {row.dueOn !== null && <span className="number">{formatDay(row.dueOn, locale)}</span>}
        </span>
      ),
    },
    {
      key: 'opened',
      heading: messages.opened,
      cell: (row) => <span className="number">{formatInstant(new Date(row.openedAt), locale)}</span>,
    },
  ];
}

function SearchExport({ text }: { text: string }) {
  const say = useWords();
  const locale = useLocale();
  const { api } = useSession();
  const headings = [
    messages.caseNumber,
    messages.what,
    messages.shop,
    messages.who,
    messages.handlingOrgan,
    messages.status,
    messages.due,
    messages.urgency,
    messages.opened,
  ];
  return (
    <ExportButton
      title={say(messages.search)}
      headings={headings.map((heading) => say(heading))}
      cells={(row: CaseRow) => [
        row.caseNumber,
        say(row.serviceName),
        row.subject,
        row.applicantName,
        say(row.organName),
        say(row.statusName),
        row.dueOn ?? '',
        say(urgencyNames[row.urgency]),
        formatInstant(new Date(row.openedAt), locale),
      ]}
      loadPage={(page) => loadCases(api, text, page)}
    />
  );
}
