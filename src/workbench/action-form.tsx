// Owns how any action on a case is sent and what follows it in the page; refuses actions without the case's revision.
import { useQueryClient } from '@tanstack/react-query';
import type { Text } from '#kernel/texts';
import type { CaseAction, CaseActionAnswer, CaseView } from '#modules/cases/contract';
import { caseQuery } from './case-queries.ts';
import type { RequestFailure } from './request.ts';
import { type FormWords, SendForm } from './send-form.tsx';
import { useSession } from './session.tsx';

export type { FieldErrors, FieldsProps } from './send-form.tsx';

/** What a form of an action gets from the page. */
export interface ActionProps {
  readonly view: CaseView;
  /** In words, from the server: what the button does. */
  readonly consequence: Text;
  readonly onDone: (action: Text) => void;
  /** The case is no longer as it was shown. */
  readonly onChanged: (failure: RequestFailure) => void;
}

interface ActionFormProps extends ActionProps, FormWords {
  readonly action: CaseAction;
  readonly path: string;
}

export function draftKey(caseId: string, action: CaseAction): string {
  return `${caseId}/${action}`;
}

export function ActionForm({ view, action, onDone, onChanged, ...form }: ActionFormProps) {
  const { api } = useSession();
  const queries = useQueryClient();
  return (
    <SendForm<CaseActionAnswer>
      {...form}
      draftKey={draftKey(view.id, action)}
      revision={view.revision}
      onAnswer={(answer) => {
        queries.setQueryData(caseQuery(api, view.id).queryKey, answer);
        void queries.invalidateQueries({ queryKey: ['inbox'] });
        void queries.invalidateQueries({ queryKey: ['search'], refetchType: 'none' });
        onDone(form.label);
      }}
      onChanged={(failure) => {
        void queries.invalidateQueries({ queryKey: ['inbox'] });
        onChanged(failure);
      }}
    />
  );
}
