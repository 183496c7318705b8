// Owns how the lawful clocks of a case are told; refuses to count: the server did, and says how.
import { useId } from 'react';
import { formatDay } from '#kernel/dates';
import { type ClockView, clockKindNames, clockRevisionNames } from '#modules/work/contract';
import { OnlyAloud } from './aloud.tsx';
import { caseMessages } from './case-messages.ts';
import { messages } from './messages.ts';
import { Shape } from './shape.tsx';
import { Mark } from './status-mark.tsx';
import { type Say, useLocale, useWords } from './words.tsx';

function ClockMark({ clock }: { clock: ClockView }) {
  if (clock.ended) return <Mark shape="ring" tone="quiet" word={caseMessages.clockEnded} />;
  if (clock.suspended) return <Mark shape="pause" tone="yellow" word={caseMessages.clockSuspended} />;
  if (clock.overdue) return <Mark shape="stop" tone="red" word={messages.overdue} />;
  return <Mark shape="round" tone="done" word={caseMessages.clockRunning} />;
}

function daysSentence(say: Say, { elapsedDays, countedDays, unit, ended, overdue }: ClockView): string {
  const words = unit === 'working-day' ? caseMessages.clockDay : caseMessages.clockDayCalendar;
  if (elapsedDays === 0 && !ended) return say(caseMessages.clockNotYet, { counted: countedDays });
  const day = say(words, { elapsed: elapsedDays, counted: countedDays });
  if (ended || overdue) return day;
  const left = countedDays - elapsedDays;
  return `${day} · ${left > 0 ? say(caseMessages.clockLeft, { left }) : say(caseMessages.clockLastDay)}`;
}

/** What still runs comes first; within it the first due. */
function orderClocks(clocks: readonly ClockView[]): readonly ClockView[] {
  return [...clocks].sort(
    (one, other) => Number(one.ended) - Number(other.ended) || one.dueOn.localeCompare(other.dueOn),
  );
}

export function ClockPanel({ clocks }: { clocks: readonly ClockView[] }) {
  const say = useWords();
  const headingId = useId();
  const ordered = orderClocks(clocks.filter((clock) => !clock.replaced));
  return (
    <section className="panel" aria-labelledby={headingId}>
      <h2 id={headingId}>{say(caseMessages.clock)}</h2>
      {ordered.length === 0 && <p className="quiet">{say(caseMessages.clockNone)}</p>}
      {ordered.map((clock) => (
        <Clock key={clock.id} clock={clock} />
      ))}
      <EarlierClocks clocks={clocks.filter((clock) => clock.replaced)} />
    </section>
  );
}

/** What was counted before a suspension, an extension or a new calendar: kept, and out of the way. */
function EarlierClocks({ clocks }: { clocks: readonly ClockView[] }) {
  const say = useWords();
  if (clocks.length === 0) return null;
  return (
    <details className="disclosure">
      <summary>{say(caseMessages.clockEarlier, { count: clocks.length })}</summary>
      {clocks.map((clock) => (
        <Clock key={clock.id} clock={clock} />
      ))}
    </details>
  );
}

/** The clock that ends first, in one line: on a narrow screen the panel lies far below. */
export function ClockLine({ clocks }: { clocks: readonly ClockView[] }) {
  const say = useWords();
  const locale = useLocale();
  const [first] = orderClocks(clocks.filter((clock) => !clock.replaced));
  if (first === undefined || first.ended) return null;
  return (
    <p className="case-clock">
      <ClockMark clock={first} />{' '}
      {say(caseMessages.clockDue, { day: formatDay(first.dueOn, locale, { weekday: true }) })}
    </p>
  );
}

function Clock({ clock }: { clock: ClockView }) {
  const say = useWords();
  const locale = useLocale();
  return (
    <div className={clock.ended ? 'clock clock-ended' : 'clock'}>
      <h3>
        {say(clockKindNames[clock.kind])} <ClockMark clock={clock} />
      </h3>
      <p className="clock-due">
        {say(caseMessages.clockDue, { day: formatDay(clock.dueOn, locale, { weekday: true }) })}
      </p>
      <p className="number">{daysSentence(say, clock)}</p>
      {clock.revisedBecause !== null && (
        <p>{say(caseMessages.clockRevised, { because: say(clockRevisionNames[clock.revisedBecause]) })}</p>
      )}
      {clock.extended && clock.revisedBecause !== 'extended' && <p>{say(caseMessages.clockExtended)}</p>}
      {clock.warnings.map((warning) => (
        <p key={warning.en} className="clock-warning">
          <Shape name="warning" />
          {say(warning)}
        </p>
      ))}
      <details className="disclosure">
        <summary>
          {say(caseMessages.clockHow)}
          <OnlyAloud of={say(clockKindNames[clock.kind])} />
        </summary>
        <p>
          {say(caseMessages.clockStarted, { day: formatDay(clock.startedOn, locale, { weekday: true }) })}
        </p>
        <ul>
          {clock.summary.map((line) => (
            <li key={line.zh}>{say(line)}</li>
          ))}
        </ul>
        <p className="quiet">{say(caseMessages.clockBasis, { basis: say(clock.basis) })}</p>
        <details>
          <summary>{say(caseMessages.clockDays)}</summary>
          <ol>
            {clock.days.map((line) => (
              <li key={line.zh}>{say(line)}</li>
            ))}
          </ol>
        </details>
      </details>
    </div>
  );
}
