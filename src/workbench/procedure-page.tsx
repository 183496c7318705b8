// Owns the page of one procedure, for whoever is asked and for the case's own organ; refuses more than the server gives.
import { useQuery } from '@tanstack/react-query';
import { useId, useState } from 'react';
import { useParams } from 'react-router';
import type { Text } from '#kernel/texts';
import { casePaths, type ProcedureView } from '#modules/cases/contract';
import { AnswerList } from './answer-list.tsx';
import { caseMessages } from './case-messages.ts';
import { Appointment, ProcedureDays, useProcedureTitle } from './case-procedures.tsx';
import { procedureQuery } from './case-queries.ts';
import { EvidenceViewer } from './evidence-viewer.tsx';
import { FailureNotice } from './failure-notice.tsx';
import { HearingPanel } from './hearing-panel.tsx';
import { messages } from './messages.ts';
import { PageHeading } from './page-heading.tsx';
import { ProcedureConclusion } from './procedure-conclusion.tsx';
import { ProcedureMark } from './procedure-mark.tsx';
import { procedureMessages } from './procedure-messages.ts';
import { type News, RecordNews } from './record-news.tsx';
import type { RequestFailure } from './request.ts';
import { useSession } from './session.tsx';
import { useKeys } from './shortcuts.tsx';
import { SkeletonLines } from './skeleton.tsx';
import { useWords } from './words.tsx';
import { WorkbenchLink } from './workbench-link.tsx';

export function ProcedurePage() {
  const { procedureId = '' } = useParams();
  // Another procedure is another page: nothing of the former one may show.
  return <OneProcedure key={procedureId} procedureId={procedureId} />;
}

function OneProcedure({ procedureId }: { procedureId: string }) {
  const say = useWords();
  const { api } = useSession();
  const title = useProcedureTitle();
  const { data: view, error, refetch } = useQuery(procedureQuery(api, procedureId));
  useKeys({
    a: () => document.querySelector<HTMLElement>('.act-heading')?.focus(),
    e: () => document.querySelector<HTMLElement>('.evidence-heading')?.focus(),
  });
  return (
    <div className="page">
      <p className="back">
        <WorkbenchLink to="">← {say(messages.inbox)}</WorkbenchLink>
      </p>
      <div className="page-top">
        <PageHeading title={view === undefined ? say(procedureMessages.procedure) : title(view)} />
        {view !== undefined && <ProcedureMark procedure={view} />}
      </div>
      {error !== null && <FailureNotice failure={error} while="loading" onRetry={() => void refetch()} />}
      {view === undefined && error === null && <SkeletonLines count={10} />}
      {view !== undefined && <ProcedureBody view={view} onReload={() => void refetch()} />}
    </div>
  );
}

function ProcedureBody({ view, onReload }: { view: ProcedureView; onReload: () => void }) {
  const say = useWords();
  const [news, setNews] = useState<News>();
  const acting = {
    view,
    onDone: (action: Text) => setNews({ kind: 'done', action }),
    onChanged: (failure: RequestFailure) => {
      setNews({ kind: 'changed', failure });
      onReload();
    },
  };
  const address = (evidenceId: string) =>
    view.mayOpenCase
      ? casePaths.evidence(view.caseId, evidenceId)
      : casePaths.procedureEvidence(view.id, evidenceId);
  return (
    <>
      <p className="case-line">
        {say(view.serviceName)}
        {view.subject !== '' && ` · ${view.subject}`}
        <span className="quiet"> · {say(procedureMessages.askedBy, { organ: say(view.caseOrganName) })}</span>
      </p>
      {news !== undefined && <RecordNews news={news} fresh={[]} subjectId={view.id} />}
      <div className="case case-two">
        <div className="case-middle">
          <WhatIsAsked view={view} />
          <HearingPanel {...acting} />
          <ProcedureConclusion {...acting} />
          <EvidenceViewer
            evidence={view.evidence}
            address={address}
            empty={view.mayOpenCase ? caseMessages.evidenceEmpty : caseMessages.evidenceUnshared}
          />
        </div>
        <div className="case-right">
          <OfCase view={view} />
          {view.answers.length > 0 && <AnswerList answers={view.answers} />}
        </div>
      </div>
    </>
  );
}

function WhatIsAsked({ view }: { view: ProcedureView }) {
  const say = useWords();
  const headingId = useId();
  return (
    <section className="panel" aria-labelledby={headingId}>
      <h2 id={headingId}>{say(procedureMessages.what)}</h2>
      <p className="typed">{view.request}</p>
      <Appointment procedure={view} />
      <p className="quiet">
        <ProcedureDays procedure={view} />
        {view.askedOrganName !== null &&
          ` · ${say(procedureMessages.askedOf, { organ: say(view.askedOrganName) })}`}
      </p>
    </section>
  );
}

function OfCase({ view }: { view: ProcedureView }) {
  const say = useWords();
  const headingId = useId();
  return (
    <section className="panel" aria-labelledby={headingId}>
      <h2 id={headingId}>{say(procedureMessages.ofCase)}</h2>
      <p className="number">{view.caseNumber}</p>
      <p>{say(view.caseOrganName)}</p>
      {view.mayOpenCase ? (
        <p>
          <WorkbenchLink to={`cases/${view.caseId}`}>{say(procedureMessages.openCase)}</WorkbenchLink>
        </p>
      ) : (
        <p className="quiet">{say(procedureMessages.caseHidden)}</p>
      )}
    </section>
  );
}
