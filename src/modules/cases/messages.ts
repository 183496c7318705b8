// Owns every word of the cases module that people read.
import { type Text, text } from '#kernel/texts';
import type { CaseAction, CaseStatus } from './contract.ts';

export const statusNames = {
  waiting: text('等待前一事项', 'Waiting for an earlier result'),
  received: text('已收件', 'Received'),
  correcting: text('等待补正', 'Waiting for your correction'),
  accepted: text('审查中', 'Under review'),
  granted: text('准予许可', 'Granted'),
  refused: text('不予许可', 'Refused'),
  'not-accepted': text('不予受理', 'Not accepted'),
  stopped: text('前一事项未办成，等您选择', 'Waiting for your choice'),
  withdrawn: text('已撤回', 'Withdrawn'),
  terminated: text('已终止', 'Terminated'),
} as const satisfies Record<CaseStatus, Text>;

/** What a button does, in words; `{due}` is a day as people read it. */
export const consequences = {
  accept: text('受理：决定期限从今天开始计算', 'Accept: the time to decide starts today'),
  'accept-received': text(
    '受理：决定期限已从收件当日开始计算',
    'Accept: the time to decide has run since receipt',
  ),
  'refuse-acceptance': text(
    '不予受理：书面说明理由，并告知申请人救济权利',
    'Refuse acceptance: reasons in writing, with appeal rights',
  ),
  'request-correction': text(
    '一次性告知补正：只能告知一次，请列全',
    'Request correction: once only, so list everything',
  ),
  review: text('提交审查意见：转审批人员决定', 'Record the review: the case goes on to the decision'),
  inspect: text('提交现场检查记录：两名以上工作人员', 'Record the inspection: by two officers or more'),
  decide: text('作出决定：送达申请人，不能撤回', 'Decide: the applicant is told; it cannot be taken back'),
  'decide-on-the-spot': text(
    '当场受理并准予：材料齐全、符合法定形式，当场作出书面决定（行政许可法第三十四条第二款）',
    'Accept and grant on the spot: complete and in order (Administrative Licensing Law, article 34, paragraph 2)',
  ),
  'open-procedure': text(
    '发起特别程序、征求意见或联合踏勘：只有法律列明的特别程序停止计算期限',
    'Begin a procedure beside the case: only the special procedures that the law lists stop the clock',
  ),
  extend: text(
    '批准延长决定期限：只能一次，理由告知申请人（行政许可法第四十二条第一款）',
    'Extend the time to decide: once, and the applicant is told why (Administrative Licensing Law, article 42, paragraph 1)',
  ),
  transfer: text(
    '移送有权机关：期限继续计算，告知申请人',
    'Transfer to the organ whose matter it is: the clock goes on, and the applicant is told',
  ),
  terminate: text(
    '终止办理：不作决定，书面说明理由，不能撤回',
    'Terminate without a decision: reasons in writing; it cannot be taken back',
  ),
} as const satisfies Record<CaseAction | 'accept-received', Text>;

export const caseMessages = {
  issueNotSkipped: text(
    '准予许可后，行政机关必须颁发证照（行政许可法第四十四条），这一步不能跳过，只能在排除故障后重试。',
    'A licence that was granted must be issued (Administrative Licensing Law, article 44): this step is not skipped, only tried again once the cause is mended.',
  ),
  deemAcceptedNotSkipped: text(
    '逾期不告知的，自收件之日起即为受理（行政许可法第三十二条），这一步不能跳过，只能在排除故障后重试。',
    'Without a notice in time the application counts as accepted (Administrative Licensing Law, article 32): this step is not skipped, only tried again once the cause is mended.',
  ),
  lapseNotSkipped: text(
    '程序逾期必须记录，否则决定的期限不再计算；这一步不能跳过，只能在排除故障后重试。',
    'That a procedure lapsed must be recorded, or the time to decide would stand still: this step is not skipped, only tried again once the cause is mended.',
  ),
  noDraft: text(
    '没有找到这份草稿。它可能已经提交或删除，请在“我的申请”中查看。',
    'There is no such draft. It may have been sent or deleted; see ‘My applications’.',
  ),
  noApplication: text(
    '没有找到这份申请。请在“我的申请”中查看。',
    'There is no such application. See ‘My applications’.',
  ),
  noCase: text(
    '没有找到这个办件，或者它不属于您的单位。没有任何内容被更改。',
    'There is no such case, or it is not your organ’s. Nothing was changed.',
  ),
  nothingToApplyFor: text(
    '按您选择的情形，没有需要申请的事项，所以没有开始申请。情形选错了的，请返回修改。',
    'In the situations that you chose there is nothing to apply for, so no application was begun. If you chose the wrong ones, go back and change them.',
  ),
  noLifeEvent: text(
    '没有找到这个主题。请从首页重新查找。',
    'There is no such topic. Start again from the home page.',
  ),
  noEvidence: text('没有找到这份材料。', 'There is no such document.'),
  noProcedure: text(
    '没有找到这项工作，或者它不属于您的单位。没有任何内容被更改。',
    'There is no such procedure, or it is not your organ’s. Nothing was changed.',
  ),
  notAcceptable: text(
    '现在不能由您受理：已经受理，或者还没有到这一步。',
    'You can’t accept it now: it was accepted, or has not come to that step.',
  ),
  acceptsDeferred: text(
    '容缺办理，待补交：{names}。请逐件核对。',
    'Still to be supplied: {names}. Look at it by itself.',
  ),
  lacksEvidence: text('缺少材料：{names}。请逐件核对。', 'Missing: {names}. Look at it by itself.'),
  noProgress: text(
    '没有找到对应的申请。请核对申请编号和查询码；字母不区分大小写。',
    'No application matches. Check the number and the query code; capitals do not matter.',
  ),
  draftChanged: text(
    '这份草稿在别处改过了，这一页没有保存。您刚填写的内容仍在下面，请核对后再保存。',
    'This draft was changed elsewhere, so this page was not saved. What you entered is still below: check it and save again.',
  ),
  draftSubmitted: text(
    '这份申请已经提交，不能再修改。请在“我的申请”中查看。',
    'This application has been sent and can’t be changed. See ‘My applications’.',
  ),
  incomplete: text(
    '还有内容没有填好，没有提交。草稿已保留，请看下面的说明。',
    'Something is still missing, so nothing was sent. Your draft is kept; see below.',
  ),
  evidenceMissing: text('请上传：{name}。', 'Please attach: {name}.'),
  notOpenHere: text(
    '“{service}”在这个地区还不能网上办理，没有提交。草稿已保留。请到当地政务服务大厅办理。',
    '‘{service}’ can’t yet be applied for online in this district, so nothing was sent. Your draft is kept. Go to the local service hall.',
  ),
  unknownRequirement: text(
    '这份申请不需要这项材料，没有保存。',
    'This application does not need that document, so it was not kept.',
  ),
  declarationMissing: text('请阅读并勾选承诺后再提交。', 'Please read and tick the declaration, then send.'),
  caseChanged: text(
    '这个办件刚刚被更新，您的操作没有执行。填写的内容仍在，请看最新情况后再操作。',
    'This case was changed a moment ago, so your action was not done. What you entered is kept: look at it as it stands now, then act again.',
  ),
  reviewedYourself: text(
    '您审查过本件，不能再代理他人作出决定，没有提交。请由其他有权决定的同事办理。',
    'You gave an opinion on this case, so you cannot also decide it while standing in for somebody; nothing was sent. Another colleague who may decide has to do it.',
  ),
  notNow: text(
    '这个办件现在的状态不能做这一步，没有任何内容被更改。',
    'The state of this case does not allow that step now. Nothing was changed.',
  ),
  correctionTooLate: text(
    '已超过五个工作日，依法自收到材料之日起即为受理，不能再告知补正（行政许可法第三十二条）。没有任何内容被更改。',
    'The five working days have passed, so by law the application counts as accepted on receipt and no correction can be requested (Administrative Licensing Law, article 32). Nothing was changed.',
  ),
  reasonsNeeded: text(
    '不予许可应当说明理由（行政许可法第三十八条）。',
    'A refusal must give reasons (Administrative Licensing Law, article 38).',
  ),
  companionNeeded: text(
    '现场检查由两名以上工作人员进行，请选择另一名同事（行政许可法第三十四条）。',
    'An inspection needs two officers: choose another colleague (Administrative Licensing Law, article 34).',
  ),
  requirementUnknown: text(
    '这一项不在本事项的材料清单中。',
    'This is not among the documents of this service.',
  ),
  requirementTwice: text('同一项材料请只写一条。', 'List each document only once.'),
  correctionAnswered: text(
    '补正材料已经提交过了，没有重复提交。',
    'The correction has been sent already; nothing was sent twice.',
  ),
  correctionIncomplete: text(
    '请上传通知列出的每一项材料。',
    'Please attach every document that the notice lists.',
  ),
  inspection: text('现场检查', 'Inspection'),
  review: text('审查', 'Review'),
} as const satisfies Record<string, Text>;

/** Titles and bodies of notices; `{number}`, `{service}`, `{organ}`, `{due}` are filled. */
export const noticeTexts = {
  received: {
    title: text('{organ}已收到您的材料', '{organ} has received your documents'),
    body: text(
      '办件 {number}（{service}）。材料不齐的，{due}前会一次性告知您；逾期不告知，自今天起即为受理。您现在不需要做什么。',
      'Case {number} ({service}). If anything is missing you will be told once, by {due}; otherwise it counts as accepted as of today. You need do nothing now.',
    ),
  },
  // Where no law sets a time for the notice of what is missing, and so nothing counts as accepted by silence.
  'received-without-limit': {
    title: text('{organ}已收到您的材料', '{organ} has received your documents'),
    body: text(
      '办件 {number}（{service}）。材料不齐的，会一次性告知您。您现在不需要做什么。',
      'Case {number} ({service}). If anything is missing you will be told everything at once. You need do nothing now.',
    ),
  },
  accepted: {
    title: text('{organ}已受理', '{organ} has accepted your application'),
    body: text(
      '办件 {number}（{service}）。决定期限：{due}。您现在不需要做什么。',
      'Case {number} ({service}). A decision is due by {due}. You need do nothing now.',
    ),
  },
  correction: {
    title: text('请补正材料', 'Please supply what is missing'),
    body: text(
      '办件 {number}（{service}）。{organ}一次性告知了需要补正的全部内容，请在申请页面上传。',
      'Case {number} ({service}). {organ} has listed everything that is missing. Please attach it on the application’s page.',
    ),
  },
  granted: {
    title: text('{service}：已办好', '{service}: granted'),
    body: text(
      '办件 {number}。{organ}已经办好，结果（证照或者凭证）已放入您的空间。',
      'Case {number}. {organ} has granted it; the result is in your space.',
    ),
  },
  refused: {
    // Not every service is a licence; the paper of the decision has the words of its law.
    title: text('{service}：没有通过', '{service}: refused'),
    body: text(
      '办件 {number}。{organ}没有批准这项申请。理由和您的救济权利见申请页面。',
      'Case {number}. {organ} has refused it. Reasons and your appeal rights are on the application’s page.',
    ),
  },
  'not-accepted': {
    title: text('{service}：不予受理', '{service}: not accepted'),
    body: text(
      '办件 {number}。{organ}不予受理。理由和您的救济权利见申请页面。',
      'Case {number}. {organ} has not accepted it. Reasons and your appeal rights are on the application’s page.',
    ),
  },
} as const satisfies Record<string, { title: Text; body: Text }>;

/** The history of a case, told as sentences. */
export const storyTexts = {
  actingFor: text('{name}（代{absent}）', '{name} (for {absent})'),
  accompanied: text('{officer}、{companion}', '{officer}, {companion}'),
  opened: text('申请提交，分送{organ}', 'Applied; sent to {organ}'),
  waiting: text('等待办件 {number}（{service}）的结果', 'Waits for the result of case {number} ({service})'),
  received: text('收件', 'Received'),
  'accept-entered': text('等待受理', 'Waits to be accepted'),
  'accept-corrected-entered': text('收到补正材料，等待受理', 'Correction received; waits to be accepted'),
  acceptedByLaw: text(
    '逾期未告知补正，依法视为自收件之日起受理',
    'No notice in time: accepted by law as of receipt',
  ),
  accepted: text('受理', 'Accepted'),
  correction: text('{officer}一次性告知补正', '{officer} requested correction'),
  supplied: text('申请人补正', 'The applicant supplied the correction'),
  opinion: text('{officer}提交{step}意见：{conclusion}', '{officer} recorded {step}: {conclusion}'),
  granted: text('准予许可，决定书 {number}', 'Granted; decision {number}'),
  refused: text('不予许可，决定书 {number}', 'Refused; decision {number}'),
  'not-accepted': text('不予受理，通知书 {number}', 'Not accepted; notice {number}'),
  licence: text('制发证照 {number}，送达申请人空间', 'Licence {number} issued and delivered'),
  began: text('{name}开始', '{name} began'),
  asked: text('向{whom}{name}', '{name}: {whom} was asked'),
  ended: text('{name}：{outcome}', '{name}: {outcome}'),
  'in-order': text('符合要求', 'in order'),
  'not-in-order': text('不符合要求', 'not in order'),
} as const satisfies Record<string, Text>;

/** What an applicant is told with a refusal (行政许可法 第三十八条第二款; 行政复议法 第二十条; 行政诉讼法 第四十六条). */
export const appealTexts = {
  reconsideration: text(
    '如不服本决定，可以自收到之日起六十日内向{organ}申请行政复议（《行政复议法》第二十条）；',
    'If you disagree you may apply for administrative reconsideration to {organ} within 60 days of receipt (Administrative Reconsideration Law, article 20);',
  ),
  lawsuit: text(
    '也可以自收到之日起六个月内向{court}提起行政诉讼（《行政诉讼法》第四十六条）。',
    'or bring an action before {court} within six months of receipt (Administrative Litigation Law, article 46).',
  ),
  unknownOrgan: text('有管辖权的行政复议机关', 'the competent reconsideration organ'),
  unknownCourt: text('有管辖权的人民法院', 'the competent people’s court'),
  unverified: text('上述机关名称待本市核实。', 'The city has still to confirm these names.'),
} as const satisfies Record<string, Text>;

export const responsibilityTexts = {
  service: text('事项：{service}，行使层级：{level}', 'Service: {service}; exercised at {level} level'),
  division: text('场所所在地：{division}', 'The premises are in {division}'),
  basis: text('依据：{basis}', 'Basis: {basis}'),
  delegation: text('由 {organ} 委托办理：{basis}', 'Delegated by {organ}: {basis}'),
} as const satisfies Record<string, Text>;

/** The tasks of a case's process by element, as the inbox and the history name them. */
export const taskNames: Readonly<Record<string, Text>> = {
  accept: text('受理', 'Accept'),
  'accept-corrected': text('补正后受理', 'Accept after correction'),
  'supply-correction': text('补正材料', 'Supply the correction'),
  review: text('审查', 'Review'),
  inspect: text('现场检查', 'Inspect'),
  decide: text('决定', 'Decide'),
  conclude: text('办理并答复', 'Answer'),
};

/** What a licence states beside number, holder, organ and dates: the answers that identify shop and premises. */
export const licenceLabels: Readonly<Record<string, Text>> = {
  shopName: text('名称', 'Name'),
  operatorKind: text('主体类型', 'Kind of business'),
  businessItems: text('经营项目', 'Scope'),
  premisesStreet: text('所在街道', 'Subdistrict'),
  premisesAddress: text('经营场所', 'Premises'),
  floorAreaM2: text('建筑面积', 'Floor area'),
};
