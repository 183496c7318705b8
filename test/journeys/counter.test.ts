// Owns the story of the counter: a clerk takes an application of three services with the keyboard alone, and hands out.
import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import type { Browser, Locator, Page } from 'playwright-core';
import { exampleIdNumber } from '#modules/identity';
import { assertAccessible, launchBrowser, overflowPx, screenshot } from '#test/kit/browser';
import { demonstrationPassword, startTestCity, type TestCity } from '#test/kit/city';
import { buildPdf, textOfPdf } from '#test/kit/papers';

let city: TestCity;
let browser: Browser;
let folder: string;

before(async () => {
  city = await startTestCity();
  browser = await launchBrowser();
  folder = await mkdtemp(path.join(tmpdir(), 'yizhan-scans-'));
});
after(async () => {
  await browser.close();
  await city.close();
  await rm(folder, { recursive: true });
});

/** Every key that is pressed, and every operation of the mouse: docs/performance.md compares the sums. */
class Hands {
  keys = 0;
  steps = 0;
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  async press(...keys: readonly string[]): Promise<void> {
    for (const key of keys) {
      this.keys += 1;
      await this.page.keyboard.press(key);
      // A person does not press the next key within the same frame.
      await this.page.waitForTimeout(40);
    }
    this.steps += 1;
  }

  /** What is typed, and Enter. Chinese is counted by its Pinyin: two keys and a half for a character, as measured. */
  async type(text: string, then = 'Enter'): Promise<void> {
    const chinese = [...text].filter((one) => one > '\u2E7F').length;
    this.keys += text.length - chinese + Math.ceil(chinese * 2.5);
    await this.page.keyboard.insertText(text);
    await this.press(then);
  }
}

async function openCounter(loginName: string): Promise<Page> {
  const context = await browser.newContext({
    viewport: { width: 1280, height: 900 },
    baseURL: city.url,
    locale: 'zh-CN',
    reducedMotion: 'reduce',
  });
  context.setDefaultTimeout(8_000);
  const page = await context.newPage();
  await page.goto('/zh/workbench/');
  await page.getByLabel('登录名').fill(loginName);
  await page.getByLabel('密码').fill(demonstrationPassword);
  await page.keyboard.press('Enter');
  await page.getByRole('link', { name: '综合窗口' }).waitFor();
  return page;
}

/** The label of what has the focus, to see where the keyboard is. */
const focused = (page: Page) =>
  page.evaluate<string>(`(() => {
    const one = document.activeElement;
    const named = one?.closest('fieldset')?.querySelector('legend') ?? one?.labels?.[0];
    return (named?.textContent ?? one?.textContent ?? '').trim();
  })()`);

async function valuesOf(options: Locator): Promise<readonly string[]> {
  return await Promise.all((await options.all()).map((one) => one.inputValue()));
}

async function scans(count: number): Promise<readonly string[]> {
  const files: string[] = [];
  for (let index = 1; index <= count; index += 1) {
    const file = path.join(folder, `${index}.pdf`);
    await writeFile(file, await buildPdf(`Scan ${index}`));
    files.push(file);
  }
  return files;
}

/** Each field and Enter; a digit for each choice. */
async function fillContents(hands: Hands): Promise<void> {
  await hands.type('示例饭店');
  await hands.press('1');
  await hands.type('1');
  await hands.type('示例路1号');
  await hands.type('420.5');
  await hands.press('1', 'Enter');
  await hands.press('1');
  await hands.type('13800000000');
  await hands.press('Enter');
}

const situations = {
  businessLicence: 'not-held',
  dining: 'dine-in-other',
  signboard: 'none',
  drainage: 'not-sewer',
} as const;

describe('an application of three services at the counter', () => {
  let page: Page;
  let number = '';

  test('is taken from the document to the receipt with the keyboard alone', async () => {
    page = await openCounter('longhu-window-clerk');
    await page.goto('/zh/workbench/counter');
    await page.getByRole('heading', { level: 1, name: '综合窗口' }).waitFor();
    await page.getByRole('radio').first().waitFor();
    await assertAccessible(page);
    await screenshot(page, 'counter-1280');
    const hands = new Hands(page);
    const topic = await valuesOf(page.getByRole('radio'));
    // The topic and its four situations, each by one digit.
    await hands.press(String(topic.indexOf('open-restaurant') + 1));
    await page.getByRole('group', { name: /营业执照/ }).waitFor();
    await hands.press('1');
    await hands.press('3');
    await hands.press('1');
    await hands.press('3');
    await page.getByLabel('证件号码').waitFor();
    assert.equal(await focused(page), '姓名');
    // Name, kind of document, number; Enter after the number checks it.
    await hands.type('示例店主');
    await hands.press('1');
    await hands.type(exampleIdNumber());
    await page.getByText(/已核对：示例店主/).waitFor();
    assert.match(await focused(page), /消防安全检查/);
    // The fire check by inspection; then the form.
    const manners = await valuesOf(page.getByRole('group', { name: /消防安全检查/ }).getByRole('radio'));
    await hands.press(String(manners.indexOf('ordinary') + 1));
    await fillContents(hands);
    assert.match(await focused(page), /一次添加多份/);
    // Ctrl+Enter saves, so that the papers that are asked for are those of these answers.
    await hands.press('Control+Enter');
    await page.getByText('已保存', { exact: true }).first().waitFor();
    assert.match(await focused(page), /一次添加多份/, 'saving leaves the keyboard where it is');
    const rows = page.locator('.counter-documents > li');
    const count = await rows.count();
    const choosing = page.waitForEvent('filechooser');
    await hands.press('Space');
    const chooser = await choosing;
    // In the system's dialog: into the folder of the scanner, everything, open.
    hands.keys += 3;
    await chooser.setFiles([...(await scans(count))]);
    await page
      .locator('.counter-documents a')
      .nth(count - 1)
      .waitFor();
    await page.getByText('已保存', { exact: true }).first().waitFor();
    await screenshot(page, 'counter-draft-1280');
    await assertAccessible(page);
    await hands.press('Enter');
    assert.match(await focused(page), /全部原件已核对/);
    await hands.press('Space');
    const popup = page.context().waitForEvent('page');
    await hands.press('Enter');
    await (await popup).close();
    await page.getByText('已打印').waitFor();
    assert.match(await focused(page), /已在打印的申请表上签名/);
    await hands.press('Space', 'Enter', 'Enter');
    await page.getByRole('heading', { level: 1, name: '已提交' }).waitFor();
    await page.locator('.counter-number').waitFor();
    number = await page.locator('.counter-number').innerText();
    assert.match(number, /^SQ26-/);
    await screenshot(page, 'counter-receipt-1280');
    await assertAccessible(page);
    process.stdout.write(`counter: ${hands.keys} keys, ${hands.steps} steps\n`);
  });

  test('is on the portal the same, page by page', async () => {
    const context = await browser.newContext({ baseURL: city.url, viewport: { width: 1280, height: 900 } });
    context.setDefaultTimeout(5_000);
    const portal = await context.newPage();
    const count = { keys: 0, clicks: 0, pages: 0 };
    portal.on('framenavigated', () => {
      count.pages += 1;
    });
    const click = async (selector: string) => {
      count.clicks += 1;
      await portal.click(selector);
    };
    const type = async (selector: string, text: string) => {
      count.clicks += 1;
      const chinese = [...text].filter((one) => one > '\u2E7F').length;
      count.keys += text.length - chinese + Math.ceil(chinese * 2.5);
      await portal.fill(selector, text);
    };
    const next = () => click('main form button[type=submit], main form > button, main form.after button');
    await portal.goto('/zh/sign-in');
    await type('input[name=loginName]', 'resident-a');
    await type('input[name=password]', demonstrationPassword);
    await click('main button');
    await portal.goto('/zh/');
    await click('main a:has-text("开办餐饮店")');
    await click('main a:has-text("开始")');
    for (const [key, value] of Object.entries(situations)) await click(`input[name=${key}][value=${value}]`);
    await next();
    await next();
    await type('input[name=shopName]', '示例饭店');
    await click('input[name=operatorKind][value=individual-business]');
    await next();
    count.clicks += 2;
    await portal.selectOption('select[name=premisesStreet]', '440507001');
    await type('input[name=premisesAddress]', '示例路1号');
    await type('input[name=floorAreaM2]', '420.5');
    await next();
    await click('input[name=businessItems][value=hot-food]');
    await click('input[name=openFlame][value=true]');
    await next();
    await type('input[name=contactMobile]', '13800000000');
    await next();
    await click('input[value=ordinary]');
    await next();
    const fields = await portal.locator('main input[type=file]').all();
    const files = await scans(fields.length);
    for (const [index, field] of fields.entries()) {
      // The button, the file in the system's dialog, and its own button.
      count.clicks += 3;
      await field.setInputFiles(files[index] ?? '');
    }
    await click('main form[enctype] button');
    await click('input[name=declaration]');
    await click('main form:has(input[name=declaration]) button');
    assert.match(await portal.innerText('main'), /SQ26-/);
    process.stdout.write(`portal: ${count.keys} keys, ${count.clicks} clicks, ${count.pages} pages\n`);
    await context.close();
  });

  test('comes back with its results, which the clerk hands out and records', async () => {
    await city.app.workUntilDone();
    const hands = new Hands(page);
    await page.goto('/zh/workbench/counter/results');
    const box = page.getByLabel('申请编号、办件编号，或者证件号码');
    await box.focus();
    await hands.type(number.toLowerCase());
    await page.getByRole('heading', { level: 2, name: /营业执照/ }).waitFor();
    await assertAccessible(page);
    await screenshot(page, 'counter-results-1280');
    const first = page
      .locator('section')
      .filter({ has: page.getByRole('button', { name: '登记发放' }) })
      .first();
    const paper = await page.request.get((await first.getByRole('link').first().getAttribute('href')) ?? '');
    assert.equal(paper.headers()['content-type'], 'application/pdf');
    await first.getByRole('checkbox').first().focus();
    await hands.press('Enter', 'Enter', '1', '1', 'Enter', 'Enter');
    await page
      .getByText(/已发放/)
      .first()
      .waitFor();
    const scan = { name: '回证.pdf', mimeType: 'application/pdf', buffer: await buildPdf('Signed') };
    await page.getByLabel(/签名的送达回证扫描件/).setInputFiles(scan);
    await page.locator('p', { hasText: '扫描件已保存：回证.pdf' }).waitFor();
    const second = page
      .locator('section')
      .filter({ has: page.getByRole('button', { name: '登记发放' }) })
      .first();
    const proof = await page.request.get(
      (await second.getByRole('link', { name: /打印送达回证/ }).getAttribute('href')) ?? '',
    );
    assert.match(textOfPdf(await proof.body()), /送达回证[\s\S]*领取人签名/);
    await second.getByRole('radio', { name: /签名板/ }).check();
    await second.getByRole('button', { name: '登记发放' }).click();
    await page.locator('.field-error', { hasText: '签名板上还没有签名。' }).waitFor();
    const pad = second.getByRole('img', { name: /签名板/ });
    await pad.scrollIntoViewIfNeeded();
    const frame = await pad.boundingBox();
    assert.ok(frame !== null);
    await page.mouse.move(frame.x + 40, frame.y + 60);
    await page.mouse.down();
    await page.mouse.move(frame.x + 120, frame.y + 120, { steps: 6 });
    await page.mouse.move(frame.x + 240, frame.y + 50, { steps: 6 });
    await page.mouse.up();
    await assertAccessible(page);
    await screenshot(page, 'counter-pad-1280');
    await second.getByRole('button', { name: '登记发放' }).click();
    await page
      .getByText(/^已登记发放/)
      .nth(1)
      .waitFor();
    await page.setViewportSize({ width: 390, height: 844 });
    assert.equal(await overflowPx(page), 0);
    await screenshot(page, 'counter-results-390');
    await page.setViewportSize({ width: 1280, height: 900 });
  });

  test('may begin on the portal and go on at the counter by a code', async () => {
    const context = await browser.newContext({
      javaScriptEnabled: false,
      baseURL: city.url,
      viewport: { width: 390, height: 844 },
    });
    context.setDefaultTimeout(5_000);
    const phone = await context.newPage();
    await phone.goto('/zh/sign-in');
    await phone.fill('input[name=loginName]', 'resident-a');
    await phone.fill('input[name=password]', demonstrationPassword);
    await phone.click('main button');
    await phone.goto('/zh/life-events/open-restaurant/start');
    for (const [key, value] of Object.entries(situations))
      await phone.check(`input[name=${key}][value=${value}]`);
    await phone.click('main form button');
    await phone.click('main form.after button');
    await phone.fill('input[name=shopName]', '示例小吃店');
    await phone.check('input[name=operatorKind][value=individual-business]');
    await phone.click('main form button');
    const draftPath = new URL(phone.url()).pathname;
    await phone.click('main a:has-text("带到窗口继续办")');
    await phone.click('main form button');
    const code = /[0-9A-Z]{4}-[0-9A-Z]{4}/.exec(await phone.innerText('main'))?.[0] ?? '';
    assert.notEqual(code, '');
    assert.equal(await overflowPx(phone), 0);
    await screenshot(phone, 'hand-over-390');
    await page.goto('/zh/workbench/counter');
    await page.locator('summary', { hasText: '交接码' }).focus();
    const hands = new Hands(page);
    await hands.press('Enter', 'Tab');
    await hands.type(code.toLowerCase());
    await page.getByLabel('店铺名称').waitFor();
    assert.equal(await page.getByLabel('店铺名称').inputValue(), '示例小吃店');
    await hands.type('示例居民甲');
    await hands.press('1');
    await hands.type('00000019900101000X');
    await page.getByText(/已核对：示例居民甲/).waitFor();
    await phone.goto(draftPath);
    assert.match(await phone.innerText('main'), /正在窗口办理/);
    await screenshot(phone, 'hand-over-taken-390');
    await page.setViewportSize({ width: 390, height: 844 });
    assert.equal(await overflowPx(page), 0);
    await screenshot(page, 'counter-draft-390');
    await page.goto('/en/workbench/counter');
    await page.getByRole('heading', { level: 1, name: 'Counter' }).waitFor();
    await screenshot(page, 'counter-en-390');
    await context.close();
  });
});
