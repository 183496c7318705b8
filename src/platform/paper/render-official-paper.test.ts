import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { buildPng, textOfPdf } from '#test/kit/papers';
import { isPrintablePicture } from './printable-picture.ts';
import { type OfficialPaper, renderOfficialPaper } from './render-official-paper.ts';

const paper: OfficialPaper = {
  issuerName: '汕头市示例局',
  title: '受理通知书',
  number: '汕示受〔2026〕1号',
  addressee: '示例居民甲',
  blocks: [
    { kind: 'paragraph', text: '本机关予以受理。' },
    { kind: 'items', items: ['平面布局图', '租赁合同'] },
    { kind: 'entries', entries: [['送达方式', '网上平台']] },
  ],
  day: '2026年11月23日',
  summary: { title: 'Notice of acceptance', lines: ['Your application for ‘Food permit’ was accepted.'] },
  qr: { address: 'https://yizhan.test/zh/papers/ACDEFGHJKMNPQRTWXY34679ACDEF', captions: ['扫码核验'] },
  sealMark: '样章',
  marks: ['样章：未加盖有效电子印章。'],
  issuedAt: new Date('2026-11-23T02:00:00Z'),
};

/** The smallest JPEG that there is: one grey pixel. */
const jpeg = Buffer.from(
  'ffd8ffe000104a46494600010100000100010000ffdb004300' +
    '08'.repeat(64) +
    'ffc0000b080001000101011100ffc4001400010000000000000000000000000000000000ffc40014100100000000000000000000000000000000ffda0008010100003f0037ffd9',
  'hex',
);

const pagesOf = (pdf: Buffer) => pdf.toString('latin1').match(/\/Type \/Page\n/g)?.length;

describe('a paper of an organ', () => {
  test('is read in the order of its sense, seal and rules left out', async () => {
    const lines = textOfPdf(await renderOfficialPaper(paper)).split('\n');
    assert.deepEqual(lines, [
      '样章',
      '汕头市示例局',
      '受理通知书',
      '汕示受〔2026〕1号',
      '示例居民甲：',
      '本机关予以受理。',
      '1. 平面布局图',
      '2. 租赁合同',
      '送达方式网上平台',
      '汕头市示例局',
      '2026年11月23日',
      '扫码核验',
      'Notice of acceptance',
      "Your application for 'Food permit' was accepted.",
      '样章：未加盖有效电子印章。',
    ]);
  });

  test('is marked up for reading aloud, in Chinese with English parts, and names its title', async () => {
    const pdf = (await renderOfficialPaper(paper)).toString('latin1');
    for (const part of [
      '/S /H1',
      '/S /H2',
      '/S /P',
      '/Lang (zh-CN)',
      '/Lang (en-GB)',
      '/DisplayDocTitle true',
    ])
      assert.ok(pdf.includes(part), part);
  });

  test('has equal bytes for equal content, and other bytes for other content', async () => {
    const one = await renderOfficialPaper(paper);
    assert.ok(one.equals(await renderOfficialPaper({ ...paper })));
    assert.ok(!one.equals(await renderOfficialPaper({ ...paper, number: '汕示受〔2026〕2号' })));
  });

  test('an ordinary one is a single sheet; a long one goes on and numbers its pages', async () => {
    assert.equal(pagesOf(await renderOfficialPaper(paper)), 1);
    const blocks = Array.from({ length: 60 }, () => paper.blocks).flat();
    assert.ok(Number(pagesOf(await renderOfficialPaper({ ...paper, blocks }))) > 3);
  });

  test('bears a signature as a picture with its words', async () => {
    const signature = { caption: '收件人签名', picture: jpeg };
    const pdf = (await renderOfficialPaper({ ...paper, signature })).toString('latin1');
    assert.match(pdf, /\/S \/Figure/);
    assert.match(pdf, /\/Subtype \/Image/);
  });

  test('takes JPEG for signatures and nothing else, nor anything large', () => {
    assert.ok(isPrintablePicture(jpeg));
    for (const [name, bytes] of [
      ['PNG', buildPng()],
      ['a JPEG in name only', Buffer.from('ffd8ff', 'hex')],
      ['nothing', Buffer.alloc(0)],
      ['a large one', Buffer.concat([jpeg, Buffer.alloc(60_000)])],
    ] as const)
      assert.ok(!isPrintablePicture(bytes), name);
  });
});
