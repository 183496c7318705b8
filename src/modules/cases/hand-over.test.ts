import assert from 'node:assert/strict';
import { Readable } from 'node:stream';
import { after, before, describe, test } from 'node:test';
import type { OfficerActor } from '#kernel/actors';
import type { Id } from '#kernel/ids';
import { renderLicencePaper } from '#modules/licences';
import { receiveDocument } from '#platform/files';
import { runUseCase } from '#platform/use-case';
import { buildPdf, textOfPdf } from '#test/kit/papers';
import { testNow } from '#test/kit/requests';
import { type ArchiveStage, openArchiveStage } from './archive-fixtures.ts';
import { attachCounterProof, attachSignedProof } from './attach-signed-proof.ts';
import { findDeliverables, handOutAtCounter, viewProofToSign } from './counter-deliveries.ts';
import { viewDeliverableLicence } from './counter-licence.ts';
import { recordDelivery } from './record-delivery.ts';
import { renderCasePaper } from './render-case-paper.ts';
import { renderProofToSign } from './render-proof-to-sign.ts';
import { type CaseScene, isCode, openCaseScene } from './scene-fixtures.ts';
import { viewPaper } from './view-paper.ts';

const market = 'longhu-market-supervision';
const centre = 'longhu-government-services-data';
/** The smallest JPEG that there is: one grey pixel. */
const jpeg = Buffer.from(
  'ffd8ffe000104a46494600010100000100010000ffdb004300' +
    '08'.repeat(64) +
    'ffc0000b080001000101011100ffc4001400010000000000000000000000000000000000ffc40014100100000000000000000000000000000000ffda0008010100003f0037ffd9',
  'hex',
);
const address = 'http://yizhan.test';

describe('a result that is handed over', () => {
  let scene: CaseScene;
  let stage: ArchiveStage;
  let clerk: OfficerActor;
  let reviewer: OfficerActor;

  before(async () => {
    scene = await openCaseScene();
    stage = openArchiveStage(scene.city);
    clerk = await scene.officer(centre, 'window-clerk');
    reviewer = await scene.officer(market, 'reviewer');
  });
  after(() => scene.close());

  async function granted(): Promise<Id> {
    const { caseOf } = await scene.apply();
    const caseId = caseOf('business-licence').id;
    await scene.decide(testNow, market, caseId, 'granted');
    return caseId;
  }

  const fetched = (caseId: Id, paperIds: readonly (Id | null)[]) => ({
    caseId,
    paperIds: [...paperIds],
    receiverName: '示例居民甲',
    receiverRelation: 'applicant' as const,
    statement: '到窗口领取。',
  });

  /** The proofs of delivery of a case, as they are printed. */
  async function proofs(caseId: Id): Promise<readonly string[]> {
    await scene.city.app.workUntilDone();
    const { papers } = await scene.look(testNow, reviewer, caseId);
    const found: string[] = [];
    for (const { id } of papers.filter((one) => one.kind === 'delivery-proof')) {
      const printable = await runUseCase(scene.at(testNow, reviewer), viewPaper, { caseId, paperId: id });
      found.push(textOfPdf(await renderCasePaper(printable, address)));
    }
    return found;
  }

  const scan = async () =>
    await receiveDocument(
      stage.files,
      'extranet',
      { fileName: '回证.pdf', content: Readable.from([await buildPdf('Signed')]) },
      1_000_000,
      testNow,
    );

  test('the clerk of the district prints the licence, with number, organ and what it is a sample of', async () => {
    const caseId = await granted();
    const licence = await runUseCase(scene.at(testNow, clerk), viewDeliverableLicence, { caseId });
    const words = textOfPdf(await renderLicencePaper(licence, 'zh', address, licence.drawnUpAt));
    for (const part of [licence.number, '汕头市龙湖区市场监督管理局', '样本：电子印章尚未接入'])
      assert.ok(words.includes(part), part);
    const elsewhere = await scene.officer('jinping-government-services-data', 'window-clerk');
    await assert.rejects(
      runUseCase(scene.at(testNow, elsewhere), viewDeliverableLicence, { caseId }),
      isCode('nothing-to-deliver'),
    );
    await scene.city.database.migratorPool.query(
      `update licences.licence set status = 'suspended', status_since = '2026-11-01', suspended_until = '2026-12-31'
         where number = $1`,
      [licence.number],
    );
    await assert.rejects(
      runUseCase(scene.at(testNow, clerk), viewDeliverableLicence, { caseId }),
      isCode('nothing-to-deliver'),
      'what is not valid is not handed out',
    );
  });

  test('signed on paper: the proof is printed to be signed, says so, and its scan stays with the case', async () => {
    const caseId = await granted();
    const [ready] = await runUseCase(scene.at(testNow, clerk), findDeliverables, {
      number: (await scene.look(testNow, reviewer, caseId)).number,
    });
    const items = ready?.items ?? [];
    const paperIds = items.map((one) => one.paperId);
    const toSign = await runUseCase(scene.at(testNow, clerk), viewProofToSign, { caseId, paperIds });
    const sheet = textOfPdf(await renderProofToSign(toSign, 'zh', testNow));
    for (const { number } of items) assert.ok(sheet.includes(number), number);
    assert.match(sheet, /领取人签名或者盖章/);
    const { handOverId } = await runUseCase(scene.at(testNow, clerk), handOutAtCounter, {
      ...fetched(caseId, paperIds),
      signed: 'paper',
    });
    const printed = await proofs(caseId);
    assert.equal(printed.length, 2, 'the decision and the licence are each proved');
    for (const one of printed) assert.match(one, /在纸质送达回证上签名，签名原件由窗口留存/);

    await runUseCase(scene.at(testNow, clerk), attachCounterProof, {
      caseId,
      handOverId,
      file: await scan(),
    });
    const { deliveries, toDeliver } = await scene.look(testNow, reviewer, caseId);
    assert.deepEqual(toDeliver, [], 'nothing is left');
    assert.equal(deliveries.length, items.length);
    for (const one of deliveries)
      assert.deepEqual(
        one.proofs.map((file) => file.fileName),
        ['回证.pdf'],
      );
    const elsewhere = await scene.officer('jinping-government-services-data', 'window-clerk');
    await assert.rejects(
      runUseCase(scene.at(testNow, elsewhere), attachCounterProof, {
        caseId,
        handOverId,
        file: await scan(),
      }),
      isCode('no-such-hand-over'),
    );
  });

  test('signed on the pad: no signature, no handing over; the proof shows it', async () => {
    const caseId = await granted();
    const attempt = (signed: 'paper' | 'pad', signature?: string) =>
      runUseCase(scene.at(testNow, clerk), handOutAtCounter, {
        ...fetched(caseId, [null]),
        signed,
        ...(signature === undefined ? {} : { signature }),
      });
    const signature = jpeg.toString('base64');
    await assert.rejects(attempt('pad'), isCode('delivery-wrong'));
    await assert.rejects(attempt('paper', signature), isCode('delivery-wrong'));
    await attempt('pad', signature);
    const [proof] = await proofs(caseId);
    assert.match(proof ?? '', /在签名板上签名，签名见下/);
  });

  test('the organ records what went by post, and adds the receipt', async () => {
    const caseId = await granted();
    const { toDeliver } = await scene.look(testNow, reviewer, caseId);
    assert.ok(
      toDeliver.some((one) => one.paperId === null),
      'the licence',
    );
    const posted = {
      caseId,
      paperId: null,
      channel: 'post' as const,
      deliveredOn: '2026-11-23',
      receiverName: '示例居民甲',
      receiverRelation: 'applicant' as const,
      trackingNumber: 'EX123456789CN',
      statement: '',
    };
    await assert.rejects(
      runUseCase(scene.at(testNow, reviewer), recordDelivery, { ...posted, signed: 'paper' }),
      isCode('delivery-wrong'),
    );
    await runUseCase(scene.at(testNow, reviewer), recordDelivery, posted);
    const [delivery] = (await scene.look(testNow, reviewer, caseId)).deliveries;
    assert.equal(delivery?.trackingNumber, 'EX123456789CN');
    assert.equal(delivery?.signedName, null);
    const handOverId = delivery?.handOverId ?? '';
    await runUseCase(scene.at(testNow, reviewer), attachSignedProof, {
      caseId,
      handOverId,
      file: await scan(),
    });
    const view = await scene.look(testNow, reviewer, caseId);
    assert.equal(view.deliveries[0]?.proofs.length, 1);
    assert.ok(view.story.some((line) => line.text.zh === '签收的送达回证：1 份'));
    await assert.rejects(
      runUseCase(scene.at(testNow, reviewer), attachSignedProof, {
        caseId,
        handOverId: caseId,
        file: await scan(),
      }),
      isCode('no-such-hand-over'),
    );
  });
});
