// Owns the question before a failed service is skipped: what follows, and why; refuses to skip without a reason.
import { useMutation } from '@tanstack/react-query';
import { Button, Input } from 'antd';
import { type FormEvent, useRef, useState } from 'react';
import { type IncidentListView, type IncidentView, incidentPaths, skipBody } from '#modules/work/contract';
import { Dialog } from './dialog.tsx';
import { FailureNotice } from './failure-notice.tsx';
import { Field, focusFirstWrong } from './field.tsx';
import { incidentMessages } from './incident-messages.ts';
import { useSession } from './session.tsx';
import { lengthMost } from './text-length.ts';
import { useWords } from './words.tsx';

interface SkipIncidentDialogProps {
  readonly incident: IncidentView;
  readonly onClose: () => void;
  readonly onSkipped: (list: IncidentListView) => void;
}

export function SkipIncidentDialog({ incident, onClose, onSkipped }: SkipIncidentDialogProps) {
  const say = useWords();
  const { api } = useSession();
  const form = useRef<HTMLFormElement>(null);
  const [reason, setReason] = useState('');
  const [isWrong, setIsWrong] = useState(false);
  const skip = useMutation({
    mutationFn: () => api.post<IncidentListView>(incidentPaths.skip(incident.id), { reason: reason.trim() }),
    onSuccess: onSkipped,
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (skip.isPending) return;
    const isEmpty = reason.trim() === '';
    setIsWrong(isEmpty);
    // The mark has to be there before the field that bears it is looked for.
    if (isEmpty) requestAnimationFrame(() => focusFirstWrong(form.current));
    else skip.mutate();
  };
  return (
    <Dialog open title={say(incidentMessages.skipTitle)} onClose={onClose}>
      <form ref={form} onSubmit={submit} noValidate>
        {skip.error !== null && <FailureNotice failure={skip.error} while="sending" />}
        <p>{say(incidentMessages.skipConsequence, { what: incident.elementName })}</p>
        <Field
          label={say(incidentMessages.reason)}
          hint={say(incidentMessages.reasonHint)}
          error={isWrong && reason.trim() === '' ? say(incidentMessages.reasonMissing) : undefined}
        >
          {(control) => (
            <Input.TextArea
              {...control}
              rows={3}
              maxLength={lengthMost(skipBody.properties.reason)}
              value={reason}
              onChange={(event) => setReason(event.target.value)}
            />
          )}
        </Field>
        <div className="dialog-buttons">
          <Button type="primary" danger htmlType="submit" aria-disabled={skip.isPending}>
            {say(incidentMessages.skipNow)}
          </Button>
          <Button onClick={onClose}>{say(incidentMessages.cancel)}</Button>
        </div>
      </form>
    </Dialog>
  );
}
