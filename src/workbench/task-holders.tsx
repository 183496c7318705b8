// Owns who has the open steps of a case, on its page, and the way to change that; refuses to decide who may: the server does.
import { useId, useState } from 'react';
import type { CaseView } from '#modules/cases/contract';
import type { AssignmentAct } from '#modules/work/contract';
import { AssignmentDialog } from './assignment-dialog.tsx';
import { assignmentMessages } from './assignment-messages.ts';
import { useHolderWords } from './holder-mark.tsx';
import { useWords } from './words.tsx';

type OpenStep = CaseView['tasks'][number];

/** What is most likely wanted, as things stand. */
function likelyAct({ holder }: OpenStep): AssignmentAct {
  if (holder.kind === 'nobody') return 'claim';
  if (holder.kind === 'colleague') return 'take-over';
  return holder.delegatedByName === null ? 'transfer' : 'return';
}

export function TaskHolders({ view }: { view: CaseView }) {
  const say = useWords();
  const words = useHolderWords();
  const headingId = useId();
  const [changing, setChanging] = useState<OpenStep>();
  if (view.tasks.length === 0) return null;
  return (
    <section className="panel" aria-labelledby={headingId}>
      <h2 id={headingId}>{say(assignmentMessages.whose)}</h2>
      <ul className="plain-list">
        {view.tasks.map((task) => (
          <li key={task.taskId}>
            {say(task.name)} · <strong>{words(task.holder)}</strong>
            {task.holder.delegatedByName !== null && (
              <> · {say(assignmentMessages.delegatedBy, { name: task.holder.delegatedByName })}</>
            )}{' '}
            <button
              type="button"
              className="plain-button"
              aria-label={say(assignmentMessages.changeOf, { task: say(task.name) })}
              onClick={() => setChanging(task)}
            >
              {say(assignmentMessages.change)}
            </button>
            {task.words !== null && (
              <span className="second-line">{say(assignmentMessages.words, { words: task.words })}</span>
            )}
          </li>
        ))}
      </ul>
      {changing !== undefined && (
        <AssignmentDialog
          tasks={[
            {
              taskId: changing.taskId,
              holderId: changing.holder.id,
              label: `${view.number} ${say(changing.name)}`,
            },
          ]}
          act={likelyAct(changing)}
          onClose={() => setChanging(undefined)}
        />
      )}
    </section>
  );
}
