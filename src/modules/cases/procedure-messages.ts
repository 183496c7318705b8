// Owns every word about procedures, modes and what is done beside a case.
import { type Text, text } from '#kernel/texts';
import type {
  CaseMode,
  ProcedureKind,
  ProcedureStatus,
  SpecialGround,
  TerminationGround,
} from './contract.ts';

export const modeNames = {
  ordinary: text('一般程序', 'Ordinary'),
  'on-the-spot': text('当场办结', 'On the spot'),
  commitment: text('告知承诺', 'Commitment'),
  'conditional-acceptance': text('容缺受理', 'Conditional acceptance'),
} as const satisfies Record<CaseMode, Text>;

export const procedureNames = {
  special: text('特别程序', 'Special procedure'),
  publicity: text('公示', 'Publication'),
  consultation: text('征求意见', 'Consultation'),
  arbitration: text('争议协调', 'Arbitration'),
  'site-visit': text('联合踏勘', 'Joint site visit'),
  meeting: text('联合会审', 'Joint meeting'),
  supply: text('容缺材料补交', 'Documents to be supplied'),
  verification: text('承诺事后核查', 'Verification of the commitment'),
} as const satisfies Record<ProcedureKind, Text>;

export const procedureStatusNames = {
  open: text('进行中', 'Open'),
  concluded: text('已完成', 'Concluded'),
  lapsed: text('逾期未答复', 'Lapsed'),
  cancelled: text('已取消', 'Cancelled'),
} as const satisfies Record<ProcedureStatus, Text>;

export const groundNames = {
  hearing: text('听证', 'Hearing'),
  bidding: text('招标', 'Bidding'),
  auction: text('拍卖', 'Auction'),
  inspection: text('检验', 'Inspection of goods'),
  testing: text('检测', 'Testing'),
  quarantine: text('检疫', 'Quarantine'),
  appraisal: text('鉴定', 'Appraisal'),
  'expert-review': text('专家评审', 'Expert review'),
} as const satisfies Record<SpecialGround, Text>;

/** What a special procedure is called, by its ground as it is stored; nothing where there is none. */
export function groundNameOf(ground: string | null): Text | undefined {
  const names: Readonly<Record<string, Text>> = groundNames;
  return ground === null ? undefined : names[ground];
}

export const outcomeNames: Readonly<Record<string, Text>> = {
  done: text('特别程序已结束', 'The special procedure has ended'),
  'not-asked': text('逾期没有人申请听证', 'Nobody asked for the hearing in time'),
  'no-objection': text('公示无异议', 'No objection'),
  objection: text('公示有异议', 'There was an objection'),
  agree: text('同意', 'Agreed'),
  'agree-with-conditions': text('附条件同意', 'Agreed with conditions'),
  disagree: text('不同意', 'Disagreed'),
  settled: text('已作出协调意见', 'Settled'),
  'in-order': text('符合要求', 'In order'),
  'not-in-order': text('不符合要求', 'Not in order'),
  agreed: text('形成一致意见', 'Agreement was reached'),
  'not-agreed': text('未形成一致意见', 'No agreement was reached'),
  supplied: text('已补交', 'Supplied'),
  kept: text('承诺属实', 'The commitment was kept'),
  'not-kept': text('承诺不实', 'The commitment was not kept'),
};

export const terminationNames = {
  'applicant-died': text('申请人死亡', 'The applicant died'),
  'applicant-dissolved': text('申请单位终止', 'The applicant ceased to exist'),
  duplicate: text('重复申请，并入另一办件', 'A duplicate: merged into another case'),
  'supply-lapsed': text('容缺材料逾期未补交', 'The deferred documents were not supplied in time'),
  'object-gone': text('申请事项已无对象', 'What was applied for no longer exists'),
} as const satisfies Record<TerminationGround, Text>;

export const actNames = {
  extend: text('延长决定期限', 'The time to decide was extended'),
  transfer: text('移送其他机关', 'Transferred to another organ'),
  terminate: text('终止办理', 'Terminated without a decision'),
  withdrawn: text('申请人撤回', 'Withdrawn by the applicant'),
  'went-on': text('申请人提供已有结果，继续办理', 'The applicant supplied the result; the case goes on'),
} as const satisfies Record<string, Text>;

export const procedureMessages = {
  groundUnlawful: text(
    '这个事项的法律依据没有规定这种特别程序可以停止计算期限，没有任何内容被更改。',
    'The law of this service does not let that procedure stop the clock. Nothing was changed.',
  ),
  groundNeeded: text('请选择是哪一种特别程序。', 'Choose which special procedure it is.'),
  dueOnNeeded: text(
    '请填写今天或以后的日期（年-月-日）。',
    'Enter a day that is today or later (year-month-day).',
  ),
  organNeeded: text('请选择要征求意见的单位。', 'Choose the organ to be asked.'),
  organUnknown: text('没有找到这个单位。', 'There is no such organ.'),
  noArbiter: text(
    '没有找到有权协调的人民政府，请联系系统管理员。没有任何内容被更改。',
    'No government that could settle this was found. Tell the system administrator. Nothing was changed.',
  ),
  appointmentNeeded: text('请填写时间和地点。', 'Enter when and where.'),
  evidenceUnknown: text('所选材料不属于这个办件。', 'A chosen document does not belong to this case.'),
  twoOfficers: text(
    '现场踏勘记录由两名以上工作人员作出，请至少选择一名同事（行政许可法第三十四条）。',
    'The record of a visit is by two officers at least: choose a colleague (Administrative Licensing Law, article 34).',
  ),
  outcomeUnknown: text('请选择结果。', 'Choose the outcome.'),
  decisionBlocked: text(
    '还有特别程序或容缺材料没有结束，现在不能作出决定。没有任何内容被更改。',
    'A special procedure or a deferred document is still open, so no decision can be made now. Nothing was changed.',
  ),
  extendedAlready: text(
    '这个办件已经延长过，或者期限已过，不能再延长。没有任何内容被更改。',
    'The time was extended before or has passed, so it can’t be extended. Nothing was changed.',
  ),
  transferTarget: text('请选择负责这个事项的单位。', 'Choose an organ that is responsible for this service.'),
  duplicateUnknown: text(
    '没有找到要并入的办件：它必须是本单位同一申请人同一事项的未办结办件。',
    'No case to merge into was found: it has to be an open case of this organ, applicant and service.',
  ),
  closedAlready: text(
    '这个办件已经办结，不能再撤回。没有任何内容被更改。',
    'This case has ended and can’t be withdrawn. Nothing was changed.',
  ),
  actedAlready: text('您已经提交过，没有重复提交。', 'You have sent this already; nothing was sent twice.'),
  notStopped: text(
    '这个办件没有在等待您的选择。没有任何内容被更改。',
    'This case is not waiting for your choice. Nothing was changed.',
  ),
  licenceNotFound: text(
    '在您的证照中没有找到这个编号的有效证照，没有提交。请核对编号；证照办好后再继续也可以。',
    'None of your valid licences has this number, so nothing was sent. Check the number, or go on once you hold it.',
  ),
  supplyIncomplete: text(
    '请上传每一项需要补交的材料。',
    'Attach every document that is still to be supplied.',
  ),
  supplyOver: text(
    '补交期限已过或已经补交，没有提交。',
    'The time to supply it has passed, or it was supplied; nothing was sent.',
  ),
  modeUnknown: text(
    '这个事项不能这样办理，没有保存。',
    'This service is not handled that way, so nothing was saved.',
  ),
  deferNotAllowed: text(
    '这项材料不能后补，没有保存。',
    'This document can’t be supplied later, so nothing was saved.',
  ),
  commitmentMissing: text('请阅读告知承诺书并勾选同意。', 'Read the commitment and tick that you accept it.'),
  silence: text('期限内没有答复，视为无意见，已记录。', 'No answer in time: recorded as silence.'),
  supplyLapsed: text('期限内没有补交。', 'Not supplied in time.'),
} as const satisfies Record<string, Text>;
