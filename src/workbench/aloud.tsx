// Owns what only a screen reader is told of a control: of what it is, where the eye sees it from its place.
import { labelled } from '#kernel/texts';
import { useLocale } from './words.tsx';

/** Follows the words of a control, as ‘Remove: floor plan’. */
export function OnlyAloud({ of }: { of: string }) {
  const locale = useLocale();
  return <span className="only-aloud">{labelled('', of, locale)}</span>;
}
