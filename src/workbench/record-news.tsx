// Owns what is told on a record's page after something was sent: done, or what had changed; refuses to lose the focus.
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { labelled, type Text } from '#kernel/texts';
import type { InboxView, StoryLine } from '#modules/cases/contract';
import { useAnnounce } from './announcer.tsx';
import { caseMessages } from './case-messages.ts';
import { findNextRow, rowAddress } from './case-queries.ts';
import { messages } from './messages.ts';
import { Notice } from './notice.tsx';
import type { RequestFailure } from './request.ts';
import { useLocale, useWords } from './words.tsx';
import { WorkbenchLink } from './workbench-link.tsx';

/** What happened on this page since it was opened. */
export type News =
  | { readonly kind: 'done'; readonly action: Text }
  | { readonly kind: 'changed'; readonly failure: RequestFailure };

interface RecordNewsProps {
  readonly news: News;
  /** What has happened since the record was opened. */
  readonly fresh: readonly StoryLine[];
  /** The case or the procedure. */
  readonly subjectId: string;
}

/** Takes the focus: whoever sent something hears first what came of it. */
export function RecordNews({ news, fresh, subjectId }: RecordNewsProps) {
  const say = useWords();
  const announce = useAnnounce();
  const box = useRef<HTMLDivElement>(null);
  const heading =
    news.kind === 'done'
      ? say(caseMessages.done, { action: say(news.action) })
      : say(news.failure.code === 'case-changed' ? caseMessages.changedHeading : messages.failureHeading);
  useEffect(() => {
    if (news !== undefined) box.current?.focus();
  }, [news]);
  useEffect(() => announce(heading), [heading, announce]);
  if (news.kind === 'done') {
    return (
      <Notice tone="done" heading={heading} focusRef={box}>
        <p>
          <NextTask subjectId={subjectId} />
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
function NextTask({ subjectId }: { subjectId: string }) {
  const say = useWords();
  const locale = useLocale();
  const queries = useQueryClient();
  const seen = queries
    .getQueriesData<InboxView>({ queryKey: ['inbox'] })
    .flatMap(([, view]) => view ?? [])
    .at(-1);
  const next = findNextRow(seen?.rows ?? [], subjectId);
  return (
    <>
      {next !== undefined && (
        <>
          <WorkbenchLink to={rowAddress(next)}>
            {labelled(say(caseMessages.doneNext), `${say(next.serviceName)} · ${next.subject}`, locale)}
          </WorkbenchLink>
          {' · '}
        </>
      )}
      <WorkbenchLink to="">{say(messages.toInbox)}</WorkbenchLink>
    </>
  );
}

/** What others did meanwhile: told and marked, and the focus stays where the reader works. */
export function LiveNews({ fresh, onSeen }: { fresh: readonly StoryLine[]; onSeen: () => void }) {
  const say = useWords();
  const announce = useAnnounce();
  const told = fresh.map((line) => say(line.text)).join(' ');
  useEffect(() => {
    if (told !== '') announce(`${say(caseMessages.changedLive)} ${told}`);
  }, [told, announce, say]);
  if (fresh.length === 0) return null;
  return (
    <Notice tone="yellow" heading={say(caseMessages.changedLive)}>
      <ul>
        {fresh.map((line) => (
          <li key={`${line.at} ${line.text.zh}`}>{say(line.text)}</li>
        ))}
      </ul>
      <button type="button" className="plain-button" onClick={onSeen}>
        {say(caseMessages.changedSeen)}
      </button>
    </Notice>
  );
}
