// Owns what papers say when a case takes another way: extension, special procedure, end, transfer; pure. Refuses invented reasons.
import { type SuspensionGround, suspensionGrounds, suspensionGroundText } from '#engines/clock';
import { isLegalDay } from '#kernel/dates';
import { type Text, text } from '#kernel/texts';
import { appealLines } from './appeal-lines.ts';
import type { TerminationGround } from './contract.ts';
import { appealBasis } from './paper-decisions.ts';
import {
  applicationEn,
  applicationZh,
  cited,
  countingBlock,
  dayEn,
  dayZh,
  dueOf,
  inChinese,
  type PaperFacts,
  type PaperWords,
  paperLaw,
  paragraph,
  toldDay,
  toldWords,
} from './paper-facts.ts';
import { isLicenceKind } from './paper-words.ts';

/** 延期通知书: approved by the head, and the reason is told to the applicant (行政许可法 第四十二条第一款). */
export function extensionWords(facts: PaperFacts): PaperWords {
  const { clocks, act } = facts;
  const due = dueOf(facts, clocks.decision);
  const previous = act?.detail.previousDueOn;
  const before = previous !== undefined && isLegalDay(previous) ? previous : undefined;
  const basis = act?.basis ?? undefined;
  const reasons = act?.reasons ?? '';
  return {
    blocks: [
      paragraph(
        `您提出的${applicationZh(facts)}，${before === undefined ? '在原定期限内' : `在${dayZh(before)}前`}不能作出决定。${basis === undefined ? '' : `依照${inChinese(basis)}，`}经本机关负责人批准，办理期限延长${due === undefined ? '' : `至${dayZh(due)}`}。`,
      ),
      ...(reasons === '' ? [] : [paragraph(`延长期限的理由：${reasons}`)]),
      ...countingBlock(clocks.decision),
    ],
    summary: [
      `The time to decide on ${applicationEn(facts)} was extended with the approval of the organ’s head${due === undefined ? '' : `, to ${dayEn(due)}`}.`,
      ...(reasons === '' ? [] : ['The reason is in the Chinese text.']),
    ],
    basis: basis === undefined ? [] : [cited(basis)],
  };
}

/** 特别程序告知书: only lawful grounds stop the clock, and the time needed is told in writing (行政许可法 第四十五条). */
export function specialProcedureWords(facts: PaperFacts): PaperWords {
  const isLicence = isLicenceKind(facts.serviceKind);
  const told = toldWords(facts, 'ground');
  const ground = suspensionGrounds.find((one): one is SuspensionGround => one === told);
  const groundText = ground === undefined ? undefined : suspensionGroundText(ground);
  const { procedure } = facts;
  const from = procedure?.startsOn ?? facts.eventDay;
  const until = toldDay(facts, 'until');
  const due = dueOf(facts, undefined);
  const basis = isLicence ? inChinese(paperLaw.suspension) : undefined;
  return {
    blocks: [
      paragraph(
        `您提出的${applicationZh(facts)}，依法需要${groundText?.zh ?? told ?? '进行特别程序'}。${basis === undefined ? '' : `依照${basis}，`}所需时间不计算在办理期限内。`,
      ),
      paragraph(
        `所需时间：自${dayZh(from)}起${until === undefined ? '，结束时另行告知' : `至${dayZh(until)}`}。${due === undefined ? '' : `作出决定的最后一日相应顺延至${dayZh(due)}。`}`,
      ),
      ...(procedure === null ? [] : [paragraph(`事由：${procedure.request}`)]),
      ...countingBlock(facts.clocks.decision),
    ],
    summary: [
      `${upperFirst(applicationEn(facts))} needs a special procedure required by law${groundText === undefined ? '' : ` (${groundText.en})`}; its time is not counted.`,
      `It runs from ${dayEn(from)}${until === undefined ? '; its end will be told' : ` to ${dayEn(until)}`}.${due === undefined ? '' : ` A decision is then due by ${dayEn(due)}.`}`,
    ],
    basis: isLicence ? [cited(paperLaw.suspension)] : [],
  };
}

/**
 * 准予撤回申请通知书, 终止办理告知书. No article of 行政许可法 speaks of the withdrawal of an application, so none is cited;
 * an end that the applicant did not bring about has reasons and appeal rights.
 */
export function endWords(facts: PaperFacts): PaperWords {
  const { byApplicant, act, appeal } = facts;
  const application = applicationZh(facts);
  if (byApplicant)
    return {
      blocks: [
        paragraph(`您申请撤回${application}。本机关准予撤回，终止办理。`),
        paragraph('撤回申请不影响您以后重新提出申请。'),
      ],
      summary: [
        `The organ ended ${applicationEn(facts)} on ${dayEn(facts.eventDay)} because you withdrew it. You may apply again at any time.`,
      ],
      basis: [],
    };
  const ground = act?.detail.ground;
  const merged = act?.detail.mergedIntoNumber;
  return {
    blocks: [
      paragraph(
        `您提出的${application}，${ground === undefined ? '' : endGrounds[ground].zh}${merged === undefined ? '' : `（办件编号：${merged}）`}，本机关决定终止办理。`,
      ),
      ...(act === null || act.reasons === '' ? [] : [paragraph(`理由：${act.reasons}`)]),
      { kind: 'heading', text: '救济途径' },
      paragraph(
        appealLines(appeal)
          .map((one) => one.zh)
          .join(''),
      ),
    ],
    summary: [
      `The organ ended ${applicationEn(facts)} on ${dayEn(facts.eventDay)}${ground === undefined ? '' : `: ${endGrounds[ground].en}`}. The reasons are in the Chinese text.`,
      ...appealLines(appeal).map((one) => one.en),
    ],
    basis: appealBasis(true),
  };
}

const endGrounds: Readonly<Record<TerminationGround, Text>> = {
  'applicant-died': text('因申请人死亡', 'the applicant has died'),
  'applicant-dissolved': text('因申请人已经终止', 'the applicant no longer exists'),
  duplicate: text('因同一申请已在另一办件中办理', 'the same application is handled in another case'),
  'supply-lapsed': text(
    '因逾期没有补交承诺补交的材料',
    'what was undertaken to be supplied later did not come in time',
  ),
  'object-gone': text('因申请的对象已经不存在', 'what was applied for no longer exists'),
};

/** 移送告知书: which organ handles it now. That the clock goes on there is the platform's rule, not a law's word. */
export function transferWords(facts: PaperFacts): PaperWords {
  const isLicence = isLicenceKind(facts.serviceKind);
  const target = facts.act?.detail.toOrganName;
  const reasons = facts.act?.reasons ?? '';
  return {
    blocks: [
      paragraph(
        `您提出的${applicationZh(facts)}，不属于本机关职权范围，已移送${target?.zh ?? '有权机关'}办理，您不需要重新提交。收到材料的日期仍为${dayZh(facts.receivedOn ?? facts.eventDay)}，办理期限不重新计算。`,
      ),
      ...(reasons === '' ? [] : [paragraph(`理由：${reasons}`)]),
    ],
    summary: [
      `${upperFirst(applicationEn(facts))} is not this organ’s to decide and was passed to ${target?.en ?? 'the competent organ'}. You need not send anything again; the time already running goes on.`,
    ],
    basis: isLicence ? [cited(paperLaw.notCompetent, false)] : [],
  };
}

function upperFirst(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}
