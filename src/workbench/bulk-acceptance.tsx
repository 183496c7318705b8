// Owns accepting several cases: a dry run first, then one after the other, each with its answer; refuses a blind send.
import { queryOptions, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import {
  type AcceptancePreview,
  type AcceptancePreviewRow,
  type CaseView,
  casePaths,
  type InboxRow,
} from '#modules/cases/contract';
import { useAnnounce } from './announcer.tsx';
import { Dialog } from './dialog.tsx';
import { FailureNotice } from './failure-notice.tsx';
import { inboxMessages } from './inbox-messages.ts';
import { type Api, RequestFailure } from './request.ts';
import { useSession } from './session.tsx';
import { SkeletonLines } from './skeleton.tsx';
import { Mark } from './status-mark.tsx';
import { useWords } from './words.tsx';

function previewQuery(api: Api, caseIds: readonly string[]) {
  return queryOptions({
    queryKey: ['acceptance-preview', caseIds],
    queryFn: ({ signal }) =>
      api.get<AcceptancePreview>(`${casePaths.acceptancePreview}?cases=${caseIds.join(',')}`, signal),
    // Each look is recorded and must be of now.
    refetchOnWindowFocus: false,
    staleTime: 0,
    gcTime: 0,
  });
}

/** How sending one went: undefined while it was not sent, '' where it was accepted, else why not. */
type Answers = Readonly<Record<string, string>>;

interface BulkAcceptanceProps {
  readonly rows: readonly InboxRow[];
  readonly onClose: () => void;
}

export function BulkAcceptance({ rows, onClose }: BulkAcceptanceProps) {
  const say = useWords();
  const { api } = useSession();
  const caseIds = rows.map((row) => row.caseId);
  const { data, error, refetch } = useQuery(previewQuery(api, caseIds));
  const { answers, at, isDone, send } = useOneByOne(api);
  // In the order of the list: the answers come in the order in which they are read.
  const ready = caseIds.flatMap(
    (caseId) => data?.rows.filter((row) => row.caseId === caseId && row.obstacle === null) ?? [],
  );
  const isGoing = at > 0 && !isDone;
  return (
    <Dialog open wide title={say(inboxMessages.acceptHeading)} {...(isGoing ? {} : { onClose })}>
      <p>{say(inboxMessages.acceptHint)}</p>
      {error !== null && <FailureNotice failure={error} while="loading" onRetry={() => void refetch()} />}
      {data === undefined && error === null && <SkeletonLines count={4} />}
      {data !== undefined && <PreviewList wanted={rows} found={data.rows} answers={answers} />}
      {isDone && <Summary answers={answers} />}
      <div className="dialog-buttons">
        {data !== undefined && !isDone && ready.length > 0 && (
          <Button type="primary" aria-disabled={isGoing} onClick={() => !isGoing && void send(ready)}>
            {isGoing
              ? say(inboxMessages.going, { at, count: ready.length })
              : say(inboxMessages.goNow, { count: ready.length })}
          </Button>
        )}
        {data !== undefined && ready.length === 0 && <p>{say(inboxMessages.goNone)}</p>}
        <Button aria-disabled={isGoing} onClick={() => !isGoing && onClose()}>
          {say(isDone ? inboxMessages.close : inboxMessages.cancel)}
        </Button>
      </div>
    </Dialog>
  );
}

/** Sends one after the other through the same address as the case's own page; what fails holds nothing else up. */
function useOneByOne(api: Api) {
  const queries = useQueryClient();
  const announce = useAnnounce();
  const say = useWords();
  const [answers, setAnswers] = useState<Answers>({});
  const [at, setAt] = useState(0);
  const [isDone, setIsDone] = useState(false);
  const send = async (ready: readonly AcceptancePreviewRow[]) => {
    const results: Record<string, string> = {};
    for (const [index, { caseId, revision }] of ready.entries()) {
      setAt(index + 1);
      results[caseId] = await api
        .post<CaseView>(casePaths.accept(caseId), { revision })
        .then(() => '')
        .catch((failure: unknown) => (failure instanceof RequestFailure ? failure.message : String(failure)));
      setAnswers({ ...results });
    }
    setIsDone(true);
    const failed = Object.values(results).filter((why) => why !== '').length;
    announce(say(inboxMessages.summary, { done: ready.length - failed, failed }));
    void queries.invalidateQueries({ queryKey: ['inbox'] });
    void queries.invalidateQueries({ queryKey: ['inbox-filters'] });
    void queries.invalidateQueries({ queryKey: ['case'], refetchType: 'none' });
  };
  return { answers, at, isDone, send };
}

function Summary({ answers }: { answers: Answers }) {
  const say = useWords();
  const failed = Object.values(answers).filter((why) => why !== '').length;
  const done = Object.values(answers).length - failed;
  return (
    <p>
      <strong>{say(inboxMessages.summary, { done, failed })}</strong>
    </p>
  );
}

interface PreviewListProps {
  readonly wanted: readonly InboxRow[];
  readonly found: readonly AcceptancePreviewRow[];
  readonly answers: Answers;
}

function PreviewList({ wanted, found, answers }: PreviewListProps) {
  const say = useWords();
  return (
    <ul className="preview">
      {wanted.map((row) => {
        const preview = found.find((one) => one.caseId === row.caseId);
        return (
          <li key={row.caseId}>
            <span className="preview-what">
              <span className="number">{row.caseNumber}</span> {say(row.serviceName)} · {row.subject}
            </span>
            <PreviewState preview={preview} answer={answers[row.caseId]} />
          </li>
        );
      })}
    </ul>
  );
}

interface PreviewStateProps {
  readonly preview: AcceptancePreviewRow | undefined;
  readonly answer: string | undefined;
}

function PreviewState({ preview, answer }: PreviewStateProps) {
  const say = useWords();
  if (answer === '') return <Mark shape="check" tone="done" word={inboxMessages.accepted} />;
  const obstacle = preview?.obstacle ?? null;
  const why =
    answer ?? (preview === undefined ? say(inboxMessages.notFound) : obstacle === null ? '' : say(obstacle));
  if (why === '') return <Mark shape="round" tone="done" word={inboxMessages.wouldGo} />;
  return (
    <span className="preview-why">
      <Mark shape="warning" tone="yellow" word={inboxMessages.wouldNot} /> {why}
    </span>
  );
}
