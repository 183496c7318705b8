// Owns what is shown and printed once an application was sent; refuses to let the next applicant see it by itself.
import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { counterPaths } from '#modules/cases/contract';
import { counterMessages } from './counter-messages.ts';
import { counterReceiptQuery } from './counter-queries.ts';
import { FailureNotice } from './failure-notice.tsx';
import { PageHeading } from './page-heading.tsx';
import { useSession } from './session.tsx';
import { SkeletonLines } from './skeleton.tsx';
import { useWords } from './words.tsx';
import { WorkbenchLink } from './workbench-link.tsx';

export function CounterReceiptPanel({ applicationId }: { applicationId: string }) {
  const say = useWords();
  const { api } = useSession();
  const paper = useRef<HTMLAnchorElement>(null);
  const { data, error, refetch } = useQuery(counterReceiptQuery(api, applicationId));
  useEffect(() => {
    if (data !== undefined) paper.current?.focus();
  }, [data]);
  return (
    <>
      <PageHeading title={say(counterMessages.receipt)} />
      {error !== null && <FailureNotice failure={error} while="loading" onRetry={() => void refetch()} />}
      {data === undefined && error === null && <SkeletonLines count={4} />}
      {data !== undefined && (
        <section className="panel" aria-label={say(counterMessages.receipt)}>
          <dl className="facts">
            <div>
              <dt>{say(counterMessages.receiptNumber)}</dt>
              <dd className="number counter-number">{data.number}</dd>
            </div>
            <div>
              <dt>{say(counterMessages.queryCode)}</dt>
              <dd className="number">{data.queryCode}</dd>
            </div>
            <div>
              <dt>{say(counterMessages.applicant)}</dt>
              <dd>{data.applicantName}</dd>
            </div>
          </dl>
          <ul className="counter-services">
            {data.services.map((service) => (
              <li key={service.name.en}>
                <strong>{say(service.name)}</strong>
                {service.organName !== null && (
                  <span className="quiet">
                    {' '}
                    · {say(counterMessages.goesTo, { organ: say(service.organName) })}
                  </span>
                )}
                {service.waitsFor !== null && (
                  <span className="quiet">
                    {' '}
                    · {say(counterMessages.waitsFor, { service: say(service.waitsFor) })}
                  </span>
                )}
              </li>
            ))}
          </ul>
          <p className="dialog-buttons">
            <a ref={paper} href={counterPaths.receiptPaper(applicationId)} target="_blank" rel="noreferrer">
              {say(counterMessages.printReceipt)}
            </a>
            <WorkbenchLink to="counter">{say(counterMessages.next)}</WorkbenchLink>
          </p>
        </section>
      )}
    </>
  );
}
