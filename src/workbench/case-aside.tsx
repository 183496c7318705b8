// Owns what stands at the right of a case: people, papers, opinions, responsibility; refuses what the server hides.
import { type ReactNode, useId } from 'react';
import { formatDay, formatInstant } from '#kernel/dates';
import { bracketed, labelled, type Text } from '#kernel/texts';
import { type CaseView, casePaths } from '#modules/cases/contract';
import { caseMessages } from './case-messages.ts';
import { ClockPanel } from './clock-panel.tsx';
import { deliveryMessages } from './delivery-messages.ts';
import { IssuedPapers } from './issued-papers.tsx';
import { Mark } from './status-mark.tsx';
import { useLocale, useWords } from './words.tsx';

export function CaseAside({ view }: { view: CaseView }) {
  const say = useWords();
  const locale = useLocale();
  return (
    <>
      <ClockPanel clocks={view.clocks} />
      <Panel heading={caseMessages.people}>
        <dl className="facts">
          <dt>{say(caseMessages.applicant)}</dt>
          <dd>{view.applicantName}</dd>
          <dt>{say(caseMessages.idNumber)}</dt>
          <dd className="number">{view.applicantIdNumber}</dd>
          {view.agent != null && (
            <>
              <dt>{say(caseMessages.agent)}</dt>
              <dd>
                {bracketed(view.agent.name, view.agent.relation, locale)}
                <span className="number">{view.agent.maskedNumber}</span>
              </dd>
            </>
          )}
          {view.receivedOn !== null && (
            <>
              <dt>{say(caseMessages.receivedOn)}</dt>
              <dd>{formatDay(view.receivedOn, locale)}</dd>
            </>
          )}
          {view.acceptedOn !== null && (
            <>
              <dt>{say(caseMessages.acceptedOn)}</dt>
              <dd>
                {formatDay(view.acceptedOn, locale)}
                {view.acceptedByLaw && say(caseMessages.acceptedByLaw)}
              </dd>
            </>
          )}
        </dl>
      </Panel>
      <Manner view={view} />
      <Papers view={view} />
      {view.archive.length > 0 && <ArchivePackages view={view} />}
      {view.opinions.length > 0 && <Opinions opinions={view.opinions} />}
      <Panel heading={caseMessages.responsibility}>
        <ul>
          {view.responsibility.map((line) => (
            <li key={line.zh}>{say(line)}</li>
          ))}
        </ul>
      </Panel>
    </>
  );
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

/** The mode, where it is not the usual one: what was undertaken, and what is still to come. */
function Manner({ view }: { view: CaseView }) {
  const say = useWords();
  const locale = useLocale();
  const { mode, commitment, deferred } = view;
  if (mode === 'ordinary' && commitment === null && deferred.length === 0) return null;
  return (
    <Panel heading={caseMessages.manner}>
      <p>
        <strong>{say(view.modeName)}</strong>
      </p>
      {commitment !== null && (
        <details className="disclosure">
          <summary>{say(caseMessages.commitment)}</summary>
          <p className="quiet">
            {say(caseMessages.commitmentAt, { at: formatInstant(new Date(commitment.acceptedAt), locale) })}
          </p>
          <p className="typed">{say(commitment.text)}</p>
        </details>
      )}
      {deferred.length > 0 && (
        <>
          <p>{say(caseMessages.deferred)}</p>
          <ul>
            {deferred.map((name) => (
              <li key={name.zh}>{say(name)}</li>
            ))}
          </ul>
        </>
      )}
    </Panel>
  );
}

function Papers({ view }: { view: CaseView }) {
  const say = useWords();
  const { correction, decision, licence } = view;
  return (
    <Panel heading={caseMessages.papers}>
      {correction === null && decision === null && <p className="quiet">{say(caseMessages.papersNone)}</p>}
      <IssuedPapers view={view} />
      {decision !== null && <DecisionPaper decision={decision} />}
      {licence !== null && (
        <p>
          {say(caseMessages.licence, { number: licence.number })}
          <br />
          <a href={licence.verificationPath} target="_blank" rel="noopener">
            {say(caseMessages.licenceVerify)}
          </a>
        </p>
      )}
      {correction !== null && <CorrectionPaper correction={correction} />}
    </Panel>
  );
}

/** The sealed packages, newest first: the last one supplements those before. */
function ArchivePackages({ view }: { view: CaseView }) {
  const say = useWords();
  const megabytes = (sizeBytes: number) => `${(sizeBytes / 1_000_000).toFixed(1)} MB`;
  return (
    <Panel heading={deliveryMessages.archive}>
      <ul className="archive-packages">
        {view.archive.toReversed().map(({ version, sizeBytes }) => (
          <li key={version}>
            <a href={`${casePaths.archive(view.id)}?version=${version}`} download>
              {say(deliveryMessages.archiveVersion, { version, size: megabytes(sizeBytes) })}
            </a>
          </li>
        ))}
      </ul>
      <p className="quiet">{say(deliveryMessages.archiveHint)}</p>
    </Panel>
  );
}

function DecisionPaper({ decision }: { decision: NonNullable<CaseView['decision']> }) {
  const say = useWords();
  const locale = useLocale();
  const heading =
    decision.outcome === 'not-accepted'
      ? say(caseMessages.nonAcceptanceNumber, { number: decision.number })
      : say(caseMessages.decisionNumber, {
          outcome: say(decision.outcome === 'granted' ? caseMessages.grant : caseMessages.refuse),
          number: decision.number,
        });
  return (
    <div className="paper">
      <p>
        <strong>{heading}</strong>
      </p>
      <p className="quiet">{say(caseMessages.decidedOn, { day: formatDay(decision.decidedOn, locale) })}</p>
      {decision.reasons !== '' && <p className="typed">{decision.reasons}</p>}
    </div>
  );
}

function CorrectionPaper({ correction }: { correction: NonNullable<CaseView['correction']> }) {
  const say = useWords();
  const locale = useLocale();
  return (
    <div className="paper">
      <p>
        <strong>{say(caseMessages.correctionNotice)}</strong>
      </p>
      <p className="quiet">
        {say(caseMessages.correctionNoticed, { at: formatInstant(new Date(correction.noticedAt), locale) })}
      </p>
      <ul>
        {correction.items.map((item) => (
          <li key={item.name.zh}>{labelled(say(item.name), item.sentence, locale)}</li>
        ))}
      </ul>
      {correction.suppliedAt === null ? (
        <Mark shape="pause" tone="yellow" word={caseMessages.correctionWaiting} />
      ) : (
        <p>
          {say(caseMessages.correctionSupplied, {
            at: formatInstant(new Date(correction.suppliedAt), locale),
          })}
        </p>
      )}
      {correction.note !== null && correction.note !== '' && (
        <p className="typed">{labelled(say(caseMessages.correctionNote), correction.note, locale)}</p>
      )}
    </div>
  );
}

function Opinions({ opinions }: { opinions: CaseView['opinions'] }) {
  const say = useWords();
  const locale = useLocale();
  return (
    <Panel heading={caseMessages.opinions}>
      {opinions.map((one) => (
        <div key={`${one.at} ${one.officerName.zh}`} className="paper">
          <p>
            {say(one.step)} · {say(one.officerName)}{' '}
            {one.conclusion === 'in-order' ? (
              <Mark shape="check" tone="done" word={caseMessages.inOrder} />
            ) : (
              <Mark shape="cross" tone="red" word={caseMessages.notInOrder} />
            )}
          </p>
          <p className="quiet">{formatInstant(new Date(one.at), locale)}</p>
          <p className="typed">{one.opinion}</p>
        </div>
      ))}
    </Panel>
  );
}
