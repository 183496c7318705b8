import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { text } from '#kernel/texts';
import { changeCase } from './stand-in-actions.ts';
import { allow, caseIdOf, type StoredCase, statusName } from './stand-in-cases.ts';
import { type StandIn, startStandIn } from './stand-in-server.ts';
import {
  assertAccessible,
  closeVisit,
  launchBrowser,
  openVisit,
  signIn,
  takePicture,
} from './workbench-browser.ts';
import { visitWorkbench } from './workbench-visits.ts';

const received = 0;
const deciding = 2;
const reviewing = 3;
const inspecting = 4;

describe('One case in the workbench', () => {
  let server: StandIn;
  let page: Page;

  visitWorkbench(6, (workplace) => {
    ({ server, page } = workplace);
  });

  async function openCase(index: number): Promise<StoredCase> {
    await page.goto(`${server.url}/zh/workbench/cases/${caseIdOf(index)}`);
    await signIn(page);
    await page.getByRole('heading', { name: '现在要办' }).waitFor();
    const stored = server.cases.get(caseIdOf(index));
    assert.ok(stored);
    return stored;
  }

  test('shows story, evidence, answers, clock, applicant with a masked number, and why this organ', async () => {
    await openCase(received);
    for (const heading of [
      '办理经过',
      '材料',
      '申请内容',
      '时限',
      '申请人',
      '文书和证照',
      '为什么由本单位办',
    ]) {
      await page.getByRole('heading', { name: heading, exact: true }).waitFor();
    }
    await page.getByText('440507**********12').waitFor();
    await page.locator('.clock-due').getByText('2026年11月26日（星期四） 到期').waitFor();
    await page.getByText('怎么算的').first().click();
    await page.locator('.clock').getByText('行政许可法').first().waitFor();
    await assertAccessible(page);
    await takePicture(page, 'case-received');
  });

  test('turns and enlarges a picture, and shows a PDF in its own frame', async () => {
    await openCase(received);
    const picture = page.getByRole('img', { name: /平面布局图/ });
    const before = await picture.boundingBox();
    await page.getByRole('button', { name: '放大' }).click();
    assert.ok(((await picture.boundingBox())?.width ?? 0) > (before?.width ?? 0) * 1.4);
    await page.getByRole('button', { name: '向右旋转' }).click();
    await takePicture(page, 'case-picture-turned');
    await assertAccessible(page);
    await page.getByRole('button', { name: /食品安全管理制度/ }).click();
    const frame = page.locator('iframe');
    assert.match((await frame.getAttribute('title')) ?? '', /食品安全管理制度/);
    assert.match(
      (await frame.getAttribute('src')) ?? '',
      new RegExp(`/api/cases/${caseIdOf(received)}/evidence/rules`),
    );
    await takePicture(page, 'case-pdf');
  });

  test('says in a sentence that a document did not come, and asks for it again', async () => {
    await openCase(received);
    const file = '**/evidence/rules';
    await page.route(file, (route) =>
      route.fulfill({ status: 503, contentType: 'application/json', body: '{"code":"unavailable"}' }),
    );
    await page.getByRole('button', { name: /食品安全管理制度/ }).click();
    await page.getByText(/^这份材料没有载入，办件没有改动。请重试；/).waitFor();
    await assertAccessible(page);
    await page.unroute(file);
    await page.getByRole('button', { name: '重试' }).click();
    await page.locator('iframe').waitFor();
  });

  test('compares two documents side by side, each made larger and turned by itself', async () => {
    await openCase(received);
    await page.getByRole('button', { name: '并排比较' }).click();
    const right = page.getByRole('region', { name: '右边的材料' });
    await right.locator('iframe').waitFor();
    const left = page.getByRole('region', { name: '左边的材料' });
    await left.getByRole('button', { name: '向右旋转' }).click();
    await right.getByRole('button', { name: '放大' }).click();
    assert.match((await right.locator('iframe').getAttribute('src')) ?? '', /zoom=150/);
    assert.equal(await left.locator('img').evaluate((one) => one.style.rotate), '90deg');
    await page.setViewportSize({ width: 1600, height: 1000 });
    await takePicture(page, 'case-compare');
    await right.getByRole('button', { name: '平面布局图' }).click();
    await right.locator('img').waitFor();
    await assertAccessible(page);
    await page.keyboard.press('r');
    assert.equal(await right.locator('img').evaluate((one) => one.style.rotate), '90deg');
    await page.keyboard.press(']');
    await right.locator('iframe').waitFor();
    await page.keyboard.press('c');
    await right.waitFor({ state: 'detached' });
    await page.getByRole('button', { name: /食品安全管理制度/ }).click();
    await page.keyboard.press('r');
    await takePicture(page, 'case-pdf-turned');
  });

  test('accepts by one button that says what follows, and tells what was done', async () => {
    await openCase(received);
    await page.getByRole('button', { name: '受理 决定期限从今天开始计算' }).click();
    await page.getByText('已办：受理。').first().waitFor();
    assert.match(String(await page.evaluate('document.activeElement?.textContent')), /已办：受理/);
    assert.deepEqual(server.posted, [
      { path: `/api/cases/${caseIdOf(received)}/acceptance`, body: { revision: 3 } },
    ]);
    await page.getByText('已受理').first().waitFor();
    await assertAccessible(page);
    await takePicture(page, 'case-accepted');
  });

  test('leads from a finished case to the next task of the inbox', async () => {
    await page.goto(`${server.url}/zh/workbench`);
    await signIn(page);
    const links = page.locator('.row-link');
    await links.first().click();
    await page.getByRole('heading', { name: '现在要办' }).waitFor();
    const first = page.url();
    await page.locator('.action-button').click();
    await page.getByRole('link', { name: /打开下一件待办/ }).click();
    await page.getByRole('heading', { name: '现在要办' }).waitFor();
    assert.notEqual(page.url(), first);
  });

  test('tells everything that is missing at once, each with a sentence', async () => {
    await openCase(received);
    await page.getByLabel('一次性告知补正').check();
    await page.getByText('补正只能告知一次').waitFor();
    await page.getByRole('button', { name: /发出补正告知/ }).click();
    await page.getByText('请至少选择一项需要补正的材料。').waitFor();
    await page.getByRole('checkbox', { name: '平面布局图' }).check();
    await page.getByRole('checkbox', { name: '从业人员健康证明' }).check();
    await page.getByRole('button', { name: /发出补正告知/ }).click();
    await page.getByText('请写明要怎么补正。').first().waitFor();
    assert.equal(server.posted.length, 0);
    await assertAccessible(page);
    await takePicture(page, 'case-correction');
    await page.getByLabel('请申请人怎么补正“平面布局图”').fill('请标出洗手池的位置。');
    await page.getByLabel('请申请人怎么补正“从业人员健康证明”').fill('请补交两名厨师的健康证明。');
    await page.getByRole('button', { name: /发出补正告知/ }).click();
    await page.getByText('已办：发出补正告知。').first().waitFor();
    assert.deepEqual(server.posted[0]?.body, {
      revision: 3,
      items: [
        { requirementKey: 'floor-plan', sentence: '请标出洗手池的位置。' },
        { requirementKey: 'health-certificates', sentence: '请补交两名厨师的健康证明。' },
      ],
    });
    await page.getByText('等待申请人补正').waitFor();
    await page.getByText('现在没有要您办的。').waitFor();
  });

  test("does not send a refusal without reasons, and shows the server's sentence beside the field", async () => {
    await openCase(deciding);
    await page.getByRole('button', { name: /作出决定/ }).click();
    await page.getByText('请选择准予或者不予许可。').waitFor();
    await page.getByLabel('不予许可').check();
    await page.getByRole('button', { name: /^不予许可/ }).click();
    await page.getByText('不予许可必须写明理由。').waitFor();
    assert.equal(server.posted.length, 0);
    assert.equal(await page.evaluate('document.activeElement?.tagName'), 'TEXTAREA');
    await page.getByLabel('理由').fill('不行');
    await page.getByRole('button', { name: /^不予许可/ }).click();
    await page.getByText('理由太短，请写明事实和法律依据。').waitFor();
    assert.equal(await page.evaluate('document.activeElement?.tagName'), 'TEXTAREA');
    await assertAccessible(page);
    await takePicture(page, 'case-refusal');
    await page.getByLabel('理由').fill('后厨与污水井相距不足25米，不符合食品安全法第三十三条。');
    assert.equal(await page.getByText('理由太短').count(), 0);
    await page.getByRole('button', { name: /^不予许可/ }).click();
    await page.getByText('已办：不予许可。').first().waitFor();
    await page.getByText('不予许可决定书 汕龙市监许〔2026〕117号').waitFor();
    await assertAccessible(page);
    await takePicture(page, 'case-refused');
  });

  test('grants, and leads to the licence', async () => {
    await openCase(deciding);
    await page.getByLabel('准予许可').check();
    await page.getByRole('button', { name: /^准予许可/ }).click();
    await page.getByRole('link', { name: '核验证照' }).waitFor();
    assert.deepEqual(server.posted[0]?.body, { revision: 3, outcome: 'granted', reasons: '' });
  });

  test('records an inspection with the colleague who came along', async () => {
    await openCase(inspecting);
    await page.getByRole('button', { name: /记录现场检查/ }).click();
    await page.getByText('请选择同行人员。').waitFor();
    await assertAccessible(page);
    // Mending one field must not send the focus to another that is still wrong.
    await page.getByLabel('不符合').check();
    assert.equal(await page.evaluate('document.activeElement?.type'), 'radio');
    await page.getByLabel('同行人员').click();
    await assertAccessible(page);
    await page.keyboard.type('示例审查员丙');
    await page.keyboard.press('Enter');
    await page.getByLabel('符合', { exact: true }).check();
    await page.getByRole('textbox', { name: '意见' }).fill('现场与平面图一致。');
    await takePicture(page, 'case-inspection');
    await page.getByRole('button', { name: /记录现场检查/ }).click();
    await page.getByText('已办：记录现场检查。').first().waitFor();
    assert.deepEqual(server.posted[0]?.body, {
      revision: 3,
      conclusion: 'in-order',
      opinion: '现场与平面图一致。',
      companionId: caseIdOf(9002),
    });
  });

  test('says what has changed meanwhile, loads it, and keeps what was typed', async () => {
    const stored = await openCase(reviewing);
    await page.getByLabel('符合', { exact: true }).check();
    await page.getByRole('textbox', { name: '意见' }).fill('材料齐全。');
    changeCase(stored, text('申请人更换了联系手机。', 'The applicant changed the mobile number.'));
    await page.getByRole('button', { name: /提出审查意见/ }).click();
    await page.getByText('办件已有变化，您的提交没有生效').first().waitFor();
    await page.getByText('申请人更换了联系手机。').first().waitFor();
    assert.equal(await page.getByRole('textbox', { name: '意见' }).inputValue(), '材料齐全。');
    await assertAccessible(page);
    await takePicture(page, 'case-changed');
    await page.getByRole('button', { name: /提出审查意见/ }).click();
    await page.getByText('已办：提出审查意见。').first().waitFor();
  });

  test('shows what was typed for a step that somebody else has done meanwhile', async () => {
    const stored = await openCase(reviewing);
    await page.getByRole('textbox', { name: '意见' }).fill('材料齐全，建议准予。');
    await page.getByLabel('符合', { exact: true }).check();
    changeCase(stored, text('示例审查员乙提交了意见。', '示例审查员乙 recorded an opinion.'), {
      allowed: allow([]),
      status: 'accepted',
      statusName: statusName('accepted'),
    });
    await page.getByRole('button', { name: /提出审查意见/ }).click();
    await page.getByText('您之前填写但没有提交的内容').waitFor();
    await page.getByText('材料齐全，建议准予。').waitFor();
    await assertAccessible(page);
    await takePicture(page, 'case-kept-text');
    await page.getByRole('button', { name: '清除' }).click();
    assert.equal(await page.getByText('材料齐全，建议准予。').count(), 0);
  });

  test('keeps what was typed when the server does not answer, and sends nothing twice', async () => {
    await openCase(reviewing);
    await page.getByLabel('符合', { exact: true }).check();
    await page.getByRole('textbox', { name: '意见' }).fill('材料齐全。');
    await page.route('**/review', (route) => route.abort());
    await page.getByRole('button', { name: /提出审查意见/ }).click();
    await page.getByText('不能确定这一步是否已经完成').waitFor();
    assert.equal(await page.getByRole('textbox', { name: '意见' }).inputValue(), '材料齐全。');
    await page.unroute('**/review');
    await page.getByRole('button', { name: /提出审查意见/ }).dblclick();
    await page.getByText('已办：提出审查意见。').first().waitFor();
    assert.equal(server.posted.length, 1);
  });

  test('shows only what the server allows', async () => {
    const stored = await openCase(received);
    stored.view = { ...stored.view, allowed: allow(['review']) };
    await page.reload();
    await page.getByRole('button', { name: /提出审查意见/ }).waitFor();
    assert.equal(await page.locator('.action-button').count(), 1);
    assert.equal(await page.getByText('您要怎么办？').count(), 0);
  });
});

describe('The workbench on a narrow screen and in the dark', () => {
  let browser: Browser;
  let server: StandIn;

  before(async () => {
    browser = await launchBrowser();
    server = await startStandIn(8);
  });
  after(async () => {
    await browser.close();
    await server.close();
  });

  for (const [name, wishes] of [
    ['narrow', { width: 390, height: 844 }],
    ['dark', { dark: true }],
    ['narrow-dark', { width: 390, height: 844, dark: true }],
  ] as const) {
    test(`reads as well: ${name}`, async () => {
      const visit = await openVisit(browser, wishes);
      const { page } = visit;
      await page.goto(`${server.url}/zh/workbench`);
      await page.getByRole('heading', { name: '登录工作台' }).waitFor();
      await assertAccessible(page);
      await takePicture(page, `${name}-sign-in`);
      await signIn(page);
      await page.locator('.records tbody tr').first().waitFor();
      await assertAccessible(page);
      await takePicture(page, `${name}-inbox`);
      await page.goto(`${server.url}/en/workbench/cases/${caseIdOf(received)}`);
      await page.getByLabel('Request correction').check();
      await page.getByRole('checkbox', { name: 'Floor plan' }).check();
      await assertAccessible(page);
      await takePicture(page, `${name}-case`);
      const tooWide = 'document.documentElement.scrollWidth > document.documentElement.clientWidth';
      assert.equal(await page.evaluate(tooWide), false);
      await closeVisit(visit);
    });
  }
});
