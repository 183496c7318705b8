// Owns what is asked where a hearing is begun: why there is one, and who is told; refuses one without interested persons to tell.
import { hearingBases } from '#modules/cases/contract';
import { chosenIn, TypedLine, typedIn } from './draft-fields.tsx';
import type { ActionDraft } from './drafts.ts';
import { Choice } from './field.tsx';
import { hearingBasisNames, hearingMessages } from './hearing-messages.ts';
import type { FieldErrors, FieldsProps } from './send-form.tsx';
import { type Say, useWords } from './words.tsx';

export function isHearing(draft: ActionDraft): boolean {
  return chosenIn(draft, 'kind') === 'special' && chosenIn(draft, 'ground') === 'hearing';
}

/** Of a hearing that may be asked for the law says the last day. */
export function isAskedFor(draft: ActionDraft): boolean {
  return isHearing(draft) && chosenIn(draft, 'hearingBasis') === 'major-interests';
}

export function interestedIn(draft: ActionDraft): readonly string[] {
  return typedIn(draft, 'interested')
    .split(/[、，,；;]/)
    .map((one) => one.trim())
    .filter((one) => one !== '');
}

export function validateHearing(say: Say, draft: ActionDraft): FieldErrors {
  return {
    ...(chosenIn(draft, 'hearingBasis') === undefined
      ? { hearingBasis: say(hearingMessages.basisMissing) }
      : {}),
    ...(isAskedFor(draft) && interestedIn(draft).length === 0
      ? { interested: say(hearingMessages.interestedMissing) }
      : {}),
  };
}

export function HearingFields(parts: FieldsProps) {
  const say = useWords();
  const { draft, change, errors } = parts;
  return (
    <>
      <Choice
        label={say(hearingMessages.basis)}
        value={hearingBases.find((one) => one === chosenIn(draft, 'hearingBasis'))}
        error={errors['hearingBasis']}
        options={hearingBases.map((one) => ({ value: one, label: say(hearingBasisNames[one]) }))}
        onChange={(one) => change({ chosen: { ...draft.chosen, hearingBasis: [one] } })}
      />
      <TypedLine
        {...parts}
        name="interested"
        label={say(hearingMessages.interested)}
        hint={say(hearingMessages.interestedHint)}
      />
    </>
  );
}
