// Owns the forms that decide: accept, refuse acceptance, grant or refuse; refuses a refusal without reasons.
import { casePaths, decisionBody, refuseAcceptanceBody } from '#modules/cases/contract';
import { ActionForm, type ActionProps, type FieldErrors } from './action-form.tsx';
import { caseMessages } from './case-messages.ts';
import { LongText } from './draft-fields.tsx';
import type { ActionDraft } from './drafts.ts';
import { Choice } from './field.tsx';
import { lengthMost, tooLong } from './text-length.ts';
import { useWords } from './words.tsx';

export function AcceptForm(props: ActionProps) {
  return (
    <ActionForm
      {...props}
      action="accept"
      path={casePaths.accept(props.view.id)}
      label={caseMessages.accept}
      body={() => ({})}
    />
  );
}

export function RefuseAcceptanceForm(props: ActionProps) {
  const say = useWords();
  const most = lengthMost(refuseAcceptanceBody.properties.reasons);
  const validate = (draft: ActionDraft): FieldErrors => {
    if (draft.text.trim() === '') return { reasons: say(caseMessages.nonAcceptanceReasonsMissing) };
    return tooLong(say, 'reasons', draft.text, most);
  };
  return (
    <ActionForm
      {...props}
      action="refuse-acceptance"
      path={casePaths.refuseAcceptance(props.view.id)}
      label={caseMessages.refuseAcceptance}
      refusing
      fields={['reasons']}
      validate={validate}
      body={(draft) => ({ reasons: draft.text.trim() })}
    >
      {(parts) => (
        <LongText
          {...parts}
          name="reasons"
          label={say(caseMessages.reasons)}
          hint={say(caseMessages.reasonsOfNonAcceptanceHint)}
        />
      )}
    </ActionForm>
  );
}

/** The words of the button follow the choice: before it, only that a decision is to be made. */
function decisionLabel(outcome: ActionDraft['outcome']) {
  if (outcome === 'granted') return caseMessages.grant;
  return outcome === 'refused' ? caseMessages.refuse : caseMessages.decide;
}

export function DecisionForm({ outcome, ...props }: ActionProps & { outcome: ActionDraft['outcome'] }) {
  const say = useWords();
  const most = lengthMost(decisionBody.properties.reasons);
  const validate = (draft: ActionDraft): FieldErrors => ({
    ...(draft.outcome === undefined ? { outcome: say(caseMessages.outcomeMissing) } : {}),
    ...(draft.outcome === 'refused' && draft.text.trim() === ''
      ? { reasons: say(caseMessages.reasonsMissing) }
      : tooLong(say, 'reasons', draft.text, most)),
  });
  return (
    <ActionForm
      {...props}
      action="decide"
      path={casePaths.decide(props.view.id)}
      label={decisionLabel(outcome)}
      refusing={outcome === 'refused'}
      fields={['outcome', 'reasons']}
      validate={validate}
      body={(draft) => ({ outcome: draft.outcome, reasons: draft.text.trim() })}
    >
      {({ draft, change, errors }) => (
        <>
          <Choice
            label={say(caseMessages.outcome)}
            value={draft.outcome}
            error={errors['outcome']}
            options={[
              { value: 'granted', label: say(caseMessages.grant) },
              { value: 'refused', label: say(caseMessages.refuse) },
            ]}
            onChange={(chosen) => change({ outcome: chosen })}
          />
          <LongText
            draft={draft}
            change={change}
            errors={errors}
            name="reasons"
            label={say(caseMessages.reasons)}
            hint={say(
              draft.outcome === 'refused'
                ? caseMessages.reasonsOfRefusalHint
                : caseMessages.reasonsOfGrantHint,
            )}
          />
        </>
      )}
    </ActionForm>
  );
}
