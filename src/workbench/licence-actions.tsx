// Owns what may be done with a licence now: the actions that the server allows, one form each; refuses any other.
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { type FormEvent, type ReactNode, useEffect, useId, useRef, useState } from 'react';
import type { Text } from '#kernel/texts';
import type { AllowedLicenceAction, LicenceAction, OrganLicenceView } from '#modules/licences/contract';
import { type ActionDraft, useDraft } from './drafts.ts';
import { FailureNotice } from './failure-notice.tsx';
import { Choice, focusFirstWrong } from './field.tsx';
import { ActFields, actRequest } from './licence-act-fields.tsx';
import { licenceMessages } from './licence-messages.ts';
import { licenceQuery } from './licence-queries.ts';
import {
  DecideRenewalFields,
  decideRenewalRequest,
  OpenRenewalFields,
  openRenewalRequest,
} from './licence-renewal-fields.tsx';
import { RequestFailure } from './request.ts';
import { useSession } from './session.tsx';
import { type Say, useWords } from './words.tsx';

/** Sentences beside fields, by the field's name. */
export type FieldErrors = Readonly<Record<string, string>>;

/** What the fields of an action show and change. */
export interface FieldsProps {
  readonly view: OrganLicenceView;
  readonly allowed: AllowedLicenceAction;
  readonly draft: ActionDraft;
  readonly errors: FieldErrors;
  readonly change: (changed: Partial<ActionDraft>) => void;
}

/** What an action sends, or what is wrong before it is sent. */
export type ActionRequest =
  | { readonly errors: FieldErrors }
  | { readonly path: string; readonly body: object };

interface LicenceActionsProps {
  readonly view: OrganLicenceView;
  readonly onDone: (action: Text) => void;
  readonly onChanged: (failure: RequestFailure) => void;
}

export function LicenceActions({ view, onDone, onChanged }: LicenceActionsProps) {
  const say = useWords();
  const headingId = useId();
  const [wanted, setWanted] = useState<LicenceAction>();
  const chosen = view.allowed.find(({ action }) => action === wanted);
  return (
    <section className="panel panel-act" aria-labelledby={headingId}>
      <h2 id={headingId} tabIndex={-1} className="act-heading">
        {say(licenceMessages.toDo)}
      </h2>
      {view.allowed.length === 0 && <p className="quiet">{say(licenceMessages.nothingToDo)}</p>}
      {view.allowed.length > 0 && (
        <Choice
          label={say(licenceMessages.chooseAction)}
          value={chosen?.action}
          options={view.allowed.map(({ action }) => ({ value: action, label: say(licenceMessages[action]) }))}
          onChange={setWanted}
        />
      )}
      {chosen !== undefined && (
        <LicenceActionForm
          key={chosen.action}
          view={view}
          allowed={chosen}
          onDone={(action) => {
            setWanted(undefined);
            onDone(action);
          }}
          onChanged={onChanged}
        />
      )}
    </section>
  );
}

function requestOf(
  say: Say,
  view: OrganLicenceView,
  allowed: AllowedLicenceAction,
  draft: ActionDraft,
): ActionRequest {
  if (allowed.action === 'open-renewal') return openRenewalRequest(say, view, draft);
  if (allowed.action === 'decide-renewal') return decideRenewalRequest(say, view, draft);
  return actRequest(say, view, allowed, allowed.action, draft);
}

function FieldsOf(props: FieldsProps): ReactNode {
  if (props.allowed.action === 'open-renewal') return <OpenRenewalFields {...props} />;
  if (props.allowed.action === 'decide-renewal') return <DecideRenewalFields {...props} />;
  return <ActFields {...props} />;
}

interface FormProps extends LicenceActionsProps {
  readonly allowed: AllowedLicenceAction;
}

/** Whether the licence itself has moved on: what the page shows must then be loaded anew. */
function isChange(failure: unknown): failure is RequestFailure {
  return failure instanceof RequestFailure && [403, 404, 409].includes(failure.status);
}

type Refused = RequestFailure['fields'];
// One empty list for all renders: a new one each time would look like news.
const nothingRefused: Refused = [];

function useLicenceActionForm({ view, allowed, onDone, onChanged }: FormProps) {
  const say = useWords();
  const { api } = useSession();
  const queries = useQueryClient();
  const form = useRef<HTMLFormElement>(null);
  const { draft, change, discard } = useDraft(`licence/${view.id}/${allowed.action}`);
  const [tries, setTries] = useState(0);
  const send = useMutation({
    mutationFn: ({ path, body }: { path: string; body: object }) => api.post<OrganLicenceView>(path, body),
    onSuccess: (answer) => {
      queries.setQueryData(licenceQuery(api, view.id).queryKey, answer);
      void queries.invalidateQueries({ queryKey: ['licences'] });
      discard();
      onDone(licenceMessages[allowed.action]);
    },
    onError: (failure) => {
      if (isChange(failure)) onChanged(failure);
    },
  });
  const refused = send.error instanceof RequestFailure ? send.error.fields : nothingRefused;
  const request = requestOf(say, view, allowed, draft);
  const own = 'errors' in request ? request.errors : {};
  const errors: FieldErrors = {
    ...Object.fromEntries(refused.map(({ field, message }) => [field, message])),
    ...(tries === 0 ? {} : own),
  };
  useEffect(() => {
    if (tries > 0 || refused.length > 0) focusFirstWrong(form.current);
  }, [tries, refused]);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (send.isPending) return;
    if ('errors' in request) {
      setTries(tries + 1);
      return;
    }
    setTries(0);
    send.mutate(request);
  };
  const edit = (changed: Partial<ActionDraft>) => {
    // A sentence of the server is about what was sent; it must not stand beside what was mended since.
    if (refused.length > 0) send.reset();
    change(changed);
  };
  return { form, draft, send, errors, submit, edit, refused };
}

const endingActions: readonly LicenceAction[] = ['withdraw', 'revoke', 'revoke-as-penalty', 'cancel'];

function LicenceActionForm(props: FormProps) {
  const { view, allowed } = props;
  const say = useWords();
  const { form, draft, send, errors, submit, edit, refused } = useLicenceActionForm(props);
  const [, consequence = ''] = /^[^：:;]*(?:：|: )(.*)$/.exec(say(allowed.consequence)) ?? [];
  return (
    <form ref={form} className="action-form" onSubmit={submit} noValidate>
      {send.error !== null && !isChange(send.error) && (
        <FailureNotice failure={send.error} while="sending" shownFields={refused.map(({ field }) => field)} />
      )}
      <FieldsOf view={view} allowed={allowed} draft={draft} errors={errors} change={edit} />
      <Button
        type="primary"
        danger={endingActions.includes(allowed.action)}
        htmlType="submit"
        className="action-button"
        aria-disabled={send.isPending}
      >
        <strong>{say(send.isPending ? licenceMessages.sending : licenceMessages[allowed.action])}</strong>
        {consequence !== '' && <span>{consequence}</span>}
      </Button>
    </form>
  );
}
