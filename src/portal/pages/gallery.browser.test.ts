import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Page } from 'playwright-core';
import { screenshot } from '#test/kit/browser';
import { galleryNames } from './gallery.ts';
import {
  assertPagesAccessible,
  assertPagesFit,
  desk,
  everyPiece,
  type GalleryVisit,
  phone,
  visitGallery,
} from './gallery-fixtures.ts';

describe('The look of the portal in a browser', () => {
  let gallery: GalleryVisit;
  let origin = '';

  before(async () => {
    gallery = await visitGallery();
    origin = gallery.origin;
  });
  after(() => gallery.close());

  const pages = everyPiece.flatMap((name) => [`zh/${name}`, `en/${name}`]);

  test('reports nothing to axe', () => assertPagesAccessible(gallery, pages));

  test('needs no sideways scrolling on a phone, in large print, or at 200 and 400 % zoom', () =>
    assertPagesFit(gallery, pages));

  test('makes everything that is pressed 44 px high', async () => {
    await gallery.withPage({ viewport: phone }, async (page) => {
      for (const name of galleryNames) {
        await page.goto(`${origin}/zh/${name}`);
        const targets =
          'button, .button, nav a, summary, select, .choice, input:not([type=radio]):not([type=checkbox]):not([type=hidden])';
        const small = await page
          .locator(targets)
          .evaluateAll((elements) =>
            elements
              .filter((element) => element.getBoundingClientRect().height < 44)
              .map((element) => element.outerHTML.slice(0, 120)),
          );
        assert.deepEqual(small, [], name);
      }
    });
  });

  test('begins with the way to the content, and leads through the page in the order of reading', async () => {
    await gallery.withPage({ viewport: desk }, async (page) => {
      await page.goto(`${origin}/zh/draft-shop`);
      await page.keyboard.press('Tab');
      assert.equal(await focused(page), '跳到正文');
      assert.ok(await page.locator('.skip').isVisible());
      await page.keyboard.press('Enter');
      const order: string[] = [];
      for (let count = 0; count < 4; count += 1) {
        await page.keyboard.press('Tab');
        order.push(await focused(page));
      }
      assert.deepEqual(order, ['返回上一步', 'shopName', 'operatorKind', '保存并继续']);
    });
  });

  test('gives the error summary the focus, and each of its lines leads to the field', async () => {
    await gallery.withPage({ viewport: phone }, async (page) => {
      await page.goto(`${origin}/zh/draft-errors`);
      assert.match(await page.title(), /^有错误：/);
      assert.equal(await page.evaluate('document.activeElement.className'), 'errors');
      await screenshot(page, 'portal-draft-errors-390');
      await page.getByRole('link', { name: '请用数字填写面积' }).click();
      assert.equal(await focused(page), 'floorAreaM2');
      const field = page.locator('#field-floorAreaM2');
      assert.equal(await field.inputValue(), '大约八十', 'what was typed is still there');
      assert.equal(await field.getAttribute('aria-invalid'), 'true');
    });
  });

  test('shows where the focus is on everything that can have it', async () => {
    await gallery.withPage({ viewport: desk }, async (page) => {
      for (const name of ['home', 'draft-kitchen', 'status', 'check']) {
        await page.goto(`${origin}/zh/${name}`);
        await page.keyboard.press('Tab');
        for (let count = 1; (await page.evaluate('document.activeElement.tagName')) !== 'BODY'; count += 1) {
          assert.ok(count < 60, 'the page ends');
          const ring = 'getComputedStyle(document.activeElement).outline';
          assert.match(
            await page.evaluate<string>(ring),
            /rgb\(255, 191, 71\) solid 3px/,
            await focused(page),
          );
          await page.keyboard.press('Tab');
        }
      }
    });
  });

  test('reads as a list without style, with every state in words', async () => {
    await gallery.withPage({ viewport: phone, javaScriptEnabled: false }, async (page) => {
      await page.route('**/portal.css*', (route) => route.fulfill({ body: '', contentType: 'text/css' }));
      await page.goto(`${origin}/zh/status`);
      const lane = page.getByRole('heading', { name: '食品经营许可' }).locator('..');
      const lines = await lane.getByRole('listitem').allInnerTexts();
      const stations = lines.map((line) => line.replaceAll(/\s+/g, ' ').trim());
      assert.match(stations[0] ?? '', /^收件 已完成 2026年11月18日（星期三）/);
      assert.match(stations[2] ?? '', /^审查 现在 第3个工作日，共20个 · 最晚2026年12月16日（星期三）/);
      assert.match(stations.at(-1) ?? '', /^送达 接下来/);
    });
  });

  test('prints a receipt and a licence without menus', async () => {
    await gallery.withPage({ viewport: desk }, async (page) => {
      for (const name of ['receipt', 'licence']) {
        await page.goto(`${origin}/zh/${name}`);
        await page.emulateMedia({ media: 'print' });
        assert.ok(!(await page.locator('.menu').isVisible()));
        assert.ok(!(await page.locator('.foot').isVisible()));
        assert.ok(await page.locator('.qr').isVisible());
      }
    });
  });

  test('is pictured for people to look at', async () => {
    for (const viewport of [phone, desk]) {
      await gallery.withPage({ viewport }, async (page) => {
        for (const name of [
          'home',
          'guide',
          'interview-result',
          'check',
          'receipt',
          'status',
          'status-acting',
          'withdrawal',
          'licence',
          'licences',
          'presentation',
          'verify',
          'verify-suspended',
        ]) {
          await page.goto(`${origin}/zh/${name}`);
          await screenshot(page, `portal-${name}-${viewport.width}`);
        }
      });
    }
  });
});

/** The name or the words of what has the focus. */
async function focused(page: Page): Promise<string> {
  return await page.evaluate<string>(
    'document.activeElement.name || document.activeElement.textContent.trim()',
  );
}
