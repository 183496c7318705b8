// Owns what papers say when a case takes another way: extension, special procedure, end, transfer; pure. Refuses invented reasons.
import { type SuspensionGround, suspensionGrounds, suspensionGroundText } from '#engines/clock';
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
import { terminationNames } from './procedure-messages.ts';

/** 延期通知书: the reason is told to the applicant (行政许可法 第四十二条第一款). */
export function extensionWords(facts: PaperFacts): PaperWords {
  const { clocks, serviceKind } = facts;
  const due = dueOf(facts, clocks.decision);
  const reason = facts.act?.reasons;
  const basis = isLicenceKind(serviceKind) ? inChinese(paperLaw.extension) : undefined;
  return {
    blocks: [
      paragraph(
        `您提出的${applicationZh(facts)}，不能在原定期限内作出决定。${basis === undefined ? '' : `依照${basis}，`}经本机关负责人批准，延长办理期限${due === undefined ? '' : `至${dayZh(due)}`}。`,
      ),
      ...(reason === undefined ? [] : [paragraph(`延长期限的理由：${reason}`)]),
      ...countingBlock(clocks.decision),
    ],
    summary: [
      `The time to decide on ${applicationEn(facts)} was extended with the approval of the organ’s head${due === undefined ? '' : `, to ${dayEn(due)}`}.`,
      ...(reason === undefined ? [] : ['The reason is in the Chinese text.']),
    ],
    basis: isLicenceKind(serviceKind) ? [cited(paperLaw.extension)] : [],
  };
}

/** 特别程序告知书: only lawful grounds stop the clock, and the time needed is told in writing (行政许可法 第四十五条). */
export function specialProcedureWords(facts: PaperFacts): PaperWords {
  const isLicence = isLicenceKind(facts.serviceKind);
  const told = toldWords(facts, 'ground');
  const ground = suspensionGrounds.find((one): one is SuspensionGround => one === told);
  const groundText = ground === undefined ? undefined : suspensionGroundText(ground);
  const from = toldDay(facts, 'from') ?? facts.eventDay;
  const until = toldDay(facts, 'until') ?? toldDay(facts, 'to');
  const due = dueOf(facts, undefined);
  const basis = toldWords(facts, 'basis') ?? (isLicence ? inChinese(paperLaw.suspension) : undefined);
  return {
    blocks: [
      paragraph(
        `您提出的${applicationZh(facts)}，依法需要${groundText?.zh ?? told ?? '进行特别程序'}。${basis === undefined ? '' : `依照${basis}，`}所需时间不计算在办理期限内。`,
      ),
      paragraph(
        `所需时间：自${dayZh(from)}起${until === undefined ? '，结束时另行告知' : `至${dayZh(until)}`}。${due === undefined ? '' : `作出决定的最后一日相应顺延至${dayZh(due)}。`}`,
      ),
      ...countingBlock(facts.clocks.decision),
    ],
    summary: [
      `${upperFirst(applicationEn(facts))} needs a special procedure required by law${groundText === undefined ? '' : ` (${groundText.en})`}; its time is not counted.`,
      `It runs from ${dayEn(from)}${until === undefined ? '; its end will be told' : ` to ${dayEn(until)}`}.${due === undefined ? '' : ` A decision is then due by ${dayEn(due)}.`}`,
    ],
    basis: isLicence ? [cited(paperLaw.suspension)] : [],
  };
}

/** 终止办理告知书. No article of 行政许可法 speaks of withdrawal, so none is cited. */
export function withdrawalWords(facts: PaperFacts): PaperWords {
  const ground = facts.act?.detail.ground;
  const ended =
    ground === undefined
      ? '您已经撤回申请，本机关准予撤回，终止办理。'
      : `本机关终止办理：${terminationNames[ground].zh}。`;
  const reasons = ground === undefined ? undefined : facts.act?.reasons;
  return {
    blocks: [
      paragraph(`您提出的${applicationZh(facts)}，${ended}`),
      ...(reasons === undefined ? [] : [paragraph(`理由：${reasons}`)]),
      paragraph('终止办理不影响您以后重新提出申请。'),
    ],
    summary: [
      `The organ ended ${applicationEn(facts)} on ${dayEn(facts.eventDay)}${ground === undefined ? ' because you withdrew it' : `: ${terminationNames[ground].en}`}. You may apply again at any time.`,
    ],
    basis: [],
  };
}

/** 移送告知书: which organ handles it now. That the clock goes on there is the platform's rule, not a law's word. */
export function transferWords(facts: PaperFacts): PaperWords {
  const isLicence = isLicenceKind(facts.serviceKind);
  const toZh = facts.act?.detail.toOrganName?.zh;
  const toEn = facts.act?.detail.toOrganName?.en;
  const reasons = facts.act?.reasons;
  return {
    blocks: [
      paragraph(
        `您提出的${applicationZh(facts)}，不属于本机关职权范围，已移送${toZh ?? '有权机关'}办理，您不需要重新提交。收到材料的日期仍为${facts.receivedOn === null ? dayZh(facts.eventDay) : dayZh(facts.receivedOn)}，办理期限不重新计算。`,
      ),
      ...(reasons === undefined ? [] : [paragraph(`移送的理由：${reasons}`)]),
    ],
    summary: [
      `${upperFirst(applicationEn(facts))} is not this organ’s to decide and was passed to ${toEn ?? 'the competent organ'}. You need not send anything again; the time already running goes on.`,
    ],
    basis: isLicence ? [cited(paperLaw.notCompetent, false)] : [],
  };
}

function upperFirst(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}
