// Owns the words about the manner of handling and about what applicants do to a case after it was sent.
import { type Text, text } from '#kernel/texts';
import type { CaseMode, ProcedureKind } from '#modules/cases/contract';

/** How a case is handled, as the public reads it. */
export const modeWords = {
  ordinary: text('一般程序', 'Ordinary'),
  'on-the-spot': text('当场办结', 'Done on the spot'),
  commitment: text('告知承诺', 'On your commitment'),
  'conditional-acceptance': text('容缺受理', 'Documents may follow'),
} as const satisfies Record<CaseMode, Text>;

/** What a mode means, where a reader meets it on the application's page. */
export const modeExplanations = {
  ordinary: undefined,
  'on-the-spot': text(
    '材料齐全，部门当场就办好了，不用等。',
    'Everything was in order, so the organ finished it at once.',
  ),
  commitment: text(
    '您作了承诺，部门核对材料后先作决定，以后再来核查。',
    'You made a commitment: the organ decides on your documents and verifies afterwards.',
  ),
  'conditional-acceptance': text(
    '还缺的材料您承诺以后补交，部门先受理。',
    'You undertook to supply some documents later; the organ accepts it before they are there.',
  ),
} as const satisfies Record<CaseMode, Text | undefined>;

export const mannerWords = {
  title: text('选择办理方式', 'Choose how it is handled'),
  intro: text(
    '下面的事项，法律允许您自己选择怎么办。已经先选好一种，您可以改。',
    'For these services the law leaves the choice to you. One is chosen already; you may change it.',
  ),
  question: text('{service}：您想怎么办？', '{service}: how shall it be handled?'),
  commitment: text('告知承诺（先办后查）', 'On a commitment (decided first, verified afterwards)'),
  ordinary: text('一般程序（先查后办）', 'Ordinary (examined first, then decided)'),
  commitmentMeans: text(
    '您签一份承诺，部门核对材料齐全就作决定。',
    'You accept a commitment; the organ decides once your documents are complete.',
  ),
  noInspectionFirst: text('不用等现场检查。', 'You need not wait for an inspection.'),
  verifiedWithin: text(
    '办好以后{limit}内，部门到现场核查您是否做到。',
    'Within {limit} after the decision the organ comes and verifies that you keep it.',
  ),
  verified: text(
    '办好以后，部门会来核查您是否做到。',
    'After the decision the organ comes and verifies that you keep it.',
  ),
  ordinaryInspection: text(
    '部门受理后{limit}内先到现场检查，合格了再作决定。',
    'Within {limit} of acceptance the organ inspects the place, and decides after that.',
  ),
  ordinaryReview: text('部门先审查材料，再作决定。', 'The organ examines your documents, then decides.'),
  longest: text('从受理算起，最长{limit}。', 'At most {limit} from acceptance.'),
  commitmentText: text('承诺书', 'The commitment'),
  commitmentApplies: text(
    '选“告知承诺”的，就是作出下面的承诺。提交前还会再请您确认一次。',
    'By choosing this you commit as follows. You will be asked once more before you send it.',
  ),
  consequences: text('如果没有做到', 'If it is not kept'),
  basis: text('依据：{basis}', 'Basis: {basis}'),
  heading: text('办理方式', 'How it is handled'),
} as const;

export const deferWords = {
  tickWithin: text(
    '现在没有，我承诺在受理后{limit}内补交',
    'I don’t have it yet and undertake to supply it within {limit} of acceptance',
  ),
  tick: text(
    '现在没有，我承诺按部门告知的时间补交',
    'I don’t have it yet and undertake to supply it when the organ tells me to',
  ),
  undertaking: text('勾选就是作出这样的承诺：', 'By ticking it you undertake:'),
  consequences: text('没有按时补交：', 'If it does not come in time: '),
  laterWithin: text('以后补交：受理后{limit}内', 'Comes later: within {limit} of acceptance'),
  later: text('以后补交', 'Comes later'),
} as const;

export const commitmentWords = {
  heading: text('承诺', 'Your commitment'),
  service: text('“{service}”的承诺书', 'Commitment for “{service}”'),
  accept: text(
    '我已经读完上面的承诺书，愿意作出承诺，并承担没有做到的后果',
    'I have read the commitment above, make it, and answer for it if it is not kept',
  ),
  accepted: text('您在{time}作出的承诺', 'What you committed to on {time}'),
} as const;

/** What the applicant is told of each procedure; `{…}` are days, places and names. */
export const procedureWords = {
  special: text('{name}：停止计算期限', '{name}: the clock is stopped'),
  specialBody: text(
    '从{from}起，这段时间不算在部门的期限里（《行政许可法》第四十五条）。您不用做什么。',
    'From {from} on this time does not count for the organ (Administrative Licensing Law, article 45). You need not do anything.',
  ),
  specialBodyUntil: text(
    '从{from}到{until}，这段时间不算在部门的期限里（《行政许可法》第四十五条）。您不用做什么。',
    'From {from} to {until} the time does not count for the organ (Administrative Licensing Law, article 45). You need not do anything.',
  ),
  hearingMayAsk: text('您可以要求听证', 'You may ask for a hearing'),
  hearingAskBy: text(
    '这个事项直接涉及您与他人之间的重大利益。要听证的，请在{until}前告诉办理部门（《行政许可法》第四十七条）。',
    'This directly concerns major interests between you and others. If you want a hearing, tell the organ by {until} (Administrative Licensing Law, article 47).',
  ),
  hearingFree: text('听证不收费。', 'A hearing costs you nothing.'),
  hearingPresiding: text('听证主持人：{name}', 'It is presided over by {name}'),
  hearingRights: text(
    '听证公开举行，不收费。您认为主持人与这件事有直接利害关系的，可以申请回避（《行政许可法》第四十八条）。',
    'The hearing is public and costs you nothing. If you find that whoever presides has a direct interest in it, you may ask for their withdrawal (Administrative Licensing Law, article 48).',
  ),
  publicity: text('正在公示', 'It is being published'),
  publicityBody: text(
    '公示到{until}。公示不停止计算期限。您不用做什么。',
    'Published until {until}. The clock goes on. You need not do anything.',
  ),
  publicityBodyOpen: text(
    '公示不停止计算期限。您不用做什么。',
    'The clock goes on. You need not do anything.',
  ),
  'site-visit': text('部门要到现场看', 'The organs will visit the place'),
  siteVisitAt: text('时间：{at}', 'When: {at}'),
  siteVisitPlace: text('地点：{place}', 'Where: {place}'),
  siteVisitBody: text(
    '请安排人在场。几个部门一起来，只来一次。',
    'Please have somebody there. All organs come together, once.',
  ),
  supply: text('请补交您承诺的材料', 'Please supply what you undertook to supply'),
  supplyDue: text('最晚{until}', 'By {until}'),
  supplyBody: text('没有补齐以前，部门不能作决定。', 'The organ can’t decide before everything is there.'),
  supplyLink: text('现在补交', 'Supply it now'),
  supplyDone: text('您已经补交材料', 'You have supplied the documents'),
  supplyOver: text('补交的期限已经过了', 'The time to supply it has passed'),
  supplySent: text(
    '部门正在收取，一般几秒钟。您不用再做什么。',
    'The organ is taking them in, which takes seconds. Nothing is left to do for you.',
  ),
  supplyLapsed: text(
    '期限是{until}。部门会按已有的材料依法处理。',
    'It was {until}. The organ will act by law on what it has.',
  ),
  verification: text('部门要核查您的承诺', 'The organ will verify your commitment'),
  verificationBody: text(
    '最晚{until}。请保持符合承诺的条件；您现在不用做什么。',
    'By {until}. Keep to what you committed to; you need not do anything now.',
  ),
  verificationBodyOpen: text(
    '请保持符合承诺的条件；您现在不用做什么。',
    'Keep to what you committed to; you need not do anything now.',
  ),
  organSays: text('部门的说明：{words}', 'The organ says: {words}'),
  ended: text('{name}：{outcome}', '{name}: {outcome}'),
  acts: text('处理记录', 'What was done'),
  reasons: text('理由：{reasons}', 'Reasons: {reasons}'),
} as const satisfies Record<Exclude<ProcedureKind, 'consultation' | 'arbitration' | 'meeting'>, Text> &
  Record<string, Text>;

export const withdrawalWords = {
  link: text('撤回这个办件', 'Withdraw this case'),
  linkAll: text('撤回全部没有办结的办件', 'Withdraw everything that is still open'),
  title: text('撤回办件', 'Withdraw a case'),
  titleAll: text('撤回全部办件', 'Withdraw all open cases'),
  which: text('要撤回的办件', 'What will be withdrawn'),
  means: text('撤回以后', 'What it means'),
  stops: text('部门停止办理，不再作决定。', 'The organ stops; there will be no decision.'),
  kept: text(
    '您交过的材料按规定留存，不会交给别人。',
    'What you sent is kept as the rules ask, and given to nobody else.',
  ),
  again: text(
    '以后需要，可以重新申请，期限从头算。',
    'You may apply again at any time; the time then begins anew.',
  ),
  dependants: text(
    '“{services}”在等它的结果，也会停下来，由您选择怎么办。',
    '{services} waits for its result and will stop too; you will choose what to do.',
  ),
  others: text('其他办件照常办理。', 'Your other cases go on.'),
  late: text(
    '如果部门在这以前已经作了决定，决定仍然有效。',
    'If the organ decides before it is taken in, the decision stands.',
  ),
  note: text('为什么撤回', 'Why you withdraw it'),
  noteHint: text('不写也可以撤回。', 'You need not say.'),
  submit: text('确认撤回', 'Withdraw'),
  back: text('不撤回，回到办理进度', 'Don’t withdraw; go back'),
  backToStatus: text('回到办理进度', 'Back to the progress page'),
  ended: text('不能撤回', 'It can’t be withdrawn'),
  underway: text(
    '正在通知部门停止办理，一般几秒钟；办完以后会给您发通知。',
    'The organ is being told to stop, which takes seconds; a notice will tell you once it has.',
  ),
  noneOpen: text(
    '这份申请没有可以撤回的办件：都已经办结，或者您已经撤回。没有任何内容被更改。',
    'Nothing of this application is open any more: everything has ended or was withdrawn. Nothing was changed.',
  ),
  done: text('撤回已经提交', 'Your withdrawal was sent'),
} as const;

export const choiceWords = {
  heading: text('请您选择', 'Please choose'),
  why: text(
    '它要等的“{service}”没有办成，所以没有开始办理。',
    'What it waits for (“{service}”) was not granted, so it has not begun.',
  ),
  whyUnnamed: text(
    '它要等的前一件事没有办成，所以没有开始办理。',
    'What it waits for was not granted, so it has not begun.',
  ),
  link: text('现在选择', 'Choose now'),
  title: text('继续办，还是撤回', 'Go on, or withdraw'),
  goOn: text('我已经有这个结果，继续办', 'I hold that result: go on'),
  goOnBody: text(
    '填写您持有的“{service}”结果的编号。核对以后，这个办件马上送交{organ}，期限从那天算起。',
    'Enter the number of the result of “{service}” that you hold. Once checked, the case goes to {organ} at once, and its time runs from that day.',
  ),
  licenceNumber: text('证照编号', 'Number of the licence'),
  licenceNumberHint: text(
    '编号在“我的证照”里可以看到。以前领的纸质证照，请先在“我的证照”里认领。',
    'You find it under “My licences”. An older one on paper is claimed there first.',
  ),
  missing: text('请填写证照编号。', 'Enter the number of the licence.'),
  submit: text('继续办理', 'Go on'),
  withdraw: text('不办了，撤回', 'I don’t want it any more: withdraw'),
  withdrawLink: text('去撤回', 'Withdraw'),
  withdrawBody: text('撤回以后，需要时可以重新申请。', 'After that you may apply again when you need to.'),
  underway: text(
    '正在核对，一般几秒钟。核对以后，办件送交部门，您不用再做什么。',
    'It is being checked, which takes seconds. Then the case goes to the organ; nothing is left to do for you.',
  ),
  done: text('您的选择已经提交', 'Your choice was sent'),
} as const;

export const supplyWords = {
  title: text('补交材料', 'Supply your documents'),
  intro: text(
    '您申请时承诺以后补交这些材料。请一次交齐，最晚{day}：',
    'When you applied you undertook to supply these later. Send all of them at once, by {day}:',
  ),
  introOpen: text(
    '您申请时承诺以后补交这些材料。请一次交齐：',
    'When you applied you undertook to supply these later. Send all of them at once:',
  ),
  note: text('要说明的情况', 'Anything you want to explain'),
  submit: text('提交材料', 'Send'),
  after: text('提交以后，{organ}继续办理。', 'After that {organ} goes on.'),
} as const;
