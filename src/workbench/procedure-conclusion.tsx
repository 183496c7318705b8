// Owns how a procedure is concluded, and how its result reads then; refuses outcomes that the server does not allow.
import { useQueryClient } from '@tanstack/react-query';
import { useId } from 'react';
import { labelled, listed, type Text } from '#kernel/texts';
import { casePaths, concludeProcedureBody, type ProcedureView } from '#modules/cases/contract';
import { procedureQuery } from './case-queries.ts';
import { AnyOf, chosenIn, LongText, listChosenIn } from './draft-fields.tsx';
import type { ActionDraft } from './drafts.ts';
import { Choice } from './field.tsx';
import { procedureMessages } from './procedure-messages.ts';
import { AddRecordFiles, RecordFiles } from './record-files.tsx';
import type { RequestFailure } from './request.ts';
import { type FieldErrors, SendForm } from './send-form.tsx';
import { useSession } from './session.tsx';
import { lengthMost, tooLong } from './text-length.ts';
import { type Say, useLocale, useWords } from './words.tsx';

interface ProcedureConclusionProps {
  readonly view: ProcedureView;
  readonly onDone: (action: Text) => void;
  readonly onChanged: (failure: RequestFailure) => void;
}

export function ProcedureConclusion(props: ProcedureConclusionProps) {
  const say = useWords();
  const headingId = useId();
  const { view } = props;
  const mayConclude = view.allowedOutcomes.length > 0;
  if (view.status !== 'open') return <Result view={view} />;
  // What a hearing waits for stands in its own panel.
  if (view.hearing !== null && !mayConclude) return null;
  return (
    <section className="panel panel-act" aria-labelledby={headingId}>
      <h2 id={headingId} tabIndex={-1} className="act-heading">
        {say(procedureMessages.toConclude)}
      </h2>
      {mayConclude ? (
        <ConclusionForm {...props} />
      ) : (
        <>
          <p className="quiet">{say(procedureMessages.nothingToConclude)}</p>
          <RecordFiles files={view.files} address={(id) => casePaths.procedureFile(view.id, id)} />
        </>
      )}
    </section>
  );
}

function Result({ view }: { view: ProcedureView }) {
  const say = useWords();
  const locale = useLocale();
  const headingId = useId();
  return (
    <section className="panel" aria-labelledby={headingId}>
      <h2 id={headingId}>{say(procedureMessages.concluded)}</h2>
      <p>
        <strong>{say(view.outcomeName ?? view.statusName)}</strong>
      </p>
      {view.result === null || view.result === '' ? (
        <p className="quiet">{say(procedureMessages.noResult)}</p>
      ) : (
        <p className="typed">{view.result}</p>
      )}
      <RecordFiles files={view.files} address={(id) => casePaths.procedureFile(view.id, id)} />
      {view.recordedBy.length > 0 && (
        <p className="quiet">
          {labelled(say(procedureMessages.recordedBy), listed(view.recordedBy, locale), locale)}
        </p>
      )}
    </section>
  );
}

const resultLabels: Partial<Record<ProcedureView['kind'], Text>> = {
  consultation: procedureMessages.resultOfConsultation,
  'site-visit': procedureMessages.resultOfVisit,
  meeting: procedureMessages.resultOfMeeting,
};

function validateConclusion(say: Say, view: ProcedureView, draft: ActionDraft): FieldErrors {
  const isAlone = view.kind === 'site-visit' && listChosenIn(draft, 'companionIds').length === 0;
  const most = lengthMost(concludeProcedureBody.properties.result);
  return {
    ...(chosenIn(draft, 'outcome') === undefined ? { outcome: say(procedureMessages.outcomeMissing) } : {}),
    ...(isAlone ? { companionIds: say(procedureMessages.companionsMissing) } : {}),
    ...(draft.text.trim() === ''
      ? { result: say(procedureMessages.resultMissing) }
      : tooLong(say, 'result', draft.text, most)),
  };
}

/** What belongs to the record that is being made, where it takes files. */
function FilesOfRecord({ view }: { view: ProcedureView }) {
  const { api } = useSession();
  const queries = useQueryClient();
  if (view.fileToAdd === null) return null;
  return (
    <AddRecordFiles<ProcedureView>
      kind={view.fileToAdd}
      files={view.files}
      address={(id) => casePaths.procedureFile(view.id, id)}
      addTo={casePaths.procedureFiles(view.id)}
      removeFrom={(id) => casePaths.removeProcedureFile(view.id, id)}
      onAnswer={(answer) => queries.setQueryData(procedureQuery(api, view.id).queryKey, answer)}
    />
  );
}

function ConclusionForm({ view, onDone, onChanged }: ProcedureConclusionProps) {
  const say = useWords();
  const { api } = useSession();
  const queries = useQueryClient();
  const label = view.kind === 'consultation' ? procedureMessages.answer : procedureMessages.conclude;
  const forget = () => {
    void queries.invalidateQueries({ queryKey: ['inbox'] });
    void queries.invalidateQueries({ queryKey: ['case', view.caseId] });
  };
  return (
    <SendForm<ProcedureView>
      draftKey={`${view.id}/conclude`}
      path={casePaths.concludeProcedure(view.id)}
      revision={view.revision}
      label={label}
      consequence={view.stopsClock ? procedureMessages.consequenceClock : procedureMessages.consequence}
      fields={['outcome', 'result', 'companionIds']}
      validate={(draft) => validateConclusion(say, view, draft)}
      body={(draft) => ({
        outcome: chosenIn(draft, 'outcome'),
        result: draft.text.trim(),
        ...(view.kind === 'site-visit' ? { companionIds: listChosenIn(draft, 'companionIds') } : {}),
      })}
      onAnswer={(answer) => {
        queries.setQueryData(procedureQuery(api, view.id).queryKey, answer);
        forget();
        onDone(label);
      }}
      onChanged={(failure) => {
        forget();
        onChanged(failure);
      }}
    >
      {(parts) => (
        <>
          <Choice
            label={say(procedureMessages.outcome)}
            value={chosenIn(parts.draft, 'outcome')}
            error={parts.errors['outcome']}
            options={view.allowedOutcomes.map(({ outcome, name }) => ({ value: outcome, label: say(name) }))}
            onChange={(outcome) => parts.change({ chosen: { ...parts.draft.chosen, outcome: [outcome] } })}
          />
          {view.kind === 'site-visit' && (
            <AnyOf
              {...parts}
              name="companionIds"
              label={say(procedureMessages.companions)}
              hint={say(procedureMessages.companionsHint)}
              options={view.colleagues.map(({ id, displayName }) => ({ value: id, label: displayName }))}
            />
          )}
          <FilesOfRecord view={view} />
          <LongText
            {...parts}
            name="result"
            label={say(resultLabels[view.kind] ?? procedureMessages.result)}
            hint={say(procedureMessages.resultHint)}
            rows={6}
          />
        </>
      )}
    </SendForm>
  );
}
