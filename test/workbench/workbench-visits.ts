// Owns that each test of a file visits the workbench anew, on a stand-in of its own; refuses to leave anything open.
import { after, afterEach, before, beforeEach } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { type StandIn, startStandIn } from './stand-in-server.ts';
import { closeVisit, launchBrowser, openVisit, type Visit } from './workbench-browser.ts';

/** What one test has: a server with so many cases, and a page that nobody has signed in on. */
export interface Workplace {
  readonly server: StandIn;
  readonly page: Page;
}

/** Stands in a `describe`: before each of its tests `begin` is handed a workplace, which is closed after it. */
export function visitWorkbench(
  caseCount: number,
  begin: (workplace: Workplace) => void | Promise<void>,
): void {
  let browser: Browser;
  let server: StandIn;
  let visit: Visit;

  before(async () => {
    browser = await launchBrowser();
  });
  after(() => browser.close());
  beforeEach(async () => {
    server = await startStandIn(caseCount);
    visit = await openVisit(browser);
    await begin({ server, page: visit.page });
  });
  afterEach(async () => {
    await server.close();
    await closeVisit(visit);
  });
}
