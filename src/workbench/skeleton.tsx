// Owns the structure that is shown while something loads; refuses to spin.
import { messages } from './messages.ts';
import { useWords } from './words.tsx';

export function SkeletonLines({ count }: { count: number }) {
  const say = useWords();
  return (
    <div className="skeleton" role="status">
      <span className="only-aloud">{say(messages.loading)}</span>
      {Array.from({ length: count }, (_, line) => `line-${line}`).map((line) => (
        <span key={line} className="skeleton-line" aria-hidden="true" />
      ))}
    </div>
  );
}
