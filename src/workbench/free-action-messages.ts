// Owns every word of the forms beside the straight way of a case; what the server says in words comes from there.
import { type Text, text } from '#kernel/texts';
import type { OpenableKind, TerminationGround } from '#modules/cases/contract';

export const freeActionMessages = {
  decideOnTheSpot: text('当场受理并准予', 'Grant on the spot'),
  onTheSpotHint: text(
    '材料齐全、符合法定形式，能够当场作出决定的（行政许可法第三十四条第二款）。可以不填；填写的，申请人会看到。',
    'Where everything is complete and in order (Administrative Licensing Law, article 34 paragraph 2). Optional; the applicant reads what you write.',
  ),

  extend: text('延长期限', 'Extend the time'),
  extendRule: text(
    '经本机关负责人批准可以延长一次，并应当把理由告知申请人（行政许可法第四十二条第一款）。',
    'Once, with the approval of the head of the organ; the applicant is told the reasons (Administrative Licensing Law, article 42 paragraph 1).',
  ),
  reasons: text('理由', 'Reasons'),
  reasonsTold: text('申请人会看到。', 'The applicant reads this.'),
  reasonsMissing: text('请写明理由。', 'Give the reasons.'),

  transfer: text('移送', 'Transfer'),
  transferTo: text('移送给', 'To which organ'),
  transferHint: text(
    '只列出对这个事项有管辖权的其他单位；期限继续计算。',
    'Only other organs that are responsible for this service; the clock goes on.',
  ),
  transferMissing: text('请选择移送给哪个单位。', 'Choose the organ.'),
  transferNone: text(
    '没有其他单位负责这个事项，不能移送。',
    "No other organ is responsible for this service, so it can't be transferred.",
  ),

  terminate: text('终止办理', 'Terminate'),
  ground: text('情形', 'Ground'),
  groundMissing: text('请选择是哪一种情形。', 'Choose the ground.'),
  otherNumber: text('并入的办件编号', 'Number of the case that goes on'),
  otherNumberHint: text(
    '本单位同一申请人同一事项的未办结办件。',
    'An open case of this organ, of the same applicant and service.',
  ),
  otherNumberMissing: text('请填写继续办理的办件编号。', 'Enter the number of the case that goes on.'),

  openProcedure: text('发起程序', 'Begin a procedure'),
  kind: text('哪一种', 'Which kind'),
  kindMissing: text('请选择是哪一种程序。', 'Choose the kind.'),
  specialGround: text('特别程序', 'Special procedure'),
  specialHint: text(
    '只列出这个事项依法可以不计入期限的程序（行政许可法第四十五条）；所需时间书面告知申请人。',
    "Only those that the law leaves out of this service's time (Administrative Licensing Law, article 45); the applicant is told in writing how long.",
  ),
  untilWhen: text('到哪一天（含当天）', 'Until which day, that day included'),
  untilHint: text(
    '实际提前或者推迟结束的，按实际结束日重新计算。',
    'The clock is counted anew to the day on which it really ends.',
  ),
  publicityUntil: text('公示到哪一天', 'Published until'),
  answerBy: text('答复期限', 'Answer by'),
  answerByHint: text(
    '逾期没有答复的，记录为无意见，不影响办理。',
    'No answer by then is recorded as silence and holds nobody up.',
  ),
  settleBy: text('协调期限', 'Settle by'),
  recordBy: text('最晚哪天完成记录', 'Record by'),
  dayMissing: text('请填写日期。', 'Enter the day.'),
  askedOrgan: text('征求哪个单位的意见', 'Whom to ask'),
  askedOrganMissing: text('请选择要征求意见的单位。', 'Choose the organ.'),
  arbiterHint: text('由有权协调的人民政府作出协调意见。', 'It goes to the government that can settle it.'),
  share: text('让对方看到哪些材料', 'Documents to share'),
  shareHint: text(
    '只选回答这个问题所必需的；敏感内容不会给出。',
    'Only what is needed to answer; sensitive answers are never given.',
  ),
  appointmentAt: text('时间', 'When'),
  appointmentPlace: text('地点', 'Where'),
  appointmentMissing: text('请填写时间和地点。', 'Enter when and where.'),
  placeMissing: text('请填写地点。', 'Enter where.'),
  takePart: text('参加的其他单位', 'Other organs that take part'),
  requestMissing: text('请写明内容。', 'Write what it is about.'),
} as const satisfies Record<string, Text>;

export const terminationGroundNames = {
  'applicant-died': text('申请人死亡', 'The applicant died'),
  'applicant-dissolved': text('申请单位终止', 'The applicant ceased to exist'),
  duplicate: text('重复申请，并入另一办件', 'A duplicate: merged into another case'),
  'supply-lapsed': text('容缺材料逾期未补交', 'Deferred documents were not supplied in time'),
  'object-gone': text('申请事项已无对象', 'What was applied for no longer exists'),
} as const satisfies Record<TerminationGround, Text>;

export const openableKindNames = {
  special: text('特别程序（停止计算期限）', 'Special procedure (stops the clock)'),
  publicity: text('公示', 'Publication'),
  consultation: text('征求意见', 'Consultation'),
  arbitration: text('争议协调', 'Arbitration'),
  'site-visit': text('联合踏勘', 'Joint site visit'),
  meeting: text('联合会审', 'Joint meeting'),
} as const satisfies Record<OpenableKind, Text>;

/** What the long text of each kind is. */
export const requestNames = {
  special: text('事由（书面告知申请人）', 'What it is for (told to the applicant in writing)'),
  publicity: text('公示内容', 'What is published'),
  consultation: text('要问的问题', 'The question'),
  arbitration: text('争议的问题', 'What is disputed'),
  'site-visit': text('看什么', 'What is looked at'),
  meeting: text('议什么', 'What is discussed'),
} as const satisfies Record<OpenableKind, Text>;
