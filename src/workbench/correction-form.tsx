// Owns the one notice of everything that is missing; refuses to send an item without saying what to do about it.
import { Input } from 'antd';
import type { Text } from '#kernel/texts';
import { casePaths, correctionBody } from '#modules/cases/contract';
import { ActionForm, type ActionProps, type FieldErrors } from './action-form.tsx';
import { caseMessages } from './case-messages.ts';
import type { ActionDraft } from './drafts.ts';
import { Field } from './field.tsx';
import { Notice } from './notice.tsx';
import { lengthMost, tooLong } from './text-length.ts';
import { useWords } from './words.tsx';

type Requirement = ActionProps['view']['requirements'][number];

/** The chosen requirements in the order of the list, which is the order of the notice. */
function chosenKeys(requirements: readonly Requirement[], draft: ActionDraft): readonly string[] {
  return requirements.map(({ key }) => key).filter((key) => draft.sentences[key] !== undefined);
}

export function CorrectionForm(props: ActionProps) {
  const say = useWords();
  const { requirements } = props.view;
  const most = lengthMost(correctionBody.properties.items.items.properties.sentence);
  const validate = (draft: ActionDraft): FieldErrors => {
    const keys = chosenKeys(requirements, draft);
    if (keys.length === 0) return { items: say(caseMessages.correctionNothing) };
    const errors = keys.map((key): FieldErrors => {
      const sentence = draft.sentences[key] ?? '';
      if (sentence.trim() === '') return { [`sentence:${key}`]: say(caseMessages.correctionSentenceMissing) };
      return tooLong(say, `sentence:${key}`, sentence, most);
    });
    return Object.assign({}, ...errors) as FieldErrors;
  };
  return (
    <ActionForm
      {...props}
      action="request-correction"
      path={casePaths.requestCorrection(props.view.id)}
      label={caseMessages.sendCorrection}
      fields={['items']}
      validate={validate}
      body={(draft) => ({
        items: chosenKeys(requirements, draft).map((requirementKey) => ({
          requirementKey,
          sentence: draft.sentences[requirementKey]?.trim() ?? '',
        })),
      })}
      shownField={(field, draft) => {
        // The server names the third item 'items.2.sentence'.
        const key = chosenKeys(requirements, draft)[Number(/^items\.(\d+)/.exec(field)?.[1])];
        return key === undefined ? field : `sentence:${key}`;
      }}
    >
      {({ draft, change, errors }) => (
        <>
          <Notice tone="yellow" heading={say(caseMessages.correctionRule)} />
          {requirements.length === 0 && <p>{say(caseMessages.correctionNone)}</p>}
          <CorrectionItems requirements={requirements} draft={draft} change={change} errors={errors} />
        </>
      )}
    </ActionForm>
  );
}

interface CorrectionItemsProps {
  readonly requirements: readonly Requirement[];
  readonly draft: ActionDraft;
  readonly change: (changed: Partial<ActionDraft>) => void;
  readonly errors: FieldErrors;
}

function CorrectionItems({ requirements, draft, change, errors }: CorrectionItemsProps) {
  const say = useWords();
  const choose = (key: string, chosen: boolean) => {
    const { [key]: _removed, ...others } = draft.sentences;
    change({ sentences: chosen ? { ...others, [key]: '' } : others });
  };
  return (
    <fieldset className={errors['items'] === undefined ? 'field' : 'field field-wrong'}>
      <legend>
        {say(caseMessages.correctionChosen, {
          count: chosenKeys(requirements, draft).length,
          total: requirements.length,
        })}
      </legend>
      {errors['items'] !== undefined && (
        <p className="field-error" id="correction-items-error">
          {errors['items']}
        </p>
      )}
      {requirements.map(({ key, name }) => (
        <div key={key} className="correction-item">
          <label className="choice">
            <input
              type="checkbox"
              checked={draft.sentences[key] !== undefined}
              aria-invalid={errors['items'] === undefined ? undefined : true}
              aria-describedby={errors['items'] === undefined ? undefined : 'correction-items-error'}
              onChange={(event) => choose(key, event.target.checked)}
            />
            {say(name)}
          </label>
          {draft.sentences[key] !== undefined && (
            <CorrectionSentence
              name={name}
              value={draft.sentences[key] ?? ''}
              error={errors[`sentence:${key}`]}
              onChange={(sentence) => change({ sentences: { ...draft.sentences, [key]: sentence } })}
            />
          )}
        </div>
      ))}
    </fieldset>
  );
}

interface CorrectionSentenceProps {
  readonly name: Text;
  readonly value: string;
  readonly error: string | undefined;
  readonly onChange: (sentence: string) => void;
}

function CorrectionSentence({ name, value, error, onChange }: CorrectionSentenceProps) {
  const say = useWords();
  return (
    <Field
      label={say(caseMessages.correctionSentence, { name: say(name) })}
      hint={say(caseMessages.correctionSentenceHint)}
      error={error}
    >
      {(control) => (
        <Input.TextArea
          {...control}
          rows={2}
          value={value}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    </Field>
  );
}
