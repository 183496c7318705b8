// Owns what decisions say on paper: grant, refusal, non-acceptance, with basis and appeal rights; pure. Refuses silence on reasons.
import type { OfficialBlock } from '#platform/paper';
import { appealLines } from './appeal-lines.ts';
import {
  applicationEn,
  applicationZh,
  cited,
  dayEn,
  dayZh,
  inChinese,
  limitZh,
  type PaperFacts,
  type PaperWords,
  paperLaw,
  paragraph,
} from './paper-facts.ts';
import { actWordsOf, isLicenceKind } from './paper-words.ts';

/** 准予 (行政许可法 第三十八条第一款): what it rests on, when the licence follows (第四十四条), and that it is public (第四十条). */
export function grantWords(facts: PaperFacts): PaperWords {
  const { decision, clocks, resultName, serviceKind, establishedBy, mode } = facts;
  const isLicence = isLicenceKind(serviceKind);
  const words = actWordsOf(serviceKind);
  const references = [
    ...(establishedBy === undefined ? [] : [establishedBy]),
    ...(isLicence ? [paperLaw.grant] : []),
  ];
  const delivery = clocks.delivery;
  const limit = delivery === undefined ? undefined : limitZh(delivery);
  const reasons = decision?.reasons ?? '';
  return {
    blocks: [
      paragraph(
        `${begunZh(facts)}经审查，您的申请符合法定条件、标准。${references.length === 0 ? '' : `依照${references.map(inChinese).join('和')}，`}本机关决定：${words.granted.zh}。`,
      ),
      ...(reasons === '' ? [] : [paragraph(`说明：${reasons}`)]),
      ...(mode === 'commitment'
        ? [
            paragraph(
              '本决定依据您作出的书面承诺作出。本机关将依法核查承诺的情况；承诺不实的，依照承诺书载明的后果处理。',
            ),
          ]
        : []),
      ...(delivery === undefined
        ? []
        : [
            paragraph(
              `本机关将在${dayZh(delivery.dueOn)}前向您颁发、送达《${resultName.zh}》（自作出决定之日起${limit ?? '依法定期限'}，${delivery.basis.zh}）。`,
            ),
          ]),
      ...(isLicence
        ? [paragraph(`本决定依法公开，公众有权查阅（${inChinese(paperLaw.publicDecision)}）。`)]
        : []),
      ...decisionNumber(facts),
    ],
    summary: [
      `The organ examined ${applicationEn(facts)} and decided on ${dayEn(facts.eventDay)}: ${words.granted.en}.`,
      ...(delivery === undefined ? [] : [`The ${resultName.en} follows by ${dayEn(delivery.dueOn)}.`]),
      ...(reasons === '' ? [] : ['What the organ added is in the Chinese text.']),
    ],
    basis: [
      ...references.map((one) => cited(one)),
      ...(delivery === undefined || !isLicence ? [] : [cited(paperLaw.delivery)]),
      ...(isLicence ? [cited(paperLaw.publicDecision)] : []),
    ],
  };
}

/** 不予 (行政许可法 第三十八条第二款): reasons, and where and until when one may appeal. */
export function refusalWords(facts: PaperFacts): PaperWords {
  const { decision, serviceKind } = facts;
  const isLicence = isLicenceKind(serviceKind);
  const words = actWordsOf(serviceKind);
  return {
    blocks: [
      paragraph(
        `${begunZh(facts)}经审查，本机关${isLicence ? `依照${inChinese(paperLaw.refusal)}，` : ''}决定：${words.refused.zh}。`,
      ),
      ...reasonsBlocks(facts),
      ...appealBlocks(facts),
      ...decisionNumber(facts),
    ],
    summary: [
      `The organ examined ${applicationEn(facts)} and decided on ${dayEn(facts.eventDay)}: ${words.refused.en}. The reasons are in the Chinese text.`,
      ...appealEn(facts),
    ],
    basis: [...(isLicence ? [cited(paperLaw.refusal)] : []), ...appealBasis(decision !== null)],
  };
}

/** 不予受理 (行政许可法 第三十二条第一款、第二款): in writing, dated; being an act, with reasons and appeal rights. */
export function nonAcceptanceWords(facts: PaperFacts): PaperWords {
  const { decision, serviceKind } = facts;
  const isLicence = isLicenceKind(serviceKind);
  const basis = decision?.basis;
  return {
    blocks: [
      paragraph(
        `您提出的${applicationZh(facts)}，${isLicence && basis !== undefined ? `本机关依照${inChinese(basis)}，` : '本机关'}决定不予受理。`,
      ),
      ...reasonsBlocks(facts),
      ...appealBlocks(facts),
      ...decisionNumber(facts),
    ],
    summary: [
      `On ${dayEn(facts.eventDay)} the organ decided not to accept ${applicationEn(facts)}. The reasons are in the Chinese text.`,
      ...appealEn(facts),
    ],
    basis: [
      ...(isLicence ? [cited(basis ?? paperLaw.notCompetent), cited(paperLaw.writtenVoucher)] : []),
      ...appealBasis(decision !== null),
    ],
  };
}

function begunZh(facts: PaperFacts): string {
  const { acceptedOn, receivedOn } = facts;
  const begun =
    acceptedOn !== null
      ? `本机关已于${dayZh(acceptedOn)}受理。`
      : receivedOn !== null
        ? `本机关已于${dayZh(receivedOn)}收到。`
        : '';
  return `您提出的${applicationZh(facts)}，${begun}`;
}

function reasonsBlocks({ decision }: PaperFacts): readonly OfficialBlock[] {
  const reasons = decision?.reasons ?? '';
  return reasons === '' ? [] : [{ kind: 'heading', text: '理由' }, paragraph(reasons)];
}

function appealBlocks({ decision }: PaperFacts): readonly OfficialBlock[] {
  if (decision === null) return [];
  return [
    { kind: 'heading', text: '救济途径' },
    paragraph(
      appealLines(decision.appeal)
        .map((one) => one.zh)
        .join(''),
    ),
  ];
}

function appealEn({ decision }: PaperFacts): readonly string[] {
  return decision === null ? [] : appealLines(decision.appeal).map((one) => one.en);
}

export function appealBasis(hasAppeal: boolean): PaperWords['basis'] {
  if (!hasAppeal) return [];
  return [
    cited({ law: '行政复议法', lawEn: 'Administrative Reconsideration Law', article: '20', paragraph: '1' }),
    cited({ law: '行政诉讼法', lawEn: 'Administrative Litigation Law', article: '46', paragraph: '1' }),
  ];
}

/** The platform's own number of the decision, by which the case's page names it. */
function decisionNumber({ decision }: PaperFacts): readonly OfficialBlock[] {
  return decision === null ? [] : [{ kind: 'small', lines: [`决定编号：${decision.number}`] }];
}
