import { after, before, describe, test } from 'node:test';
import { assertAccessible } from '#test/kit/browser';
import { galleryNames } from './gallery.ts';
import {
  assertPagesAccessible,
  assertPagesFit,
  desk,
  everyPiece,
  type GalleryVisit,
  visitGallery,
} from './gallery-fixtures.ts';

describe('Every page of the portal in a browser', () => {
  let gallery: GalleryVisit;

  before(async () => {
    gallery = await visitGallery();
  });
  after(() => gallery.close());

  /** The light theme is judged with everything else. */
  const themes = [
    { colorScheme: 'dark', contrast: 'no-preference' },
    { colorScheme: 'light', contrast: 'more' },
    { colorScheme: 'dark', contrast: 'more' },
  ] as const;

  const pages = galleryNames.flatMap((name) => [`zh/${name}`, `en/${name}`]);

  test('reports nothing to axe', () => assertPagesAccessible(gallery, pages));

  test('needs no sideways scrolling', () => assertPagesFit(gallery, pages));

  test('has enough contrast in every piece, in the dark and in both themes of high contrast', async () => {
    await gallery.withPage({ viewport: desk }, async (page) => {
      for (const name of everyPiece) {
        await page.goto(`${gallery.origin}/zh/${name}`);
        for (const theme of themes) {
          await page.emulateMedia(theme);
          // A colour that is still on its way to the next theme is none that anybody reads. It is brought to its end:
          // to wait for that hangs where the browser draws no frame, as it may where nobody looks.
          await page.evaluate('document.getAnimations().forEach((one) => one.finish())');
          await assertAccessible(page, ['color-contrast']);
        }
      }
    });
  });
});
