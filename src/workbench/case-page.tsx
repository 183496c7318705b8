// Owns the page of one case: story, what is to decide, clock, people, papers; refuses to guess what is allowed.
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useParams } from 'react-router';
import { type CaseView, casePaths } from '#modules/cases/contract';
import { AnswerList } from './answer-list.tsx';
import { CaseActions } from './case-actions.tsx';
import { CaseAside } from './case-aside.tsx';
import { CaseDeliveries } from './case-deliveries.tsx';
import { caseMessages } from './case-messages.ts';
import { CaseNotes } from './case-notes.tsx';
import { CaseProcedures } from './case-procedures.tsx';
import { caseQuery } from './case-queries.ts';
import { CaseStory, newLines } from './case-story.tsx';
import { ClockLine } from './clock-panel.tsx';
import { EvidenceViewer } from './evidence-viewer.tsx';
import { FailureNotice } from './failure-notice.tsx';
import { messages } from './messages.ts';
import { PageHeading } from './page-heading.tsx';
import { LiveNews, type News, RecordNews } from './record-news.tsx';
import { useSession } from './session.tsx';
import { useKeys } from './shortcuts.tsx';
import { SkeletonLines } from './skeleton.tsx';
import { StatusMark } from './status-mark.tsx';
import { TaskHolders } from './task-holders.tsx';
import { useWords } from './words.tsx';
import { WorkbenchLink } from './workbench-link.tsx';

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

/** What happened since the reader opened the case, or last did something to it or said that it was seen. */
function useFreshLines(view: CaseView) {
  const { api } = useSession();
  const queries = useQueryClient();
  const [seen, setSeen] = useState(view.story);
  return {
    fresh: newLines(seen, view.story),
    // The answer to an action is in the cache before the page has it.
    acknowledge: () => setSeen(queries.getQueryData(caseQuery(api, view.id).queryKey)?.story ?? view.story),
  };
}

function CaseBody({ view, onReload }: { view: CaseView; onReload: () => void }) {
  const say = useWords();
  const [news, setNews] = useState<News>();
  const { fresh, acknowledge } = useFreshLines(view);
  // Before there is a decision the documents are what an officer came for.
  const isDecided = view.decidedOn !== null;
  const deliveries = <CaseDeliveries view={view} />;
  return (
    <>
      <p className="case-line">
        {say(view.serviceName)}
        {view.subject !== '' && ` · ${view.subject}`} · {view.applicantName}
        <span className="quiet">
          {' '}
          · {say(view.organName)} · {say(view.modeName)}
        </span>
      </p>
      {news !== undefined && <RecordNews news={news} fresh={fresh} subjectId={view.id} />}
      <ClockLine clocks={view.clocks} />
      <div className="case">
        <div className="case-left">
          {news?.kind !== 'changed' && <LiveNews fresh={fresh} onSeen={acknowledge} />}
          <CaseStory story={view.story} fresh={fresh} />
          <CaseNotes caseId={view.id} />
        </div>
        <div className="case-middle">
          <TaskHolders view={view} />
          <CaseActions
            view={view}
            onDone={(action) => {
              setNews({ kind: 'done', action });
              acknowledge();
            }}
            onChanged={(failure) => {
              setNews({ kind: 'changed', failure });
              onReload();
            }}
          />
          <CaseProcedures view={view} />
          {isDecided && deliveries}
          <EvidenceViewer
            evidence={view.evidence}
            address={(evidenceId) => casePaths.evidence(view.id, evidenceId)}
            empty={caseMessages.evidenceEmpty}
          />
          <AnswerList answers={view.answers} />
          {!isDecided && deliveries}
        </div>
        <div className="case-right">
          <CaseAside view={view} />
        </div>
      </div>
    </>
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
