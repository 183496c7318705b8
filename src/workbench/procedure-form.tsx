// Owns the form that begins a procedure beside a case; refuses kinds for which this case has nobody to ask or no ground.
import { bracketed } from '#kernel/texts';
import { casePaths, type OpenableKind, openableKinds, openProcedureBody } from '#modules/cases/contract';
import { ActionForm, type ActionProps, type FieldErrors, type FieldsProps } from './action-form.tsx';
import {
  AnyOf,
  chosenIn,
  LongText,
  listChosenIn,
  MomentField,
  OneOfMany,
  TypedLine,
  typedIn,
} from './draft-fields.tsx';
import type { ActionDraft } from './drafts.ts';
import { Choice } from './field.tsx';
import { freeActionMessages, openableKindNames, requestNames } from './free-action-messages.ts';
import { HearingFields, interestedIn, isAskedFor, isHearing, validateHearing } from './hearing-fields.tsx';
import { lengthMost, tooLong } from './text-length.ts';
import { type Say, useLocale, useWords } from './words.tsx';

type View = ActionProps['view'];

function kindIn(draft: ActionDraft): OpenableKind | undefined {
  return openableKinds.find((kind) => kind === chosenIn(draft, 'kind'));
}

/** Only kinds that can be begun here: a special procedure needs a ground of law, a consultation somebody to ask. */
function kindsFor({ specialGrounds, otherOrgans }: View): readonly OpenableKind[] {
  return openableKinds.filter((kind) => {
    if (kind === 'special') return specialGrounds.length > 0;
    return kind !== 'consultation' || otherOrgans.length > 0;
  });
}

function meets(kind: OpenableKind | undefined): boolean {
  return kind === 'site-visit' || kind === 'meeting';
}

/** A visit is recorded on its day unless another one is chosen. */
function dueOnIn(draft: ActionDraft): string {
  const day = chosenIn(draft, 'dueOn') ?? '';
  if (day !== '' || !meets(kindIn(draft))) return day;
  return (chosenIn(draft, 'at') ?? '').slice(0, 10);
}

/** What the browser's control gives is Shanghai's wall clock, wherever the machine stands. */
export function instantOf(wallClock: string): string {
  const instant = new Date(`${wallClock}:00+08:00`);
  return Number.isNaN(instant.getTime()) ? wallClock : instant.toISOString();
}

function validateProcedure(say: Say, draft: ActionDraft): FieldErrors {
  const kind = kindIn(draft);
  if (kind === undefined) return { kind: say(freeActionMessages.kindMissing) };
  const most = lengthMost(openProcedureBody.properties.request);
  const lacks = (name: string) => (chosenIn(draft, name) ?? '') === '';
  return {
    ...(kind === 'special' && lacks('ground') ? { ground: say(freeActionMessages.groundMissing) } : {}),
    ...(isHearing(draft) ? validateHearing(say, draft) : {}),
    ...(kind === 'consultation' && lacks('askedOrganId')
      ? { askedOrganId: say(freeActionMessages.askedOrganMissing) }
      : {}),
    ...(meets(kind) && lacks('at') ? { at: say(freeActionMessages.appointmentMissing) } : {}),
    ...(meets(kind) && typedIn(draft, 'place').trim() === ''
      ? { place: say(freeActionMessages.placeMissing) }
      : {}),
    ...(draft.text.trim() === ''
      ? { request: say(freeActionMessages.requestMissing) }
      : tooLong(say, 'request', draft.text, most)),
    ...(dueOnIn(draft) === '' && !isAskedFor(draft) ? { dueOn: say(freeActionMessages.dayMissing) } : {}),
  };
}

function procedureBody(draft: ActionDraft): object {
  const kind = kindIn(draft);
  const asks = kind === 'consultation' || kind === 'arbitration';
  return {
    kind,
    request: draft.text.trim(),
    ...(isAskedFor(draft) ? {} : { dueOn: dueOnIn(draft) }),
    ...(kind === 'special' ? { ground: chosenIn(draft, 'ground') } : {}),
    ...(isHearing(draft)
      ? { hearing: { basis: chosenIn(draft, 'hearingBasis'), interested: interestedIn(draft) } }
      : {}),
    ...(kind === 'consultation' ? { askedOrganId: chosenIn(draft, 'askedOrganId') } : {}),
    ...(asks ? { evidenceIds: listChosenIn(draft, 'evidenceIds') } : {}),
    ...(meets(kind)
      ? {
          appointment: { at: instantOf(chosenIn(draft, 'at') ?? ''), place: typedIn(draft, 'place').trim() },
          organIds: listChosenIn(draft, 'organIds'),
        }
      : {}),
  };
}

export function OpenProcedureForm(props: ActionProps) {
  const say = useWords();
  return (
    <ActionForm
      {...props}
      action="open-procedure"
      path={casePaths.openProcedure(props.view.id)}
      label={freeActionMessages.openProcedure}
      fields={[
        'kind',
        'ground',
        'hearingBasis',
        'interested',
        'request',
        'dueOn',
        'askedOrganId',
        'evidenceIds',
        'at',
        'place',
        'organIds',
      ]}
      validate={(draft) => validateProcedure(say, draft)}
      body={procedureBody}
      // The server speaks of the appointment as one; the form has its time and its place.
      shownField={(field) =>
        field.startsWith('appointment') ? (field.endsWith('place') ? 'place' : 'at') : field
      }
    >
      {(parts) => <ProcedureFields {...parts} view={props.view} />}
    </ActionForm>
  );
}

type Parts = FieldsProps & { readonly view: View };

function ProcedureFields(parts: Parts) {
  const say = useWords();
  const locale = useLocale();
  const { draft, change, errors, view } = parts;
  const kind = kindIn(draft);
  return (
    <>
      <Choice
        label={say(freeActionMessages.kind)}
        value={kind}
        error={errors['kind']}
        options={kindsFor(view).map((one) => ({ value: one, label: say(openableKindNames[one]) }))}
        onChange={(one) => change({ chosen: { ...draft.chosen, kind: [one] } })}
      />
      {kind === 'special' && <GroundField {...parts} />}
      {isHearing(draft) && <HearingFields {...parts} />}
      {kind === 'consultation' && (
        <OneOfMany
          {...parts}
          name="askedOrganId"
          label={say(freeActionMessages.askedOrgan)}
          options={view.otherOrgans.map((organ) => ({ value: organ.id, label: say(organ.name) }))}
        />
      )}
      {meets(kind) && <AppointmentFields {...parts} />}
      {kind !== undefined && (
        <LongText
          {...parts}
          name="request"
          label={say(requestNames[kind])}
          {...(kind === 'arbitration' ? { hint: say(freeActionMessages.arbiterHint) } : {})}
        />
      )}
      {(kind === 'consultation' || kind === 'arbitration') && view.evidence.length > 0 && (
        <AnyOf
          {...parts}
          name="evidenceIds"
          label={say(freeActionMessages.share)}
          hint={say(freeActionMessages.shareHint)}
          options={view.evidence.map((one) => ({
            value: one.id,
            label: bracketed(say(one.requirementName), one.fileName, locale),
          }))}
        />
      )}
      {kind !== undefined && !isAskedFor(draft) && <DueField {...parts} kind={kind} />}
    </>
  );
}

function GroundField({ draft, change, errors, view }: Parts) {
  const say = useWords();
  return (
    <Choice
      label={say(freeActionMessages.specialGround)}
      hint={say(freeActionMessages.specialHint)}
      value={view.specialGrounds.find(({ ground }) => ground === chosenIn(draft, 'ground'))?.ground}
      error={errors['ground']}
      options={view.specialGrounds.map(({ ground, name }) => ({ value: ground, label: say(name) }))}
      onChange={(ground) => change({ chosen: { ...draft.chosen, ground: [ground] } })}
    />
  );
}

function AppointmentFields(parts: Parts) {
  const say = useWords();
  return (
    <>
      <MomentField {...parts} name="at" kind="datetime-local" label={say(freeActionMessages.appointmentAt)} />
      <TypedLine {...parts} name="place" label={say(freeActionMessages.appointmentPlace)} />
      {parts.view.otherOrgans.length > 0 && (
        <AnyOf
          {...parts}
          name="organIds"
          label={say(freeActionMessages.takePart)}
          options={parts.view.otherOrgans.map((organ) => ({ value: organ.id, label: say(organ.name) }))}
        />
      )}
    </>
  );
}

const dueWords = {
  special: { label: freeActionMessages.untilWhen, hint: freeActionMessages.untilHint },
  publicity: { label: freeActionMessages.publicityUntil, hint: undefined },
  consultation: { label: freeActionMessages.answerBy, hint: freeActionMessages.answerByHint },
  arbitration: { label: freeActionMessages.settleBy, hint: undefined },
  'site-visit': { label: freeActionMessages.recordBy, hint: undefined },
  meeting: { label: freeActionMessages.recordBy, hint: undefined },
} as const satisfies Record<OpenableKind, object>;

function DueField({ kind, ...parts }: Parts & { kind: OpenableKind }) {
  const say = useWords();
  const { label, hint } = dueWords[kind];
  return (
    <MomentField
      {...parts}
      name="dueOn"
      kind="date"
      before={dueOnIn(parts.draft)}
      label={say(label)}
      {...(hint === undefined ? {} : { hint: say(hint) })}
    />
  );
}
