// Owns how procedures beside a case and the organ's acts are told on its page; refuses to conclude one there.
import { useId } from 'react';
import { formatDay, formatInstant } from '#kernel/dates';
import { type Locale, listed } from '#kernel/texts';
import { type CaseView, casePaths, type ProcedureView } from '#modules/cases/contract';
import { OnlyAloud } from './aloud.tsx';
import { caseMessages } from './case-messages.ts';
import { ProcedureMark } from './procedure-mark.tsx';
import { recordFileMessages } from './record-file-messages.ts';
import { RecordFiles } from './record-files.tsx';
import { useLocale, useWords } from './words.tsx';
import { WorkbenchLink } from './workbench-link.tsx';

export function CaseProcedures({ view }: { view: CaseView }) {
  const say = useWords();
  const headingId = useId();
  const actsId = useId();
  const takenId = useId();
  const locale = useLocale();
  const taken = view.photographs.filter((one) => one.sealed);
  return (
    <>
      {taken.length > 0 && (
        <section className="panel" aria-labelledby={takenId}>
          <h2 id={takenId}>{say(recordFileMessages.inspection)}</h2>
          <RecordFiles files={taken} address={(id) => casePaths.caseFile(view.id, id)} />
        </section>
      )}
      {view.procedures.length > 0 && (
        <section className="panel" aria-labelledby={headingId}>
          <h2 id={headingId}>{say(caseMessages.procedures)}</h2>
          {view.procedures.map((procedure) => (
            <ProcedureEntry key={procedure.id} procedure={procedure} />
          ))}
        </section>
      )}
      {view.acts.length > 0 && (
        <section className="panel" aria-labelledby={actsId}>
          <h2 id={actsId}>{say(caseMessages.acts)}</h2>
          {view.acts.map((act) => (
            <div key={`${act.at} ${act.name.en}`} className="paper">
              <p>
                <strong>{say(act.name)}</strong>{' '}
                <span className="quiet">{formatInstant(new Date(act.at), locale)}</span>
              </p>
              <p className="typed">{act.reasons}</p>
            </div>
          ))}
        </section>
      )}
    </>
  );
}

/** 'Consultation · Longhu Fire and Rescue', with its ground where it has one. */
export function useProcedureTitle(): (procedure: ProcedureView) => string {
  const say = useWords();
  return ({ kindName, ground, askedOrganName }) =>
    [kindName, ground, askedOrganName].flatMap((one) => (one === null ? [] : say(one))).join(' · ');
}

function ProcedureEntry({ procedure }: { procedure: ProcedureView }) {
  const say = useWords();
  const locale = useLocale();
  const title = useProcedureTitle();
  const isOpen = procedure.status === 'open';
  return (
    <div className="paper">
      <p>
        <WorkbenchLink to={`procedures/${procedure.id}`}>
          <strong>{title(procedure)}</strong>
        </WorkbenchLink>{' '}
        <ProcedureMark procedure={procedure} />
      </p>
      <p className="quiet">
        <ProcedureDays procedure={procedure} />
        {procedure.stopsClock && ` · ${say(isOpen ? caseMessages.stopsClock : caseMessages.stoppedClock)}`}
      </p>
      {procedure.appointment !== null && <Appointment procedure={procedure} />}
      <p className="typed">{procedure.request}</p>
      {procedure.outcomeName !== null && (
        <p>
          <strong>{say(procedure.outcomeName)}</strong>
          {procedure.recordedBy.length > 0 && (
            <span className="quiet">
              {' '}
              ·{' '}
              {say(caseMessages.procedureBy, {
                names: listed(procedure.recordedBy, locale),
              })}
            </span>
          )}
        </p>
      )}
      {procedure.result !== null && procedure.result !== '' && <p className="typed">{procedure.result}</p>}
      <RecordFiles files={procedure.files} address={(id) => casePaths.procedureFile(procedure.id, id)} />
      {procedure.allowedOutcomes.length > 0 && (
        <p>
          <WorkbenchLink to={`procedures/${procedure.id}`}>
            {say(caseMessages.procedureOpen)}
            <OnlyAloud of={title(procedure)} />
          </WorkbenchLink>
        </p>
      )}
    </div>
  );
}

/** From when to when, and when it ended. */
export function ProcedureDays({ procedure }: { procedure: ProcedureView }) {
  const say = useWords();
  const locale = useLocale();
  const { startsOn, dueOn, concludedAt } = procedure;
  const days =
    dueOn === null
      ? formatDay(startsOn, locale)
      : say(caseMessages.procedureFrom, {
          from: formatDay(startsOn, locale),
          until: formatDay(dueOn, locale),
        });
  const ended =
    concludedAt === null
      ? ''
      : ` · ${say(caseMessages.procedureEnded, { at: formatInstant(new Date(concludedAt), locale) })}`;
  return `${days}${ended}`;
}

/** What was agreed on the telephone may have been typed as it was said. */
export function appointmentTime(at: string, locale: Locale): string {
  const instant = new Date(at);
  return Number.isNaN(instant.getTime()) ? at : formatInstant(instant, locale);
}

/** When and where, and who takes part. */
export function Appointment({ procedure }: { procedure: ProcedureView }) {
  const say = useWords();
  const locale = useLocale();
  const { appointment, participants } = procedure;
  if (appointment === null) return null;
  const at = appointmentTime(appointment.at, locale);
  const names = listed(participants, locale);
  return (
    <p>
      {at} · {appointment.place}
      {names !== '' && ` · ${say(caseMessages.procedureTakePart, { names })}`}
    </p>
  );
}
