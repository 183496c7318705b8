import assert from 'node:assert/strict';
import { createServer, type Server } from 'node:http';
import { after, before, describe, test } from 'node:test';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { isLocale } from '#kernel/texts';
import { assertAccessible, launchBrowser, overflowPx, screenshot } from '#test/kit/browser';
import { galleryNames, renderGalleryPage } from './gallery.ts';
import { stylesheet } from './look/stylesheet.ts';

/** The policy of platform/http, in so far as it concerns these pages: a style or script of any other kind fails. */
const policy =
  "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; form-action 'self'";

function createGalleryServer(): Server {
  return createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://gallery');
    const [, locale, name = ''] = pathname.split('/');
    response.setHeader('content-security-policy', policy);
    if (pathname === '/assets/portal.css') {
      response.setHeader('content-type', 'text/css').end(stylesheet.content);
    } else if (isLocale(locale) && galleryNames.includes(name)) {
      const largeLetters = searchParams.has('large');
      response.setHeader('content-type', 'text/html; charset=utf-8');
      response.end(renderGalleryPage(name, { locale, address: pathname, largeLetters }));
    } else {
      response.writeHead(204).end();
    }
  });
}

describe('The look of the portal in a browser', () => {
  const server = createGalleryServer();
  let browser: Browser;
  let origin = '';

  before(async () => {
    browser = await launchBrowser();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    assert.ok(typeof address === 'object' && address !== null);
    origin = `http://127.0.0.1:${address.port}`;
  });
  after(async () => {
    await browser.close();
    server.close();
  });

  /** Opens pages one after the other in a window of this kind, and fails on anything that the console complains of. */
  async function withPage(
    options: BrowserContextOptions,
    work: (page: Page) => Promise<void>,
  ): Promise<void> {
    const context = await browser.newContext(options);
    const page = await context.newPage();
    const complaints: string[] = [];
    page.on('console', (message) => complaints.push(message.text()));
    page.on('pageerror', (error) => complaints.push(error.message));
    await work(page);
    await context.close();
    assert.deepEqual(complaints, []);
  }

  const phone = { width: 390, height: 844 };
  const desk = { width: 1280, height: 900 };

  /** Pages that together show every piece, for what would take minutes on all of them. */
  const everyPiece = [
    'home',
    'guide',
    'interview-result',
    'draft-errors',
    'evidence-errors',
    'check-incomplete',
    'receipt',
    'status',
    'status-waiting',
    'manner-errors',
    'check-errors',
    'status-acting',
    'choice-errors',
    'supply-errors',
    'licence-suspended',
    'presentation',
    'verify-revoked',
  ];

  /** The light theme is judged with everything else. */
  const themes = [
    { colorScheme: 'dark', contrast: 'no-preference' },
    { colorScheme: 'light', contrast: 'more' },
    { colorScheme: 'dark', contrast: 'more' },
  ] as const;

  const readings = { zh: galleryNames, en: everyPiece } as const;
  for (const [locale, names] of Object.entries(readings)) {
    test(`reports nothing to axe (${locale})`, async () => {
      await withPage({ viewport: phone }, async (page) => {
        for (const name of names) {
          await page.goto(`${origin}/${locale}/${name}`);
          // What is folded away is judged as well.
          await page.evaluate('document.querySelectorAll("details").forEach((one) => { one.open = true })');
          await assertAccessible(page);
        }
      });
    });
  }

  test('has enough contrast in every piece, in the dark and in both themes of high contrast', async () => {
    await withPage({ viewport: desk }, async (page) => {
      for (const name of everyPiece) {
        await page.goto(`${origin}/zh/${name}`);
        for (const theme of themes) {
          await page.emulateMedia(theme);
          // A colour that is still on its way to the next theme is none that anybody reads.
          await page.evaluate('Promise.all(document.getAnimations().map((one) => one.finished))');
          await assertAccessible(page, ['color-contrast']);
        }
      }
    });
  });

  test('needs no sideways scrolling on a phone, in large print, or at 200 and 400 % zoom', async () => {
    await withPage({ viewport: desk }, async (page) => {
      for (const path of galleryNames.flatMap((name) => [`zh/${name}`, `en/${name}`])) {
        await page.goto(`${origin}/${path}`);
        // A desk of 1280 px at 200 % is 640 px wide, at 400 % 320 px (WCAG 2.2, 1.4.10).
        for (const width of [640, 390, 320]) {
          await page.setViewportSize({ width, height: 844 });
          assert.equal(await overflowPx(page), 0, `${path} at ${width}`);
        }
        await page.setViewportSize(phone);
        await page.evaluate('document.documentElement.classList.add("large")');
        assert.equal(await overflowPx(page), 0, `${path} in large print`);
      }
    });
  });

  test('makes everything that is pressed 44 px high', async () => {
    await withPage({ viewport: phone }, async (page) => {
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
    await withPage({ viewport: desk }, async (page) => {
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
    await withPage({ viewport: phone }, async (page) => {
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
    await withPage({ viewport: desk }, async (page) => {
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
    await withPage({ viewport: phone, javaScriptEnabled: false }, async (page) => {
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
    await withPage({ viewport: desk }, async (page) => {
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
      await withPage({ viewport }, async (page) => {
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
