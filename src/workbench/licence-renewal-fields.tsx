// Owns the fields by which another term is entered and decided; refuses a refusal without reasons.
import { Input } from 'antd';
import { licencePaths, type OrganLicenceView } from '#modules/licences/contract';
import type { ActionDraft } from './drafts.ts';
import { Choice, Field } from './field.tsx';
import { isDay, LineField, typedIn } from './licence-act-fields.tsx';
import type { ActionRequest, FieldsProps } from './licence-actions.tsx';
import { licenceMessages } from './licence-messages.ts';
import { type Say, useWords } from './words.tsx';

export function openRenewalRequest(say: Say, view: OrganLicenceView, draft: ActionDraft): ActionRequest {
  const appliedOn = typedIn(draft, 'appliedOn', view.today).trim();
  if (!isDay(appliedOn)) return { errors: { appliedOn: say(licenceMessages.dayMissing) } };
  return { path: licencePaths.openRenewal(view.id), body: { revision: view.revision, appliedOn } };
}

export function OpenRenewalFields(props: FieldsProps) {
  const { view, draft, change } = props;
  const say = useWords();
  return (
    <LineField
      {...props}
      name="appliedOn"
      before={view.today}
      label={say(licenceMessages.appliedOn)}
      hint={say(licenceMessages.effectiveOnHint)}
      set={(name, value) => change({ sentences: { ...draft.sentences, [name]: value } })}
    />
  );
}

export function decideRenewalRequest(say: Say, view: OrganLicenceView, draft: ActionDraft): ActionRequest {
  const { outcome, text } = draft;
  if (outcome === undefined) return { errors: { outcome: say(licenceMessages.outcomeMissing) } };
  if (outcome === 'refused' && text.trim() === '') {
    return { errors: { reasons: say(licenceMessages.reasonsMissing) } };
  }
  return {
    path: licencePaths.decideRenewal(view.id),
    body: { revision: view.revision, outcome, reasons: text.trim() },
  };
}

export function DecideRenewalFields({ draft, errors, change }: FieldsProps) {
  const say = useWords();
  return (
    <>
      <Choice
        label={say(licenceMessages.outcome)}
        value={draft.outcome}
        error={errors['outcome']}
        options={[
          { value: 'granted', label: say(licenceMessages.grantRenewal) },
          { value: 'refused', label: say(licenceMessages.refuseRenewal) },
        ]}
        onChange={(outcome) => change({ outcome })}
      />
      <Field
        label={say(licenceMessages.reasons)}
        hint={say(licenceMessages.renewalReasonsHint)}
        error={errors['reasons']}
      >
        {(control) => (
          <Input.TextArea
            {...control}
            rows={3}
            maxLength={4_000}
            value={draft.text}
            onChange={(event) => change({ text: event.target.value })}
          />
        )}
      </Field>
    </>
  );
}
