// Owns the page of one licence: its story, what may be done, what it states; refuses to guess what is allowed.
import { useQuery } from '@tanstack/react-query';
import { Fragment, type ReactNode, useEffect, useId, useRef, useState } from 'react';
import { useParams } from 'react-router';
import { formatDay, formatInstant } from '#kernel/dates';
import type { Text } from '#kernel/texts';
import { type LicenceStoryLine, type OrganLicenceView, verificationPath } from '#modules/licences/contract';
import { useAnnounce } from './announcer.tsx';
import { FailureNotice } from './failure-notice.tsx';
import { LicenceActions } from './licence-actions.tsx';
import { LicenceMark } from './licence-mark.tsx';
import { licenceMessages } from './licence-messages.ts';
import { licenceQuery } from './licence-queries.ts';
import { Notice } from './notice.tsx';
import { PageHeading } from './page-heading.tsx';
import type { RequestFailure } from './request.ts';
import { useSession } from './session.tsx';
import { useKeys } from './shortcuts.tsx';
import { SkeletonLines } from './skeleton.tsx';
import { useLocale, useWords } from './words.tsx';
import { WorkbenchLink } from './workbench-link.tsx';

type News =
  | { readonly kind: 'done'; readonly action: Text }
  | { readonly kind: 'changed'; readonly failure: RequestFailure };

export function LicencePage() {
  const { licenceId = '' } = useParams();
  // Another licence is another page: nothing of the former one may show.
  return <OneLicence key={licenceId} licenceId={licenceId} />;
}

function OneLicence({ licenceId }: { licenceId: string }) {
  const say = useWords();
  const { api } = useSession();
  const { data: view, error, refetch } = useQuery(licenceQuery(api, licenceId));
  const [news, setNews] = useState<News>();
  useKeys({ a: () => document.querySelector<HTMLElement>('.act-heading')?.focus() });
  const title = view === undefined ? say(licenceMessages.licence) : `${say(view.name)} ${view.number}`;
  return (
    <div className="page">
      <p className="back">
        <WorkbenchLink to="licences">← {say(licenceMessages.toList)}</WorkbenchLink>
      </p>
      <div className="page-top">
        <PageHeading title={title} />
        {view !== undefined && <LicenceMark state={view.state} name={view.stateName} />}
      </div>
      {error !== null && <FailureNotice failure={error} while="loading" onRetry={() => void refetch()} />}
      {view === undefined && error === null && <SkeletonLines count={8} />}
      {news !== undefined && <LicenceNews news={news} />}
      {view !== undefined && (
        <>
          <LicenceLine view={view} />
          <div className="case">
            <div className="case-left">
              <Story story={view.story} />
            </div>
            <div className="case-middle">
              <LicenceActions
                view={view}
                onDone={(action) => setNews({ kind: 'done', action })}
                onChanged={(failure) => {
                  setNews({ kind: 'changed', failure });
                  void refetch();
                }}
              />
            </div>
            <div className="case-right">
              <Stated view={view} />
              <Renewals view={view} />
            </div>
          </div>
        </>
      )}
    </div>
  );
}

/** Takes the focus: whoever sent something hears first what came of it. */
function LicenceNews({ news }: { news: News }) {
  const say = useWords();
  const announce = useAnnounce();
  const box = useRef<HTMLDivElement>(null);
  const heading =
    news.kind === 'done'
      ? say(licenceMessages.done, { action: say(news.action) })
      : say(licenceMessages.changedHeading);
  useEffect(() => {
    if (news.kind !== undefined) box.current?.focus();
  }, [news]);
  useEffect(() => announce(heading), [heading, announce]);
  return (
    <Notice tone={news.kind === 'done' ? 'done' : 'yellow'} heading={heading} focusRef={box}>
      {news.kind === 'changed' && (
        <p>
          {news.failure.message} {say(licenceMessages.keptHint)}
        </p>
      )}
    </Notice>
  );
}

function LicenceLine({ view }: { view: OrganLicenceView }) {
  const say = useWords();
  const locale = useLocale();
  const parts = [
    view.since === null || view.state === 'expired'
      ? []
      : [say(licenceMessages.since, { day: formatDay(view.since, locale) })],
    view.until === null ? [] : [say(licenceMessages.until, { day: formatDay(view.until, locale) })],
    [view.holderName, say(view.organName)],
  ].flat();
  return <p className="case-line">{parts.join(' · ')}</p>;
}

function Panel({ heading, children }: { heading: Text; children: ReactNode }) {
  const say = useWords();
  const headingId = useId();
  return (
    <section className="panel" aria-labelledby={headingId}>
      <h2 id={headingId}>{say(heading)}</h2>
      {children}
    </section>
  );
}

function Story({ story }: { story: readonly LicenceStoryLine[] }) {
  const say = useWords();
  const locale = useLocale();
  return (
    <Panel heading={licenceMessages.story}>
      <ol className="story">
        {story.map((line) => (
          <li key={`${line.at} ${line.text.zh}`}>
            <time dateTime={line.at}>{formatInstant(new Date(line.at), locale)}</time>
            <span>
              {say(line.text)}
              {line.number !== null && (
                <span className="second-line">
                  {say(licenceMessages.storyNumber, { number: line.number })}
                </span>
              )}
              {line.basis.map((basis) => (
                <span key={basis.zh} className="second-line">
                  {say(basis)}
                </span>
              ))}
              {line.reasons !== '' && <span className="second-line typed">{line.reasons}</span>}
              {line.compensation !== null && <span className="second-line typed">{line.compensation}</span>}
            </span>
          </li>
        ))}
      </ol>
    </Panel>
  );
}

function Stated({ view }: { view: OrganLicenceView }) {
  const say = useWords();
  const locale = useLocale();
  const facts = [
    { term: say(view.labels.holder ?? licenceMessages.holder), value: view.holderName },
    ...(view.holderNumberShown === null
      ? []
      : [{ term: say(licenceMessages.holderNumber), value: view.holderNumberShown }]),
    ...view.entries.map(({ label, value }) => ({ term: say(label), value: say(value) })),
    { term: say(view.labels.issuedOn ?? licenceMessages.issuedOn), value: formatDay(view.issuedOn, locale) },
    {
      term: say(view.labels.expiresOn ?? licenceMessages.expiresOn),
      value: view.expiresOn === null ? say(licenceMessages.noEnd) : formatDay(view.expiresOn, locale),
    },
    ...(view.origin === null ? [] : [{ term: say(licenceMessages.origin), value: view.origin }]),
  ];
  return (
    <Panel heading={licenceMessages.states}>
      <dl className="facts">
        {facts.map(({ term, value }) => (
          <Fragment key={term}>
            <dt>{term}</dt>
            <dd>{value}</dd>
          </Fragment>
        ))}
      </dl>
      {!view.holderIsKnown && <p>{say(licenceMessages.holderUnknown)}</p>}
      <p className="quiet">
        {say(licenceMessages.version, { version: view.version })} ·{' '}
        <a href={verificationPath(locale, view.verificationCode)} target="_blank" rel="noopener">
          {say(licenceMessages.verify)}
        </a>
      </p>
    </Panel>
  );
}

function Renewals({ view }: { view: OrganLicenceView }) {
  const say = useWords();
  const locale = useLocale();
  if (view.renewals.length === 0) return null;
  return (
    <Panel heading={licenceMessages.renewals}>
      {view.renewals.map((one) => (
        <p key={`${one.appliedOn} ${one.termEndsOn}`}>
          {say(licenceMessages.renewalLine, { day: formatDay(one.appliedOn, locale) })}
          {say(one.inTime ? licenceMessages.inTime : licenceMessages.late)}
          {locale === 'zh' ? '，' : ', '}
          {one.outcome !== 'withdrawn' && say(licenceMessages[one.outcome])}
          {one.outcome === 'open' && one.inTime && (
            <span className="second-line">
              {say(licenceMessages.decideBefore, { day: formatDay(one.termEndsOn, locale) })}
            </span>
          )}
          {!one.inTime && (
            <span className="second-line">
              {say(licenceMessages.applyUntil, { day: formatDay(one.applyUntil, locale) })}
            </span>
          )}
        </p>
      ))}
    </Panel>
  );
}
