// Owns the gallery in a browser, for the tests of the look: a server of its pages, windows on them; refuses complaints.
import assert from 'node:assert/strict';
import { createServer, type Server } from 'node:http';
import type { BrowserContextOptions, Page } from 'playwright-core';
import { isLocale } from '#kernel/texts';
import { assertAccessible, launchBrowser, overflowPx } from '#test/kit/browser';
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

export interface GalleryVisit {
  readonly origin: string;
  /** Opens pages one after the other in a window of this kind, and fails on anything that the console complains of. */
  withPage(options: BrowserContextOptions, work: (page: Page) => Promise<void>): Promise<void>;
  close(): Promise<void>;
}

export async function visitGallery(): Promise<GalleryVisit> {
  const server = createGalleryServer();
  const browser = await launchBrowser();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  assert.ok(typeof address === 'object' && address !== null);
  return {
    origin: `http://127.0.0.1:${address.port}`,
    async withPage(options, work) {
      const context = await browser.newContext(options);
      const page = await context.newPage();
      const complaints: string[] = [];
      page.on('console', (message) => complaints.push(message.text()));
      page.on('pageerror', (error) => complaints.push(error.message));
      await work(page);
      await context.close();
      assert.deepEqual(complaints, []);
    },
    async close() {
      await browser.close();
      server.close();
    },
  };
}

export const phone = { width: 390, height: 844 };
export const desk = { width: 1280, height: 900 };

/** Pages that together show every piece, for what would take minutes on all of them. */
export const everyPiece = [
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

/** Judges these pages, each as path in the gallery, with what is folded away. */
export async function assertPagesAccessible(
  { origin, withPage }: GalleryVisit,
  paths: readonly string[],
): Promise<void> {
  await withPage({ viewport: phone }, async (page) => {
    for (const path of paths) {
      await page.goto(`${origin}/${path}`);
      await page.evaluate('document.querySelectorAll("details").forEach((one) => { one.open = true })');
      await assertAccessible(page);
    }
  });
}

/** On a phone, in large print, and at 200 and 400 % zoom. */
export async function assertPagesFit(
  { origin, withPage }: GalleryVisit,
  paths: readonly string[],
): Promise<void> {
  await withPage({ viewport: desk }, async (page) => {
    for (const path of paths) {
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
}
