// Owns the page of one case: story, what is to decide, clock, people, papers; refuses to guess what is allowed.
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useId, useRef, useState } from 'react';
import { useParams } from 'react-router';
import type { Text } from '#kernel/texts';
import type { CaseView, InboxView, StoryLine } from '#modules/cases/contract';
import { useAnnounce } from './announcer.tsx';
import { CaseActions } from './case-actions.tsx';
import { CaseAside } from './case-aside.tsx';
import { caseMessages } from './case-messages.ts';
import { caseQuery, findNextRow } from './case-queries.ts';
import { CaseStory, newLines } from './case-story.tsx';
import { ClockLine } from './clock-panel.tsx';
import { EvidenceViewer } from './evidence-viewer.tsx';
import { FailureNotice } from './failure-notice.tsx';
import { messages } from './messages.ts';
import { Notice } from './notice.tsx';
import { PageHeading } from './page-heading.tsx';
import type { RequestFailure } from './request.ts';
import { useSession } from './session.tsx';
import { useKeys } from './shortcuts.tsx';
import { SkeletonLines } from './skeleton.tsx';
import { StatusMark } from './status-mark.tsx';
import { useWords } from './words.tsx';
import { WorkbenchLink } from './workbench-link.tsx';

/** What happened on this page since it was opened. */
type News =
  | { readonly kind: 'done'; readonly action: Text }
  | { readonly kind: 'changed'; readonly failure: RequestFailure; readonly before: readonly StoryLine[] };

export function CasePage() {
  const { caseId = '' } = useParams();
  // Another case is another page: nothing of the former one may show.
  return <OneCase key={caseId} caseId={caseId} />;
}

function OneCase({ caseId }: { caseId: string }) {
  const say = useWords();
  const { api } = useSession();
  const { data: view, error, refetch } = useQuery(caseQuery(api, caseId));
  useKeys({
    a: () => document.querySelector<HTMLElement>('.act-heading')?.focus(),
    e: () => document.querySelector<HTMLElement>('.evidence-heading')?.focus(),
  });
  const title = view === undefined ? say(caseMessages.case) : `${say(caseMessages.case)} ${view.number}`;
  return (
    <div className="page">
      <p className="back">
        <WorkbenchLink to="">← {say(messages.inbox)}</WorkbenchLink>
      </p>
      <div className="page-top">
        <PageHeading title={title} />
        {view !== undefined && <StatusMark status={view.status} name={view.statusName} />}
      </div>
      {error !== null && <FailureNotice failure={error} while="loading" onRetry={() => void refetch()} />}
      {view === undefined && error === null && <CaseSkeleton />}
      {view !== undefined && <CaseBody view={view} onReload={() => void refetch()} />}
    </div>
  );
}

function CaseBody({ view, onReload }: { view: CaseView; onReload: () => void }) {
  const say = useWords();
  const [news, setNews] = useState<News>();
  const shop = view.answers.find(({ field }) => field === 'shopName');
  const fresh = news?.kind === 'changed' ? newLines(news.before, view.story) : [];
  return (
    <>
      <p className="case-line">
        {say(view.serviceName)}
        {shop !== undefined && ` · ${say(shop.value)}`} · {view.applicantName}
        <span className="quiet"> · {say(view.organName)}</span>
      </p>
      {news !== undefined && <CaseNews news={news} fresh={fresh} caseId={view.id} />}
      <ClockLine clocks={view.clocks} />
      <div className="case">
        <div className="case-left">
          <CaseStory story={view.story} fresh={fresh} />
        </div>
        <div className="case-middle">
          <CaseActions
            view={view}
            onDone={(action) => setNews({ kind: 'done', action })}
            onChanged={(failure) => {
              setNews({ kind: 'changed', failure, before: view.story });
              onReload();
            }}
          />
          <EvidenceViewer view={view} />
          <Answers answers={view.answers} />
        </div>
        <div className="case-right">
          <CaseAside view={view} />
        </div>
      </div>
    </>
  );
}

/** Takes the focus: whoever sent something hears first what came of it. */
function CaseNews({ news, fresh, caseId }: { news: News; fresh: readonly StoryLine[]; caseId: string }) {
  const say = useWords();
  const announce = useAnnounce();
  const box = useRef<HTMLDivElement>(null);
  const heading =
    news.kind === 'done'
      ? say(caseMessages.done, { action: say(news.action) })
      : say(news.failure.code === 'case-changed' ? caseMessages.changedHeading : messages.failureHeading);
  useEffect(() => {
    if (news.kind === 'done' || news.before.length >= 0) box.current?.focus();
  }, [news]);
  useEffect(() => announce(heading), [heading, announce]);
  if (news.kind === 'done') {
    return (
      <Notice tone="done" heading={heading} focusRef={box}>
        <p>
          <NextTask caseId={caseId} />
        </p>
      </Notice>
    );
  }
  return (
    <Notice tone="yellow" heading={heading} focusRef={box}>
      <p>{news.failure.message}</p>
      {fresh.length > 0 && (
        <>
          <p>{say(caseMessages.changedSince)}</p>
          <ul>
            {fresh.map((line) => (
              <li key={`${line.at} ${line.text.zh}`}>{say(line.text)}</li>
            ))}
          </ul>
        </>
      )}
      <p>{say(caseMessages.changedKept)}</p>
      {news.failure.requestId !== undefined && (
        <p className="quiet">{say(messages.requestNumber, { id: news.failure.requestId })}</p>
      )}
    </Notice>
  );
}

/** The next task of the inbox as it was last seen, so that the clerk need not go back for it. */
function NextTask({ caseId }: { caseId: string }) {
  const say = useWords();
  const queries = useQueryClient();
  const seen = queries
    .getQueriesData<InboxView>({ queryKey: ['inbox'] })
    .flatMap(([, view]) => view ?? [])
    .at(-1);
  const next = findNextRow(seen?.rows ?? [], caseId);
  return (
    <>
      {next !== undefined && (
        <>
          <WorkbenchLink to={`cases/${next.caseId}`}>
            {say(caseMessages.doneNext)}：{say(next.serviceName)} · {next.subject}
          </WorkbenchLink>
          {' · '}
        </>
      )}
      <WorkbenchLink to="">{say(messages.toInbox)}</WorkbenchLink>
    </>
  );
}

function Answers({ answers }: { answers: CaseView['answers'] }) {
  const say = useWords();
  const headingId = useId();
  return (
    <section className="panel" aria-labelledby={headingId}>
      <h2 id={headingId}>{say(caseMessages.answers)}</h2>
      {answers.length === 0 && <p className="quiet">{say(caseMessages.answersEmpty)}</p>}
      <dl className="facts facts-wide">
        {answers.map(({ field, label, value }) => (
          <div key={field}>
            <dt>{say(label)}</dt>
            <dd>{say(value)}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

function CaseSkeleton() {
  return (
    <div className="case">
      <div className="case-left">
        <SkeletonLines count={6} />
      </div>
      <div className="case-middle">
        <SkeletonLines count={10} />
      </div>
      <div className="case-right">
        <SkeletonLines count={8} />
      </div>
    </div>
  );
}
