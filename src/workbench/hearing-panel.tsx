// Owns how a hearing stands and the forms of its next step; refuses a step that the server does not offer.
import { useQueryClient } from '@tanstack/react-query';
import { useId, useState } from 'react';
import { formatDay } from '#kernel/dates';
import { listed, type Text } from '#kernel/texts';
import { casePaths, type HearingView, type ProcedureView } from '#modules/cases/contract';
import { appointmentTime } from './case-procedures.tsx';
import { procedureQuery } from './case-queries.ts';
import { chosenIn, MomentField, OneOfMany, TypedLine, typedIn } from './draft-fields.tsx';
import type { ActionDraft } from './drafts.ts';
import { hearingMessages } from './hearing-messages.ts';
import { instantOf } from './procedure-form.tsx';
import type { RequestFailure } from './request.ts';
import { type FieldErrors, SendForm } from './send-form.tsx';
import { useSession } from './session.tsx';
import { type Say, useLocale, useWords } from './words.tsx';

interface HearingPanelProps {
  readonly view: ProcedureView;
  readonly onDone: (action: Text) => void;
  readonly onChanged: (failure: RequestFailure) => void;
}

export function HearingPanel(props: HearingPanelProps) {
  const say = useWords();
  const headingId = useId();
  const [isAnew, setAnew] = useState(false);
  const { hearing } = props.view;
  if (hearing === null) return null;
  const form = hearing.mayAppoint && <AppointmentForm {...props} hearing={hearing} />;
  return (
    <section className="panel" aria-labelledby={headingId}>
      <h2 id={headingId}>{say(hearingMessages.hearing)}</h2>
      <HearingFacts hearing={hearing} />
      {hearing.mayRecordRequest && <RequestForm {...props} />}
      {hearing.appointment === null
        ? form
        : form !== false && (
            <details
              className="disclosure"
              open={isAnew}
              onToggle={(event) => setAnew(event.currentTarget.open)}
            >
              <summary>{say(hearingMessages.appointAgain)}</summary>
              {form}
            </details>
          )}
    </section>
  );
}

function HearingFacts({ hearing }: { hearing: HearingView }) {
  const say = useWords();
  const locale = useLocale();
  const { askBy, asked, holdBy, appointment, interested, toldOn, withdrawn } = hearing;
  const on = formatDay(toldOn, locale);
  return (
    <dl className="facts">
      <dt>{say(hearingMessages.why)}</dt>
      <dd>{say(hearing.basisName)}</dd>
      {interested.length > 0 && (
        <>
          <dt>{say(hearingMessages.interested)}</dt>
          <dd>{listed(interested, locale)}</dd>
        </>
      )}
      <dt>{say(hearingMessages.told)}</dt>
      <dd>
        {askBy === null
          ? say(hearingMessages.toldOn, { on })
          : say(hearingMessages.toldUntil, { on, until: formatDay(askBy, locale) })}
      </dd>
      {askBy !== null && (
        <>
          <dt>{say(hearingMessages.asked)}</dt>
          <dd>
            {asked === null || holdBy === null
              ? say(hearingMessages.notAsked)
              : say(hearingMessages.askedBy, {
                  by: asked.by,
                  on: formatDay(asked.on, locale),
                  until: formatDay(holdBy, locale),
                })}
          </dd>
        </>
      )}
      <dt>{say(hearingMessages.held)}</dt>
      <dd>
        {appointment === null
          ? say(hearingMessages.notAppointed)
          : say(hearingMessages.heldAt, {
              at: appointmentTime(appointment.at, locale),
              place: appointment.place,
              on: formatDay(appointment.noticeOn, locale),
            })}
      </dd>
      {appointment !== null && (
        <>
          <dt>{say(hearingMessages.presiding)}</dt>
          <dd>
            {listed(
              [
                appointment.presidingName,
                ...withdrawn.map((one) =>
                  say(hearingMessages.withdrawn, { name: one.name, on: formatDay(one.on, locale) }),
                ),
              ],
              locale,
            )}
          </dd>
        </>
      )}
    </dl>
  );
}

function useAnswer({ view, onDone, onChanged }: HearingPanelProps, label: Text) {
  const { api } = useSession();
  const queries = useQueryClient();
  const forget = () => void queries.invalidateQueries({ queryKey: ['case', view.caseId] });
  return {
    onAnswer: (answer: ProcedureView) => {
      queries.setQueryData(procedureQuery(api, view.id).queryKey, answer);
      forget();
      onDone(label);
    },
    onChanged: (failure: RequestFailure) => {
      forget();
      onChanged(failure);
    },
  };
}

function validateRequest(say: Say, draft: ActionDraft): FieldErrors {
  return {
    ...(typedIn(draft, 'by').trim() === '' ? { by: say(hearingMessages.byMissing) } : {}),
    ...((chosenIn(draft, 'on') ?? '') === '' ? { on: say(hearingMessages.onMissing) } : {}),
  };
}

function RequestForm(props: HearingPanelProps) {
  const say = useWords();
  const { view } = props;
  return (
    <SendForm<ProcedureView>
      {...useAnswer(props, hearingMessages.recordRequest)}
      draftKey={`${view.id}/hearing-request`}
      path={casePaths.requestHearing(view.id)}
      revision={view.revision}
      label={hearingMessages.recordRequest}
      consequence={hearingMessages.recordRequestConsequence}
      fields={['by', 'on']}
      validate={(draft) => validateRequest(say, draft)}
      body={(draft) => ({ by: typedIn(draft, 'by').trim(), on: chosenIn(draft, 'on') })}
    >
      {(parts) => (
        <>
          <TypedLine {...parts} name="by" label={say(hearingMessages.by)} />
          <MomentField {...parts} name="on" kind="date" label={say(hearingMessages.on)} />
        </>
      )}
    </SendForm>
  );
}

function validateAppointment(say: Say, draft: ActionDraft): FieldErrors {
  const lacks = (name: string) => (chosenIn(draft, name) ?? '') === '';
  return {
    ...(lacks('at') ? { at: say(hearingMessages.atMissing) } : {}),
    ...(typedIn(draft, 'place').trim() === '' ? { place: say(hearingMessages.placeMissing) } : {}),
    ...(lacks('presidingId') ? { presidingId: say(hearingMessages.presidingMissing) } : {}),
  };
}

function AppointmentForm(props: HearingPanelProps & { readonly hearing: HearingView }) {
  const say = useWords();
  const { view, hearing } = props;
  return (
    <SendForm<ProcedureView>
      {...useAnswer(props, hearingMessages.appoint)}
      draftKey={`${view.id}/hearing-appointment`}
      path={casePaths.appointHearing(view.id)}
      revision={view.revision}
      label={hearingMessages.appoint}
      consequence={hearingMessages.appointConsequence}
      fields={['at', 'place', 'presidingId']}
      validate={(draft) => validateAppointment(say, draft)}
      body={(draft) => ({
        at: instantOf(chosenIn(draft, 'at') ?? ''),
        place: typedIn(draft, 'place').trim(),
        presidingId: chosenIn(draft, 'presidingId'),
      })}
    >
      {(parts) => (
        <>
          <MomentField
            {...parts}
            name="at"
            kind="datetime-local"
            label={say(hearingMessages.at)}
            hint={say(hearingMessages.atHint)}
          />
          <TypedLine {...parts} name="place" label={say(hearingMessages.place)} />
          <OneOfMany
            {...parts}
            name="presidingId"
            label={say(hearingMessages.presiding)}
            hint={say(hearingMessages.presidingHint)}
            options={hearing.mayPreside.map(({ id, displayName }) => ({ value: id, label: displayName }))}
          />
        </>
      )}
    </SendForm>
  );
}
