// Owns the line above the inbox's rows: what is new, or what is done with those chosen; refuses to act without a look.
import { useState } from 'react';
import { formatInstant } from '#kernel/dates';
import type { InboxRow } from '#modules/cases/contract';
import { type AssignmentAct, deskPaths } from '#modules/work/contract';
import { type AssignedTask, AssignmentDialog } from './assignment-dialog.tsx';
import { assignmentMessages } from './assignment-messages.ts';
import { BulkAcceptance } from './bulk-acceptance.tsx';
import { useChangeDesk } from './desk.ts';
import { inboxMessages } from './inbox-messages.ts';
import { useKeys } from './shortcuts.tsx';
import { useLocale, useWords } from './words.tsx';

interface InboxLineProps {
  readonly chosen: readonly InboxRow[];
  /** How many of the rows shown came after the last look. */
  readonly newCount: number;
  readonly lookedAt: string | null;
  readonly onClear: () => void;
}

export function InboxLine({ chosen, newCount, lookedAt, onClear }: InboxLineProps) {
  const change = useChangeDesk();
  // What was chosen when the dialog opened: a row that is accepted leaves the list, and its answer must not.
  const [accepting, setAccepting] = useState<readonly InboxRow[]>();
  const [assigning, setAssigning] = useState<{ act: AssignmentAct; tasks: readonly AssignedTask[] }>();
  const say = useWords();
  const assign = (act: AssignmentAct) =>
    setAssigning({
      act,
      tasks: chosen.map(({ taskId, holder, caseNumber, taskName }) => ({
        taskId,
        holderId: holder.id,
        label: `${caseNumber} ${say(taskName)}`,
      })),
    });
  const cases = chosen.filter(({ procedureId }) => procedureId === null);
  const markSeen = () => change.mutate({ path: deskPaths.look, body: {} });
  useKeys({
    m: markSeen,
    b: () => cases.length > 0 && setAccepting(cases),
    g: () => chosen.length > 0 && assign('claim'),
    t: () => chosen.length > 0 && assign('transfer'),
  });
  return (
    <>
      {chosen.length === 0 ? (
        <WhatIsNew newCount={newCount} lookedAt={lookedAt} onSeen={markSeen} />
      ) : (
        <WhatIsChosen
          count={chosen.length}
          onAccept={cases.length === 0 ? undefined : () => setAccepting(cases)}
          onAssign={assign}
          onClear={onClear}
        />
      )}
      {assigning !== undefined && (
        <AssignmentDialog
          {...assigning}
          onClose={() => {
            setAssigning(undefined);
            onClear();
          }}
        />
      )}
      {accepting !== undefined && (
        <BulkAcceptance
          rows={accepting}
          onClose={() => {
            setAccepting(undefined);
            onClear();
          }}
        />
      )}
    </>
  );
}

function WhatIsNew({
  newCount,
  lookedAt,
  onSeen,
}: Pick<InboxLineProps, 'newCount' | 'lookedAt'> & { onSeen: () => void }) {
  const say = useWords();
  const locale = useLocale();
  return (
    <div className="list-line quiet">
      <span>
        {lookedAt === null
          ? say(inboxMessages.neverLooked)
          : say(inboxMessages.newSince, { at: formatInstant(new Date(lookedAt), locale), count: newCount })}
      </span>
      <button type="button" className="plain-button" aria-keyshortcuts="m" onClick={onSeen}>
        {say(inboxMessages.markSeen)}
      </button>
    </div>
  );
}

interface WhatIsChosenProps {
  readonly count: number;
  /** Undefined where nothing that was chosen can be accepted. */
  readonly onAccept: (() => void) | undefined;
  readonly onAssign: (act: AssignmentAct) => void;
  readonly onClear: () => void;
}

function WhatIsChosen({ count, onAccept, onAssign, onClear }: WhatIsChosenProps) {
  const say = useWords();
  return (
    <div className="list-line list-line-chosen">
      <strong>{say(inboxMessages.chosen, { count })}</strong>
      {onAccept !== undefined && (
        <button type="button" className="plain-button" aria-keyshortcuts="b" onClick={onAccept}>
          {say(inboxMessages.acceptChosen)}
        </button>
      )}
      <button type="button" className="plain-button" aria-keyshortcuts="g" onClick={() => onAssign('claim')}>
        {say(assignmentMessages.claimChosen)}
      </button>
      <button
        type="button"
        className="plain-button"
        aria-keyshortcuts="t"
        onClick={() => onAssign('transfer')}
      >
        {say(assignmentMessages.assignChosen)}
      </button>
      <button type="button" className="plain-button" onClick={onClear}>
        {say(inboxMessages.chooseNone)}
      </button>
    </div>
  );
}
