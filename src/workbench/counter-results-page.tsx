// Owns the page on which results are handed out: search by number or document, what lies ready, who took it.
import { useMutation } from '@tanstack/react-query';
import { Button } from 'antd';
import { useId, useState } from 'react';
import { formatDay } from '#kernel/dates';
import { counterPaths, type DeliverableView } from '#modules/cases/contract';
import { type HandedOver, HandedOverNotice, HandOverForm, itemKey } from './counter-hand-over.tsx';
import { counterMessages } from './counter-messages.ts';
import { pressedStep, step, useStepKeys } from './counter-steps.ts';
import { EmptyState } from './empty-state.tsx';
import { FailureNotice } from './failure-notice.tsx';
import { Field } from './field.tsx';
import { PageHeading } from './page-heading.tsx';
import { useSession } from './session.tsx';
import { useLocale, useWords } from './words.tsx';
import { WorkbenchLink } from './workbench-link.tsx';

/** Numbers of applications and cases begin with letters and the year; what else is typed is a document's number. */
function questionOf(typed: string) {
  const plain = typed.trim();
  if (/^[A-Za-z]{2}\d{2}-/.test(plain)) return { number: plain };
  const documentKind = /^[A-Za-z]{3}/.test(plain)
    ? 'passport'
    : /^8[123]/.test(plain)
      ? 'residence-permit'
      : 'resident-id';
  return { documentKind, documentNumber: plain };
}

export function CounterResultsPage() {
  const say = useWords();
  const { api } = useSession();
  const box = useStepKeys<HTMLDivElement>();
  const [typed, setTyped] = useState('');
  // The list is asked for anew after each handing over: what was said of it must outlive that.
  const [handed, setHanded] = useState<Readonly<Record<string, HandedOver>>>({});
  const search = useMutation({
    mutationFn: (sought: string) =>
      api.post<{ rows: readonly DeliverableView[] }>(counterPaths.findDeliverables, questionOf(sought)),
  });
  const rows = search.data?.rows;
  const find = () => {
    setHanded({});
    if (typed.trim() !== '') search.mutate(typed);
  };
  return (
    <div className="page counter" ref={box}>
      <p className="back">
        <WorkbenchLink to="counter">← {say(counterMessages.backToCounter)}</WorkbenchLink>
      </p>
      <PageHeading title={say(counterMessages.handOut)} />
      <search className="counter-search">
        <Field label={say(counterMessages.findBy)} hint={say(counterMessages.findHint)}>
          {(control) => (
            <input
              {...control}
              {...step}
              className="number"
              autoComplete="off"
              maxLength={40}
              value={typed}
              onChange={(event) => setTyped(event.target.value)}
            />
          )}
        </Field>
        <Button {...pressedStep} type="primary" onClick={find}>
          {say(counterMessages.find)}
        </Button>
      </search>
      {search.error !== null && <FailureNotice failure={search.error} while="sending" />}
      {rows?.length === 0 && (
        <EmptyState heading={say(counterMessages.nothingReady)}>
          {say(counterMessages.nothingReadyHint)}
        </EmptyState>
      )}
      {rows?.map((row) => (
        <OneCase
          key={row.caseId}
          row={row}
          handed={handed[row.caseId]}
          onDone={(answer) => {
            setHanded({ ...handed, [row.caseId]: answer });
            search.mutate(typed);
          }}
        />
      ))}
    </div>
  );
}

interface OneCaseProps {
  readonly row: DeliverableView;
  /** What was handed over of it since the search. */
  readonly handed: HandedOver | undefined;
  readonly onDone: (handed: HandedOver) => void;
}

function OneCase({ row, handed, onDone }: OneCaseProps) {
  const say = useWords();
  const locale = useLocale();
  const headingId = useId();
  const open = row.items.filter((item) => item.deliveredOn === null);
  return (
    <section className="panel" aria-labelledby={headingId}>
      <h2 id={headingId}>
        {say(row.serviceName)} <span className="number">{row.caseNumber}</span>
      </h2>
      <p>
        {row.applicantName} · {say(row.organName)} · {say(row.statusName)}
      </p>
      {row.items.length === 0 && <p className="quiet">{say(counterMessages.nothingIssued)}</p>}
      <ul className="counter-services">
        {row.items.map((item) => (
          <li key={itemKey(item)}>
            {item.paperId === null ? (
              <a href={counterPaths.licencePaper(row.caseId)} target="_blank" rel="noreferrer">
                <strong>{say(item.title)}</strong>
                <span className="only-aloud"> {say(counterMessages.printLicence)}</span>
              </a>
            ) : (
              <a href={counterPaths.paper(row.caseId, item.paperId)} target="_blank" rel="noreferrer">
                {say(item.title)}
              </a>
            )}
            <span className="quiet">
              {` ${item.number} · `}
              {say(item.deliveredOn === null ? counterMessages.issuedOn : counterMessages.deliveredOn, {
                day: formatDay(item.deliveredOn ?? item.issuedOn, locale),
              })}
            </span>
          </li>
        ))}
      </ul>
      {handed !== undefined && <HandedOverNotice row={row} handed={handed} />}
      {open.length > 0 && <HandOverForm row={row} open={open} onDone={onDone} />}
    </section>
  );
}
