// Owns the forms beside the straight way: on the spot, extension, transfer, termination; refuses one without reasons.
import {
  casePaths,
  extensionBody,
  onTheSpotBody,
  type TerminationGround,
  terminationBody,
  terminationGrounds,
  transferBody,
} from '#modules/cases/contract';
import { ActionForm, type ActionProps, type FieldErrors } from './action-form.tsx';
import { chosenIn, LongText, OneOfMany, TypedLine, typedIn } from './draft-fields.tsx';
import type { ActionDraft } from './drafts.ts';
import { Choice } from './field.tsx';
import { freeActionMessages, terminationGroundNames } from './free-action-messages.ts';
import { lengthMost, tooLong } from './text-length.ts';
import { type Say, useWords } from './words.tsx';

/** Whether reasons were given, and are not too long for the contract. */
function reasonsErrors(say: Say, draft: ActionDraft, schema: object): FieldErrors {
  if (draft.text.trim() === '') return { reasons: say(freeActionMessages.reasonsMissing) };
  return tooLong(say, 'reasons', draft.text, lengthMost(schema));
}

export function OnTheSpotForm(props: ActionProps) {
  const say = useWords();
  const most = lengthMost(onTheSpotBody.properties.reasons);
  return (
    <ActionForm
      {...props}
      action="decide-on-the-spot"
      path={casePaths.decideOnTheSpot(props.view.id)}
      label={freeActionMessages.decideOnTheSpot}
      fields={['reasons']}
      validate={(draft) => tooLong(say, 'reasons', draft.text, most)}
      body={(draft) => ({ reasons: draft.text.trim() })}
    >
      {(parts) => (
        <LongText
          {...parts}
          name="reasons"
          label={say(freeActionMessages.reasons)}
          hint={say(freeActionMessages.onTheSpotHint)}
          rows={3}
        />
      )}
    </ActionForm>
  );
}

export function ExtensionForm(props: ActionProps) {
  const say = useWords();
  return (
    <ActionForm
      {...props}
      action="extend"
      path={casePaths.extend(props.view.id)}
      label={freeActionMessages.extend}
      fields={['reasons']}
      validate={(draft) => reasonsErrors(say, draft, extensionBody.properties.reasons)}
      body={(draft) => ({ reasons: draft.text.trim() })}
    >
      {(parts) => (
        <LongText
          {...parts}
          name="reasons"
          label={say(freeActionMessages.reasons)}
          hint={say(freeActionMessages.extendRule)}
        />
      )}
    </ActionForm>
  );
}

export function TransferForm(props: ActionProps) {
  const say = useWords();
  const { transferTargets, id } = props.view;
  if (transferTargets.length === 0) return <p>{say(freeActionMessages.transferNone)}</p>;
  const validate = (draft: ActionDraft): FieldErrors => ({
    ...(chosenIn(draft, 'toOrganId') === undefined
      ? { toOrganId: say(freeActionMessages.transferMissing) }
      : {}),
    ...reasonsErrors(say, draft, transferBody.properties.reasons),
  });
  return (
    <ActionForm
      {...props}
      action="transfer"
      path={casePaths.transfer(id)}
      label={freeActionMessages.transfer}
      fields={['toOrganId', 'reasons']}
      validate={validate}
      body={(draft) => ({ toOrganId: chosenIn(draft, 'toOrganId'), reasons: draft.text.trim() })}
    >
      {(parts) => (
        <>
          <OneOfMany
            {...parts}
            name="toOrganId"
            label={say(freeActionMessages.transferTo)}
            hint={say(freeActionMessages.transferHint)}
            options={transferTargets.map((organ) => ({ value: organ.id, label: say(organ.name) }))}
          />
          <LongText
            {...parts}
            name="reasons"
            label={say(freeActionMessages.reasons)}
            hint={say(freeActionMessages.reasonsTold)}
          />
        </>
      )}
    </ActionForm>
  );
}

function terminationGroundIn(draft: ActionDraft): TerminationGround | undefined {
  return terminationGrounds.find((ground) => ground === chosenIn(draft, 'ground'));
}

function terminationErrors(say: Say, draft: ActionDraft): FieldErrors {
  const ground = terminationGroundIn(draft);
  const needsNumber = ground === 'duplicate' && typedIn(draft, 'otherNumber').trim() === '';
  return {
    ...(ground === undefined ? { ground: say(freeActionMessages.groundMissing) } : {}),
    ...(needsNumber ? { otherNumber: say(freeActionMessages.otherNumberMissing) } : {}),
    ...reasonsErrors(say, draft, terminationBody.properties.reasons),
  };
}

export function TerminationForm(props: ActionProps) {
  const say = useWords();
  return (
    <ActionForm
      {...props}
      action="terminate"
      path={casePaths.terminate(props.view.id)}
      label={freeActionMessages.terminate}
      refusing
      fields={['ground', 'otherNumber', 'reasons']}
      validate={(draft) => terminationErrors(say, draft)}
      body={(draft) => ({
        ground: terminationGroundIn(draft),
        reasons: draft.text.trim(),
        ...(terminationGroundIn(draft) === 'duplicate'
          ? { otherNumber: typedIn(draft, 'otherNumber').trim() }
          : {}),
      })}
    >
      {(parts) => (
        <>
          <Choice
            label={say(freeActionMessages.ground)}
            value={terminationGroundIn(parts.draft)}
            error={parts.errors['ground']}
            options={terminationGrounds.map((ground) => ({
              value: ground,
              label: say(terminationGroundNames[ground]),
            }))}
            onChange={(ground) => parts.change({ chosen: { ...parts.draft.chosen, ground: [ground] } })}
          />
          {terminationGroundIn(parts.draft) === 'duplicate' && (
            <TypedLine
              {...parts}
              name="otherNumber"
              label={say(freeActionMessages.otherNumber)}
              hint={say(freeActionMessages.otherNumberHint)}
            />
          )}
          <LongText
            {...parts}
            name="reasons"
            label={say(freeActionMessages.reasons)}
            hint={say(freeActionMessages.reasonsTold)}
          />
        </>
      )}
    </ActionForm>
  );
}
