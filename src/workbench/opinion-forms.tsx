// Owns the forms of review and inspection; refuses an opinion without a conclusion.
import { useQueryClient } from '@tanstack/react-query';
import { Select } from 'antd';
import { type CaseView, casePaths, reviewBody } from '#modules/cases/contract';
import { ActionForm, type ActionProps, type FieldErrors } from './action-form.tsx';
import { caseMessages } from './case-messages.ts';
import { caseQuery } from './case-queries.ts';
import { LongText } from './draft-fields.tsx';
import type { ActionDraft } from './drafts.ts';
import { Choice, Field } from './field.tsx';
import { AddRecordFiles } from './record-files.tsx';
import { useSession } from './session.tsx';
import { lengthMost, tooLong } from './text-length.ts';
import { type Say, useWords } from './words.tsx';

function validateOpinion(say: Say, draft: ActionDraft): FieldErrors {
  const most = lengthMost(reviewBody.properties.opinion);
  return {
    ...(draft.conclusion === undefined ? { conclusion: say(caseMessages.conclusionMissing) } : {}),
    ...(draft.text.trim() === ''
      ? { opinion: say(caseMessages.opinionMissing) }
      : tooLong(say, 'opinion', draft.text, most)),
  };
}

interface OpinionFieldsProps {
  readonly draft: ActionDraft;
  readonly change: (changed: Partial<ActionDraft>) => void;
  readonly errors: FieldErrors;
}

function OpinionFields({ draft, change, errors }: OpinionFieldsProps) {
  const say = useWords();
  return (
    <>
      <Choice
        label={say(caseMessages.conclusion)}
        value={draft.conclusion}
        error={errors['conclusion']}
        options={[
          { value: 'in-order', label: say(caseMessages.inOrder) },
          { value: 'not-in-order', label: say(caseMessages.notInOrder) },
        ]}
        onChange={(conclusion) => change({ conclusion })}
      />
      <LongText
        draft={draft}
        change={change}
        errors={errors}
        name="opinion"
        label={say(caseMessages.opinion)}
        hint={say(caseMessages.opinionHint)}
      />
    </>
  );
}

export function ReviewForm(props: ActionProps) {
  const say = useWords();
  return (
    <ActionForm
      {...props}
      action="review"
      path={casePaths.review(props.view.id)}
      label={caseMessages.review}
      fields={['conclusion', 'opinion']}
      validate={(draft) => validateOpinion(say, draft)}
      body={(draft) => ({ conclusion: draft.conclusion, opinion: draft.text.trim() })}
    >
      {(parts) => <OpinionFields {...parts} />}
    </ActionForm>
  );
}

export function InspectionForm(props: ActionProps) {
  const say = useWords();
  const { api } = useSession();
  const queries = useQueryClient();
  const { view } = props;
  const validate = (draft: ActionDraft): FieldErrors => ({
    ...(draft.companionId === undefined ? { companionId: say(caseMessages.companionMissing) } : {}),
    ...validateOpinion(say, draft),
  });
  return (
    <ActionForm
      {...props}
      action="inspect"
      path={casePaths.inspect(props.view.id)}
      label={caseMessages.inspect}
      fields={['conclusion', 'opinion', 'companionId']}
      validate={validate}
      body={(draft) => ({
        conclusion: draft.conclusion,
        opinion: draft.text.trim(),
        companionId: draft.companionId,
      })}
    >
      {(parts) => (
        <>
          <Field
            label={say(caseMessages.companion)}
            hint={say(caseMessages.companionHint)}
            error={parts.errors['companionId']}
          >
            {(control) => (
              <Select
                {...control}
                className="companion"
                // Beside its field: at the end of the page it would lie outside every landmark.
                getPopupContainer={(field: HTMLElement) => field.parentElement ?? field}
                showSearch={{ optionFilterProp: 'label' }}
                placeholder={say(caseMessages.companionChoose)}
                value={parts.draft.companionId ?? null}
                options={props.view.colleagues.map(({ id, displayName }) => ({
                  value: id,
                  label: displayName,
                }))}
                onChange={(companionId) => parts.change({ companionId: companionId ?? undefined })}
              />
            )}
          </Field>
          <AddRecordFiles<CaseView>
            kind="inspection-photograph"
            files={view.photographs.filter((one) => !one.sealed)}
            address={(id) => casePaths.caseFile(view.id, id)}
            addTo={casePaths.inspectionPhotographs(view.id)}
            removeFrom={(id) => casePaths.removeInspectionPhotograph(view.id, id)}
            onAnswer={(answer) => queries.setQueryData(caseQuery(api, view.id).queryKey, answer)}
          />
          <OpinionFields {...parts} />
        </>
      )}
    </ActionForm>
  );
}
