// Owns the inbox: every task that waits for this officer; refuses to decide what is urgent (the server does).
import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useSearchParams } from 'react-router';
import { formatDay, formatInstant } from '#kernel/dates';
import type { InboxRow, InboxView } from '#modules/cases/contract';
import { useAnnounce } from './announcer.tsx';
import { type InboxWish, inboxQuery, loadInbox, rowAddress } from './case-queries.ts';
import { EmptyState } from './empty-state.tsx';
import { ExportButton } from './export-button.tsx';
import { FailureNotice } from './failure-notice.tsx';
import { messages } from './messages.ts';
import { PageHeading } from './page-heading.tsx';
import { PageLinks, useListSentence } from './page-links.tsx';
import { type Column, RecordTable, RowLink, SkeletonTable } from './record-table.tsx';
import { useSession, useSeveralOrgans } from './session.tsx';
import { UrgencyMark, urgencyNames } from './status-mark.tsx';
import { useLocale, useWords } from './words.tsx';
import { WorkbenchLink } from './workbench-link.tsx';

function readWish(parameters: URLSearchParams): InboxWish {
  const page = Number(parameters.get('page') ?? 1);
  const urgency = parameters.get('urgency');
  return {
    page: Number.isInteger(page) && page > 0 ? page : 1,
    order: parameters.get('order') === 'since' ? 'since' : 'due',
    urgency: urgency === 'overdue' || urgency === 'due-soon' || urgency === 'in-time' ? urgency : undefined,
  };
}

/** The inbox's address with these wishes; what is usual is left out. */
function inboxAddress({ page, order, urgency }: InboxWish): string {
  const parameters = new URLSearchParams();
  if (urgency !== undefined) parameters.set('urgency', urgency);
  if (order !== 'due') parameters.set('order', order);
  if (page > 1) parameters.set('page', String(page));
  return parameters.size === 0 ? '' : `?${parameters}`;
}

export function InboxPage() {
  const say = useWords();
  const { api } = useSession();
  const announce = useAnnounce();
  const [parameters] = useSearchParams();
  const wish = readWish(parameters);
  const { data, error, refetch, isPlaceholderData } = useQuery(inboxQuery(api, wish));
  const sentence = useListSentence(data);
  useEffect(() => {
    if (sentence !== '') announce(sentence);
  }, [sentence, announce]);
  return (
    <div className="page">
      <div className="page-top">
        <PageHeading title={say(messages.inbox)} />
        <span className="quiet count">{sentence}</span>
        <InboxExport wish={wish} />
      </div>
      <UrgencyFilter counts={data?.counts} wish={wish} />
      {error !== null && <FailureNotice failure={error} while="loading" onRetry={() => void refetch()} />}
      {data === undefined && error === null && (
        <SkeletonTable
          headings={[messages.what, messages.who, messages.step, messages.due, messages.since]}
        />
      )}
      {data !== undefined && <InboxTable view={data} wish={wish} busy={isPlaceholderData} />}
    </div>
  );
}

function UrgencyFilter({ counts, wish }: { counts: InboxView['counts'] | undefined; wish: InboxWish }) {
  const say = useWords();
  const filters = [
    { urgency: 'overdue', count: counts?.overdue },
    { urgency: 'due-soon', count: counts?.dueSoon },
    { urgency: 'in-time', count: counts?.inTime },
  ] as const;
  return (
    <nav className="filters" aria-label={say(messages.byUrgency)}>
      <WorkbenchLink
        to={inboxAddress({ ...wish, page: 1, urgency: undefined })}
        className="filter"
        current={wish.urgency === undefined}
      >
        {say(messages.all)}
      </WorkbenchLink>
      {filters.map(({ urgency, count }) => (
        <WorkbenchLink
          key={urgency}
          to={inboxAddress({ ...wish, page: 1, urgency })}
          className="filter"
          current={wish.urgency === urgency}
        >
          <UrgencyMark urgency={urgency} /> <span className="number">{count ?? '–'}</span>
        </WorkbenchLink>
      ))}
    </nav>
  );
}

function useInboxColumns(wish: InboxWish): readonly Column<InboxRow>[] {
  const say = useWords();
  const locale = useLocale();
  const severalOrgans = useSeveralOrgans();
  const orderOf = (order: InboxWish['order']) => ({
    address: inboxAddress({ ...wish, page: 1, order }),
    inForce: wish.order === order,
    words: order === 'due' ? messages.orderByDue : messages.orderBySince,
  });
  return [
    {
      key: 'what',
      heading: messages.what,
      cell: (row) => (
        <>
          <RowLink to={rowAddress(row)}>
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
    { key: 'step', heading: messages.step, cell: (row) => say(row.taskName) },
    {
      key: 'due',
      heading: messages.due,
      order: orderOf('due'),
      cell: (row) => (
        <span className="due">
          <UrgencyMark urgency={row.urgency} />
          {row.dueOn !== null && <span className="number">{formatDay(row.dueOn, locale)}</span>}
        </span>
      ),
    },
    {
      key: 'since',
      heading: messages.since,
      order: orderOf('since'),
      cell: (row) => <span className="number">{formatInstant(new Date(row.since), locale)}</span>,
    },
  ];
}

function InboxTable({ view, wish, busy }: { view: InboxView; wish: InboxWish; busy: boolean }) {
  const say = useWords();
  const columns = useInboxColumns(wish);
  if (view.rows.length === 0 && wish.urgency !== undefined) {
    return (
      <EmptyState heading={say(messages.inboxFilterEmpty, { filter: say(urgencyNames[wish.urgency]) })}>
        <WorkbenchLink to="">{say(messages.showAll)}</WorkbenchLink>
      </EmptyState>
    );
  }
  if (view.rows.length === 0) {
    return <EmptyState heading={say(messages.inboxEmpty)}>{say(messages.inboxEmptyHint)}</EmptyState>;
  }
  return (
    <>
      <RecordTable
        caption={say(messages.inbox)}
        columns={columns}
        rows={view.rows}
        rowKey={(row) => row.taskId}
        busy={busy}
      />
      <PageLinks list={view} address={(page) => inboxAddress({ ...wish, page })} />
    </>
  );
}

function InboxExport({ wish }: { wish: InboxWish }) {
  const say = useWords();
  const locale = useLocale();
  const { api } = useSession();
  const headings = [
    messages.caseNumber,
    messages.what,
    messages.shop,
    messages.who,
    messages.handlingOrgan,
    messages.step,
    messages.due,
    messages.urgency,
    messages.since,
  ];
  return (
    <ExportButton
      title={say(messages.inbox)}
      headings={headings.map((heading) => say(heading))}
      cells={(row: InboxRow) => [
        row.caseNumber,
        say(row.serviceName),
        row.subject,
        row.applicantName,
        say(row.organName),
        say(row.taskName),
        row.dueOn ?? '',
        say(urgencyNames[row.urgency]),
        formatInstant(new Date(row.since), locale),
      ]}
      loadPage={(page) => loadInbox(api, { ...wish, page })}
    />
  );
}
