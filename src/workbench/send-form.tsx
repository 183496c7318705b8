// Owns how anything that an officer fills in is sent, refused and kept; refuses to ask again what the button already says.
import { useMutation } from '@tanstack/react-query';
import { Button } from 'antd';
import { type FormEvent, type ReactNode, useEffect, useRef, useState } from 'react';
import type { Text } from '#kernel/texts';
import { caseMessages } from './case-messages.ts';
import { type ActionDraft, useDraft } from './drafts.ts';
import { FailureNotice } from './failure-notice.tsx';
import { focusFirstWrong } from './field.tsx';
import { RequestFailure } from './request.ts';
import { useSession } from './session.tsx';
import { useWords } from './words.tsx';

/** Sentences beside fields, by the field's name. */
export type FieldErrors = Readonly<Record<string, string>>;

/** What the fields of a form show and change. */
export interface FieldsProps {
  readonly draft: ActionDraft;
  readonly change: (changed: Partial<ActionDraft>) => void;
  readonly errors: FieldErrors;
}

/** What a form says of itself, wherever it is sent. */
export interface FormWords {
  readonly label: Text;
  readonly refusing?: boolean;
  readonly validate?: (draft: ActionDraft) => FieldErrors;
  readonly body: (draft: ActionDraft) => object;
  /** The server names fields as the body has them; the form as it shows them. */
  readonly shownField?: (field: string, draft: ActionDraft) => string;
  /** The names of the fields beside which the form shows a sentence. */
  readonly fields?: readonly string[];
  readonly children?: (parts: FieldsProps) => ReactNode;
}

interface SendFormProps<Answer> extends FormWords {
  readonly draftKey: string;
  readonly path: string;
  /** The revision of the record that the reader saw; undefined where what is sent stands beside it. */
  readonly revision: number | undefined;
  /** In words, from the server: what the button does. */
  readonly consequence: Text;
  readonly onAnswer: (answer: Answer) => void;
  /** The record is no longer as it was shown. */
  readonly onChanged: (failure: RequestFailure) => void;
}

/** Whether the record itself has moved on: what the page shows must then be loaded anew. */
function isChange(failure: unknown): failure is RequestFailure {
  return failure instanceof RequestFailure && [403, 404, 409].includes(failure.status);
}

function useSend<Answer>(props: SendFormProps<Answer>, discard: () => void) {
  const { draftKey, path, revision, onAnswer, onChanged } = props;
  const { api } = useSession();
  return useMutation({
    mutationFn: (body: object) =>
      api.post<Answer>(path, { ...(revision === undefined ? {} : { revision }), ...body }),
    mutationKey: [draftKey],
    onSuccess: (answer) => {
      discard();
      onAnswer(answer);
    },
    onError: (failure) => {
      if (isChange(failure)) onChanged(failure);
    },
  });
}

type Refused = RequestFailure['fields'];

// One empty list for all renders: a new one each time would look like news.
const nothingRefused: Refused = [];

/** What the form shows and does, apart from how it looks. */
function useForm<Answer>(props: SendFormProps<Answer>) {
  const { validate, body, shownField, fields = [] } = props;
  const form = useRef<HTMLFormElement>(null);
  const { draft, change, discard } = useDraft(props.draftKey);
  const send = useSend(props, discard);
  const [tries, setTries] = useState(0);
  const refused = send.error instanceof RequestFailure ? send.error.fields : nothingRefused;
  const fromServer = refused.map(({ field, message }) => ({
    field,
    message,
    shownAt: shownField?.(field, draft) ?? field,
  }));
  const errors: FieldErrors = {
    ...Object.fromEntries(fromServer.map((one) => [one.shownAt, one.message])),
    ...(tries === 0 ? {} : validate?.(draft)),
  };
  // Only a new try moves the focus: while the reader mends one field, another must not take it.
  useEffect(() => {
    if (tries > 0 || refused.length > 0) focusFirstWrong(form.current);
  }, [tries, refused]);

  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (send.isPending) return;
    const isWrong = Object.keys(validate?.(draft) ?? {}).length > 0;
    setTries(isWrong ? tries + 1 : 0);
    if (!isWrong) send.mutate(body(draft));
  };
  const edit = (changed: Partial<ActionDraft>) => {
    // A sentence of the server is about what was sent; it must not stand beside what was mended since.
    if (refused.length > 0) send.reset();
    change(changed);
  };
  const shownFields = fromServer
    .filter(({ shownAt }) => fields.includes(shownAt) || shownAt.startsWith('sentence:'))
    .map(({ field }) => field);
  return { form, draft, send, errors, submit, edit, shownFields };
}

/** The server says 'Accept: the time to decide starts today'; the button names the verb in a line of its own. */
function withoutVerb(consequence: string): string {
  return consequence.replace(/^[^：:]*(：|: )/, '');
}

export function SendForm<Answer>(props: SendFormProps<Answer>) {
  const { consequence, label, refusing = false, children } = props;
  const say = useWords();
  const { form, draft, send, errors, submit, edit, shownFields } = useForm(props);
  return (
    <form ref={form} className="action-form" onSubmit={submit} noValidate>
      {send.error !== null && !isChange(send.error) && (
        <FailureNotice failure={send.error} while="sending" shownFields={shownFields} />
      )}
      {children?.({ draft, change: edit, errors })}
      <Button
        type="primary"
        danger={refusing}
        htmlType="submit"
        className="action-button"
        aria-disabled={send.isPending}
      >
        <strong>{say(send.isPending ? caseMessages.sending : label)}</strong>
        <span>{withoutVerb(say(consequence))}</span>
      </Button>
    </form>
  );
}
