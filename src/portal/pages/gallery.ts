// Owns one example of every page in every state that matters, for tests and for looking at. For tests only.
import type { Render } from './example-reader.ts';
import { actingExamples } from './examples-acting.ts';
import { applyingExamples } from './examples-applying.ts';
import { findingExamples } from './examples-finding.ts';
import { followingExamples, provingExamples } from './examples-following.ts';
import type { FrameData } from './look/frame.ts';
import { buildFrame } from './page-fixtures.ts';

const pages: Readonly<Record<string, Render>> = {
  ...findingExamples,
  ...applyingExamples,
  ...followingExamples,
  ...actingExamples,
  ...provingExamples,
};

export const galleryNames: readonly string[] = Object.keys(pages);

/** One page of the gallery. @throws RangeError for a name that it does not have. */
export function renderGalleryPage(name: string, changes: Partial<FrameData> = {}): string {
  const render = pages[name];
  if (render === undefined) throw new RangeError(`No such example: ${name}`);
  return render(buildFrame(changes));
}
