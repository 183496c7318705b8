// Owns how the answers of an application are read; refuses to explain them: label and value come from the server.
import { useId } from 'react';
import type { CaseView } from '#modules/cases/contract';
import { caseMessages } from './case-messages.ts';
import { useWords } from './words.tsx';

export function AnswerList({ answers }: { answers: CaseView['answers'] }) {
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
