// Owns the inbox: every task that waits for this officer; refuses to decide what is urgent (the server does).
import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useSearchParams } from 'react-router';
import { formatDay, formatInstant } from '#kernel/dates';
import type { InboxRow, InboxView } from '#modules/cases/contract';
import { useAnnounce } from './announcer.tsx';
import { assignmentMessages } from './assignment-messages.ts';
import { inboxQuery, loadInbox, rowAddress } from './case-queries.ts';
import { useDesk } from './desk.ts';
import { EmptyState } from './empty-state.tsx';
import { ExportButton } from './export-button.tsx';
import { FailureNotice } from './failure-notice.tsx';
import { HolderCell, useHolderWords } from './holder-mark.tsx';
import { InboxFilters } from './inbox-filters.tsx';
import { InboxLine } from './inbox-line.tsx';
import { inboxMessages } from './inbox-messages.ts';
import { type InboxWish, inboxAddress, isFiltered, readInboxWish } from './inbox-wish.ts';
import { messages } from './messages.ts';
import { PageHeading } from './page-heading.tsx';
import { PageLinks, useListSentence } from './page-links.tsx';
import { type Column, RecordTable, RowLink, SkeletonTable } from './record-table.tsx';
import { useSession, useSeveralOrgans } from './session.tsx';
import { NewMark, UrgencyMark, urgencyNames } from './status-mark.tsx';
import { useLocale, useWords } from './words.tsx';
import { WorkbenchLink } from './workbench-link.tsx';

export function InboxPage() {
  const say = useWords();
  const { api } = useSession();
  const announce = useAnnounce();
  const [parameters] = useSearchParams();
  const wish = readInboxWish(parameters);
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
      <InboxFilters wish={wish} />
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
  const { urgency: inForce, ...others } = wish;
  const filters = [
    { urgency: 'overdue', count: counts?.overdue },
    { urgency: 'due-soon', count: counts?.dueSoon },
    { urgency: 'in-time', count: counts?.inTime },
  ] as const;
  return (
    <nav className="filters" aria-label={say(messages.byUrgency)}>
      <WorkbenchLink
        to={inboxAddress({ ...others, page: 1 })}
        className="filter"
        current={inForce === undefined}
      >
        {say(messages.all)}
      </WorkbenchLink>
      {filters.map(({ urgency, count }) => (
        <WorkbenchLink
          key={urgency}
          to={inboxAddress({ ...others, page: 1, urgency })}
          className="filter"
          current={inForce === urgency}
        >
          <UrgencyMark urgency={urgency} /> <span className="number">{count ?? '–'}</span>
        </WorkbenchLink>
      ))}
    </nav>
  );
}

function useInboxColumns(wish: InboxWish, isNew: (row: InboxRow) => boolean): readonly Column<InboxRow>[] {
  const say = useWords();
  const locale = useLocale();
  const severalOrgans = useSeveralOrgans();
  const orderOf = (order: 'due' | 'since') => ({
    address: inboxAddress({ ...wish, page: 1, order }),
    inForce: (wish.order ?? 'due') === order,
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
          {isNew(row) && (
            <>
              {' '}
              <NewMark />
            </>
          )}
          <span className="second-line">
            <span className="number">{row.caseNumber}</span>
            {severalOrgans && ` · ${say(row.organName)}`}
          </span>
        </>
      ),
    },
    { key: 'who', heading: messages.who, cell: (row) => row.applicantName },
    { key: 'step', heading: messages.step, cell: (row) => say(row.taskName) },
    { key: 'holder', heading: assignmentMessages.holder, cell: (row) => <HolderCell row={row} /> },
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

/** Which of the rows shown are chosen; a row that is gone is chosen no longer. */
function useChosenRows(rows: readonly InboxRow[]) {
  const [keys, setKeys] = useState<ReadonlySet<string>>(new Set());
  const chosen = rows.filter((row) => keys.has(row.taskId));
  const toggle = ({ taskId }: InboxRow) => {
    const next = new Set(keys);
    if (!next.delete(taskId)) next.add(taskId);
    setKeys(next);
  };
  return { chosen, keys, toggle, clear: () => setKeys(new Set()) };
}

function InboxTable({ view, wish, busy }: { view: InboxView; wish: InboxWish; busy: boolean }) {
  const say = useWords();
  const { lookedAt } = useDesk();
  const isNew = (row: InboxRow) => lookedAt !== null && row.since > lookedAt;
  const columns = useInboxColumns(wish, isNew);
  const { chosen, keys, toggle, clear } = useChosenRows(view.rows);
  if (view.rows.length === 0) return <NothingHere wish={wish} />;
  return (
    <>
      <InboxLine
        chosen={chosen}
        newCount={view.rows.filter(isNew).length}
        lookedAt={lookedAt}
        onClear={clear}
      />
      <RecordTable
        caption={say(messages.inbox)}
        columns={columns}
        rows={view.rows}
        rowKey={(row) => row.taskId}
        selection={{
          heading: inboxMessages.choose,
          chosen: keys,
          label: (row) => say(inboxMessages.chooseRow, { number: row.caseNumber }),
          onToggle: toggle,
        }}
        busy={busy}
      />
      <PageLinks list={view} address={(page) => inboxAddress({ ...wish, page })} />
    </>
  );
}

function NothingHere({ wish }: { wish: InboxWish }) {
  const say = useWords();
  const { page: _page, order: _order, urgency, ...others } = wish;
  if (!isFiltered(wish))
    return <EmptyState heading={say(messages.inboxEmpty)}>{say(messages.inboxEmptyHint)}</EmptyState>;
  const isByUrgencyAlone = urgency !== undefined && Object.keys(others).length === 0;
  return (
    <EmptyState
      heading={
        isByUrgencyAlone
          ? say(messages.inboxFilterEmpty, { filter: say(urgencyNames[urgency]) })
          : say(inboxMessages.nothingFits)
      }
    >
      <WorkbenchLink to="">{say(messages.showAll)}</WorkbenchLink>
    </EmptyState>
  );
}

function InboxExport({ wish }: { wish: InboxWish }) {
  const say = useWords();
  const locale = useLocale();
  const { api } = useSession();
  const holderWords = useHolderWords();
  const headings = [
    messages.caseNumber,
    messages.what,
    messages.shop,
    messages.who,
    messages.handlingOrgan,
    messages.step,
    assignmentMessages.holder,
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
        holderWords(row.holder),
        row.dueOn ?? '',
        say(urgencyNames[row.urgency]),
        formatInstant(new Date(row.since), locale),
      ]}
      loadPage={(page) => loadInbox(api, { ...wish, page })}
    />
  );
}
