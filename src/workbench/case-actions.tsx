// Owns what is to be decided now: the actions that the server allows, one form each; refuses to show any other.
import { useId, useState } from 'react';
import type { Text } from '#kernel/texts';
import { type CaseAction, type CaseView, caseActions } from '#modules/cases/contract';
import { type ActionProps, draftKey } from './action-form.tsx';
import { caseMessages } from './case-messages.ts';
import { CorrectionForm } from './correction-form.tsx';
import { AcceptForm, DecisionForm, RefuseAcceptanceForm } from './decision-forms.tsx';
import { draftLines, useDraft } from './drafts.ts';
import { Choice } from './field.tsx';
import { ExtensionForm, OnTheSpotForm, TerminationForm, TransferForm } from './free-action-forms.tsx';
import { freeActionMessages } from './free-action-messages.ts';
import { Notice } from './notice.tsx';
import { InspectionForm, ReviewForm } from './opinion-forms.tsx';
import { OpenProcedureForm } from './procedure-form.tsx';
import type { RequestFailure } from './request.ts';
import { useWords } from './words.tsx';

const actionNames = {
  accept: caseMessages.accept,
  'request-correction': caseMessages.requestCorrection,
  'refuse-acceptance': caseMessages.refuseAcceptance,
  review: caseMessages.review,
  inspect: caseMessages.inspect,
  decide: caseMessages.decide,
  'decide-on-the-spot': freeActionMessages.decideOnTheSpot,
  'open-procedure': freeActionMessages.openProcedure,
  extend: freeActionMessages.extend,
  transfer: freeActionMessages.transfer,
  terminate: freeActionMessages.terminate,
} as const satisfies Record<CaseAction, Text>;

const besideTheWay: ReadonlySet<CaseAction> = new Set([
  'open-procedure',
  'extend',
  'transfer',
  'terminate',
] satisfies readonly CaseAction[]);

interface CaseActionsProps {
  readonly view: CaseView;
  readonly onDone: (action: Text) => void;
  readonly onChanged: (failure: RequestFailure) => void;
}

export function CaseActions({ view, onDone, onChanged }: CaseActionsProps) {
  const say = useWords();
  const headingId = useId();
  const [wanted, setWanted] = useState<CaseAction>();
  // What stands beside the straight way, as terminating, is never offered before somebody asks for it.
  const chosen =
    view.allowed.find(({ action }) => action === wanted) ??
    view.allowed.find(({ action }) => !besideTheWay.has(action));
  return (
    <section className="panel panel-act" aria-labelledby={headingId}>
      <h2 id={headingId} tabIndex={-1} className="act-heading">
        {say(caseMessages.toDecide)}
      </h2>
      {view.waitsFor !== null && (
        <p>
          {say(caseMessages.waitsFor, {
            number: view.waitsFor.number,
            service: say(view.waitsFor.serviceName),
          })}
        </p>
      )}
      {view.allowed.length === 0 && <p className="quiet">{say(caseMessages.nothingToDecide)}</p>}
      {(view.allowed.length > 1 || view.allowed.some(({ action }) => besideTheWay.has(action))) && (
        <Choice
          label={say(caseMessages.whatToDo)}
          value={chosen?.action}
          options={view.allowed.map(({ action }) => ({ value: action, label: say(actionNames[action]) }))}
          onChange={setWanted}
        />
      )}
      {chosen !== undefined && (
        <ChosenForm
          key={chosen.action}
          action={chosen.action}
          view={view}
          consequence={chosen.consequence}
          onDone={onDone}
          onChanged={onChanged}
        />
      )}
      {caseActions
        .filter((action) => view.allowed.every((one) => one.action !== action))
        .map((action) => (
          <KeptDraft key={action} caseId={view.id} action={action} />
        ))}
    </section>
  );
}

function ChosenForm({ action, ...props }: ActionProps & { action: CaseAction }) {
  const { draft } = useDraft(draftKey(props.view.id, action));
  switch (action) {
    case 'accept':
      return <AcceptForm {...props} />;
    case 'refuse-acceptance':
      return <RefuseAcceptanceForm {...props} />;
    case 'request-correction':
      return <CorrectionForm {...props} />;
    case 'review':
      return <ReviewForm {...props} />;
    case 'inspect':
      return <InspectionForm {...props} />;
    case 'decide':
      return <DecisionForm {...props} outcome={draft.outcome} />;
    case 'decide-on-the-spot':
      return <OnTheSpotForm {...props} />;
    case 'open-procedure':
      return <OpenProcedureForm {...props} />;
    case 'extend':
      return <ExtensionForm {...props} />;
    case 'transfer':
      return <TransferForm {...props} />;
    case 'terminate':
      return <TerminationForm {...props} />;
  }
}

/** What was typed for a step that somebody else has done meanwhile: shown, so that it can be copied. */
function KeptDraft({ caseId, action }: { caseId: string; action: CaseAction }) {
  const say = useWords();
  const { draft, discard } = useDraft(draftKey(caseId, action));
  const lines = draftLines(draft);
  if (lines.length === 0) return null;
  return (
    <Notice tone="calm" heading={`${say(caseMessages.keptHeading)}（${say(actionNames[action])}）`}>
      <p>{say(caseMessages.keptHint)}</p>
      {lines.map((line) => (
        <blockquote key={line} className="kept">
          {line}
        </blockquote>
      ))}
      <button type="button" className="plain-button" onClick={discard}>
        {say(caseMessages.discard)}
      </button>
    </Notice>
  );
}
