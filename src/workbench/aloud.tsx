// Owns what only a screen reader is told of a control: of what it is, where the eye sees it from its place.
import { text } from '#kernel/texts';
import { useWords } from './words.tsx';

const of = text('：{what}', ': {what}');

/** Follows the words of a control, as ‘Remove: floor plan’. */
export function OnlyAloud({ of: what }: { of: string }) {
  const say = useWords();
  return <span className="only-aloud">{say(of, { what })}</span>;
}
