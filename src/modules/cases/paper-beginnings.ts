// Owns what the papers at the beginning of a case say: receipt, acceptance, correction; pure. Refuses words of decisions.
import type { OfficialBlock } from '#platform/paper';
import {
  applicationEn,
  applicationZh,
  cited,
  countingBlock,
  dayEn,
  dayZh,
  dueOf,
  inChinese,
  limitZh,
  type PaperFacts,
  type PaperWords,
  paperLaw,
  paragraph,
} from './paper-facts.ts';
import { isLicenceKind } from './paper-words.ts';

/** 材料接收凭证: what came in and when, and what follows if nobody speaks in time. It is no acceptance. */
export function receiptWords(facts: PaperFacts): PaperWords {
  const { materials, clocks, eventDay, receivedOn } = facts;
  const received = receivedOn ?? eventDay;
  const due = dueOf(facts, clocks.acceptance);
  const mayBeDeemed = isLicenceKind(facts.serviceKind) && due !== undefined;
  const decision = clocks.decision;
  const list =
    materials.length === 0
      ? [paragraph('申请内容已经收到；本事项没有需要您另行提交的材料。')]
      : [{ kind: 'items', items: materials.map((one) => one.zh) } as const];
  return {
    blocks: [
      paragraph(
        `本机关于${dayZh(received)}收到您提出的${applicationZh(facts)}${materials.length === 0 ? '。' : `以及下列材料，共${materials.length}项：`}`,
      ),
      ...list,
      ...(mayBeDeemed
        ? [
            paragraph(
              `申请材料不齐全或者不符合法定形式的，本机关将在${dayZh(due)}前一次告知您需要补正的全部内容；逾期不告知的，自收到申请材料之日起即为受理（${inChinese(paperLaw.correction)}）。`,
            ),
          ]
        : []),
      ...(decision === undefined
        ? []
        : [
            paragraph(`办理期限自收到材料起算，最后一日为${dayZh(decision.dueOn)}（${decision.basis.zh}）。`),
          ]),
      paragraph('本凭证证明材料已经收到，不表示申请已经受理。'),
      ...countingBlock(mayBeDeemed ? clocks.acceptance : decision),
    ],
    summary: [
      `On ${dayEn(received)} the organ received ${applicationEn(facts)}${materials.length === 0 ? '.' : ` with ${materials.length} document(s): ${materials.map((one) => one.en).join('; ')}.`}`,
      ...(mayBeDeemed
        ? [
            `If anything is missing you will be told once, by ${dayEn(due)}; otherwise the application counts as accepted as of receipt.`,
          ]
        : []),
      ...(decision === undefined
        ? []
        : [`The time to decide runs from receipt; its last day is ${dayEn(decision.dueOn)}.`]),
    ],
    basis: mayBeDeemed ? [cited(paperLaw.correction)] : [],
  };
}

/** 受理通知书 (行政许可法 第三十二条第一款第五项、第二款), or that the law has accepted it (第四项). */
export function acceptanceWords(facts: PaperFacts): PaperWords {
  const { eventData, eventDay, acceptedOn, receivedOn, correction, clocks, deferred, serviceKind } = facts;
  const isLicence = isLicenceKind(serviceKind);
  const byLaw = eventData['byLaw'] === true && isLicence;
  const accepted = acceptedOn ?? eventDay;
  const due = dueOf(facts, clocks.decision);
  const because =
    correction?.supplied === true ? '您已按照要求提交全部补正申请材料' : '申请材料齐全、符合法定形式';
  const said = byLaw
    ? `本机关没有在法定期限内告知您需要补正的内容。依照${inChinese(paperLaw.correction)}，您提出的${applicationZh(facts)}自${dayZh(receivedOn ?? accepted)}收到申请材料之日起即为受理。`
    : `您提出的${applicationZh(facts)}，属于本机关职权范围，${because}。${isLicence ? `依照${inChinese(paperLaw.acceptance)}，` : ''}本机关于${dayZh(accepted)}予以受理。`;
  const clock = clocks.decision;
  const limit = clock === undefined ? undefined : limitZh(clock);
  return {
    blocks: [
      paragraph(said),
      ...deferredBlocks(facts),
      ...(due === undefined || clock === undefined
        ? []
        : [
            paragraph(
              `本机关将在${dayZh(due)}前作出决定：自${dayZh(clock.startedOn)}起${limit === undefined ? '' : limit}（${clock.basis.zh}）。`,
            ),
          ]),
      ...(isLicence
        ? [
            paragraph(
              `依法需要听证、招标、拍卖、检验、检测、检疫、鉴定和专家评审的，所需时间不计算在期限内，本机关将书面告知您（${inChinese(paperLaw.suspension)}）。`,
            ),
          ]
        : []),
      ...countingBlock(clock),
    ],
    summary: [
      byLaw
        ? `The organ gave no notice in time, so by law ${applicationEn(facts)} counts as accepted as of ${dayEn(receivedOn ?? accepted)}.`
        : `On ${dayEn(accepted)} the organ accepted ${applicationEn(facts)}.`,
      ...(deferred.length === 0
        ? []
        : [`You undertook to supply later: ${deferred.map((one) => one.en).join('; ')}.`]),
      ...(due === undefined ? [] : [`A decision is due by ${dayEn(due)}.`]),
    ],
    basis: isLicence
      ? [cited(byLaw ? paperLaw.correction : paperLaw.acceptance), cited(paperLaw.writtenVoucher)]
      : [],
  };
}

/** 容缺受理: accepted although these are missing, on the applicant's undertaking (广东省优化营商环境条例 第三十二条第二款). */
function deferredBlocks({ deferred, supplyDueOn }: PaperFacts): readonly OfficialBlock[] {
  if (deferred.length === 0) return [];
  return [
    paragraph(
      `本申请为容缺受理（${inChinese(paperLaw.conditionalAcceptance)}）。您已承诺补交下列材料，请在${supplyDueOn === null ? '承诺的期限内' : `${dayZh(supplyDueOn)}前`}提交：`,
    ),
    { kind: 'items', items: deferred.map((one) => one.zh) },
  ];
}

/** 补正告知书: once, everything (行政许可法 第三十二条第一款第四项; for others 优化营商环境条例 第三十六条第一款). */
export function correctionWords(facts: PaperFacts): PaperWords {
  const isLicence = isLicenceKind(facts.serviceKind);
  const reference = isLicence ? paperLaw.correction : paperLaw.correctionOnce;
  const items = facts.correction?.items ?? [];
  return {
    blocks: [
      paragraph(
        `您提出的${applicationZh(facts)}，申请材料不齐全或者不符合法定形式。依照${inChinese(reference)}，现将需要补正的全部内容一次告知如下：`,
      ),
      { kind: 'items', items: items.map(({ name, sentence }) => `${name.zh}：${sentence}`) },
      paragraph(
        '请在申请页面提交补正材料，也可以到窗口提交。按照上述要求提交全部补正材料的，本机关予以受理；办理期限在收到全部补正材料、予以受理后起算。',
      ),
    ],
    summary: [
      `${upper(applicationEn(facts))} lacks what follows. This is everything, and it is told once:`,
      ...items.map(({ name, sentence }, index) => `${index + 1}. ${name.en}: ${sentence}`),
      'Attach it on the application’s page or bring it to the window. The time to decide starts once all of it is supplied and accepted.',
    ],
    // 优化营商环境条例 speaks of market entities: for other applicants it is an analogy.
    basis: [cited(reference, isLicence || facts.servesEnterprises)],
  };
}

function upper(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}
