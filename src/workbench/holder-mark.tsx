// Owns how it looks whose a task is; refuses to say it by colour alone.
import type { InboxRow } from '#modules/cases/contract';
import type { HolderView } from '#modules/work/contract';
import { assignmentMessages } from './assignment-messages.ts';
import { useWords } from './words.tsx';

/** Whose it is as words: for lists, the case's page and exports. */
export function useHolderWords(): (holder: HolderView) => string {
  const say = useWords();
  return ({ kind, name }) => {
    switch (kind) {
      case 'nobody':
        return say(assignmentMessages.nobody);
      case 'me':
        return say(assignmentMessages.me);
      case 'absent':
        return say(assignmentMessages.absentOf, { name });
      case 'colleague':
        return name;
    }
  };
}

export function HolderCell({ row: { holder, actingForName } }: { row: InboxRow }) {
  const say = useWords();
  const words = useHolderWords();
  return (
    <div>
      {holder.kind === 'me' ? <strong>{words(holder)}</strong> : words(holder)}
      {holder.delegatedByName !== null && (
        <span className="second-line">
          {say(assignmentMessages.delegatedBy, { name: holder.delegatedByName })}
        </span>
      )}
      {actingForName !== null && holder.kind !== 'absent' && (
        <span className="second-line">{say(assignmentMessages.byPostOf, { name: actingForName })}</span>
      )}
    </div>
  );
}
