// Owns the counter's first page: queue, a new application, what is unfinished; refuses officers without a window post.
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { formatInstant } from '#kernel/dates';
import { type CounterDraftRow, type CounterHome, counterPaths } from '#modules/cases/contract';
import { useAnnounce } from './announcer.tsx';
import { counterMessages } from './counter-messages.ts';
import { counterQuery } from './counter-queries.ts';
import { CounterStart } from './counter-start.tsx';
import { EmptyState } from './empty-state.tsx';
import { FailureNotice } from './failure-notice.tsx';
import { PageHeading } from './page-heading.tsx';
import { type Column, RecordTable, RowLink } from './record-table.tsx';
import { useSession } from './session.tsx';
import { SkeletonLines } from './skeleton.tsx';
import { useLocale, useWords } from './words.tsx';
import { WorkbenchLink } from './workbench-link.tsx';

export function CounterPage() {
  const say = useWords();
  const { api } = useSession();
  const { data, error, refetch } = useQuery(counterQuery(api));
  return (
    <div className="page counter">
      <div className="page-top">
        <PageHeading title={say(counterMessages.counter)} />
        <WorkbenchLink to="counter/results">{say(counterMessages.handOut)}</WorkbenchLink>
      </div>
      {error !== null && <FailureNotice failure={error} while="loading" onRetry={() => void refetch()} />}
      {data === undefined && error === null && <SkeletonLines count={10} />}
      {data?.counters.map((counter) => (
        <div key={counter.organId}>
          <Queue counter={counter} />
          <CounterStart organId={counter.organId} ticketLabel={counter.called} topics={data.lifeEvents} />
        </div>
      ))}
      {data !== undefined && <OpenDrafts drafts={data.drafts} />}
    </div>
  );
}

function Queue({ counter }: { counter: CounterHome['counters'][number] }) {
  const say = useWords();
  const announce = useAnnounce();
  const queries = useQueryClient();
  const { api } = useSession();
  const body = { organId: counter.organId };
  const done = (sentence: string) => {
    announce(sentence);
    void queries.invalidateQueries({ queryKey: ['counter'] });
  };
  const take = useMutation({
    mutationFn: () => api.post<{ label: string }>(counterPaths.takeTicket, body),
    onSuccess: ({ label }) => done(say(counterMessages.ticketTaken, { label })),
  });
  const call = useMutation({
    mutationFn: () => api.post<{ label: string }>(counterPaths.callNext, body),
    onSuccess: ({ label }) => done(say(counterMessages.called, { label })),
  });
  return (
    <section className="panel" aria-label={say(counterMessages.queue)}>
      <p className="counter-queue">
        <strong>{say(counter.organName)}</strong>
        <span className="number">
          {counter.called === null
            ? say(counterMessages.nobodyCalled)
            : say(counterMessages.called, { label: counter.called })}
        </span>
        <span className="quiet">{say(counterMessages.waiting, { count: counter.waiting })}</span>
        <Button onClick={() => call.mutate()}>{say(counterMessages.callNext)}</Button>
        <Button onClick={() => take.mutate()}>{say(counterMessages.takeTicket)}</Button>
        {take.data !== undefined && (
          <span>{say(counterMessages.ticketTaken, { label: take.data.label })}</span>
        )}
      </p>
      {[take.error, call.error].map(
        (error) => error !== null && <FailureNotice key={String(error)} failure={error} while="sending" />,
      )}
    </section>
  );
}

function OpenDrafts({ drafts }: { drafts: readonly CounterDraftRow[] }) {
  const say = useWords();
  const locale = useLocale();
  const columns: readonly Column<CounterDraftRow>[] = [
    {
      key: 'who',
      heading: counterMessages.applicant,
      cell: (row) => (
        <>
          <RowLink to={`counter/drafts/${row.id}`}>
            {row.applicantName ?? say(counterMessages.unnamed)}
          </RowLink>
          <span className="second-line">
            {[row.ticketLabel, say(row.lifeEventTitle)].filter((one) => one !== null).join(' · ')}
          </span>
        </>
      ),
    },
    { key: 'clerk', heading: counterMessages.clerk, cell: (row) => row.clerkName },
    {
      key: 'updated',
      heading: counterMessages.updated,
      cell: (row) => <span className="number">{formatInstant(new Date(row.updatedAt), locale)}</span>,
    },
  ];
  return (
    <section>
      <h2>{say(counterMessages.openDrafts)}</h2>
      {drafts.length === 0 ? (
        <EmptyState heading={say(counterMessages.noDrafts)}>{say(counterMessages.noDraftsHint)}</EmptyState>
      ) : (
        <RecordTable
          caption={say(counterMessages.openDrafts)}
          columns={columns}
          rows={drafts}
          rowKey={(row) => row.id}
          busy={false}
        />
      )}
    </section>
  );
}
