// Owns every word of the portal's pages, by page; the frame's and the pieces' words stand in look/messages.ts.
import { text } from '#kernel/texts';

export const homeWords = {
  question: text('您想办什么事？', 'What do you want to do?'),
  searchHint: text('用您自己的话说，例如：开小吃店', 'In your own words, for example: open a snack bar'),
  search: text('查找', 'Search'),
  audiences: text('您是', 'You are'),
  lifeEvents: text('一件事，一次办', 'One matter, one application'),
  districts: text('区县', 'Districts and counties'),
  allDepartments: text('全部部门和区县', 'All departments and districts'),
  news: text('最新消息', 'What is new'),
  noNews: text('目前没有新消息。', 'Nothing new at present.'),
} as const;

export const searchWords = {
  title: text('查找结果', 'Search results'),
  titleEmpty: text('查找', 'Search'),
  label: text('您想办什么事？', 'What do you want to do?'),
  found: text('“{query}”找到{count}项', '{count} found for “{query}”'),
  foundAll: text('共{count}项', '{count} in all'),
  none: text('没有找到“{query}”。', 'Nothing was found for “{query}”.'),
  noneHelp: text(
    '请换一个更短、更常用的说法，例如“开店”“执照”。也可以从首页查看全部的事。',
    'Try a shorter or more usual word, such as “shop” or “licence”, or see everything on the home page.',
  ),
  items: text('清单里的其他事项', 'Other services on the list'),
  itemsHelp: text(
    '这些事项暂未开通在线办理。请向办理部门咨询。',
    'These can’t be applied for here yet. Ask the department that handles them.',
  ),
  itemGuide: text('原办事指南', 'its guide'),
} as const;

export const guideWords = {
  start: text('现在开始', 'Start now'),
  duration: text('多久办好', 'How long'),
  cost: text('费用', 'How much'),
  documents: text('要交的材料', 'Documents'),
  visits: text('要跑几趟', 'Visits'),
  steps: text('办理步骤', 'Steps'),
  bring: text('要准备的材料', 'Documents to prepare'),
  bringNone: text('不用准备材料。', 'You need not prepare any document.'),
  neededFor: text('用于：{services}。', 'For: {services}.'),
  exempt: text('这些不用您交', 'You need not bring these'),
  services: text('包含的事项', 'What it includes'),
  limit: text('期限：{limit}', 'Time limit: {limit}'),
  result: text('办好后得到：{result}', 'You receive: {result}'),
  fees: text('费用', 'Fees'),
  law: text('法律依据', 'Legal basis'),
  questions: text('常见问题', 'Questions and answers'),
} as const;

export const interviewWords = {
  title: text('先回答几个问题', 'First, a few questions'),
  intro: text(
    '根据您的回答，我们告诉您要办哪些事、准备什么材料、要多久。不用登录，也不保存。',
    'Your answers tell which services you need, what to prepare and how long it takes. No sign-in; nothing is kept.',
  ),
  submit: text('看看要办什么', 'See what is needed'),
  choose: text('请选择一项。', 'Choose one.'),
  resultTitle: text('您要办{count}件事，一次申请', 'You need {count} services, in one application'),
  resultTitleOne: text('您要办1件事', 'You need 1 service'),
  waitsFor: text('等“{service}”办好后再开始', 'Starts once “{service}” is done'),
  atOnce: text('马上开始', 'Starts at once'),
  notNeeded: text('这些不用办', 'You do not need'),
  mayAlso: text('您也可以一起办', 'You may also apply for'),
  addService: text('同时申请：{service}', 'Also apply for: {service}'),
  duties: text('不用申请，但您要做到', 'No application, but you must'),
  answers: text('您的回答', 'Your answers'),
  changeAnswers: text('修改回答', 'Change answers'),
  begin: text('开始申请', 'Start the application'),
  signInAndBegin: text('登录并开始申请', 'Sign in and start'),
  beginHint: text(
    '填写约10分钟。随时可以停下，内容会保留，以后接着填。',
    'It takes about 10 minutes. You may stop at any time; what you entered is kept.',
  ),
} as const;

export const signInWords = {
  title: text('登录', 'Sign in'),
  intro: text(
    '登录以后可以申请、看办理进度、收通知。只查进度或者验证证照，不用登录。',
    'Sign in to apply, to follow your applications and to read notices. Checking progress or a licence needs no sign-in.',
  ),
  loginName: text('账号', 'Account name'),
  password: text('密码', 'Password'),
  submit: text('登录', 'Sign in'),
  failed: text('账号或者密码不对，请重新填写。', 'The account name or the password is wrong. Try again.'),
  againTitle: text('请重新登录', 'Please sign in again'),
  keptTitle: text('您已重新登录', 'You are signed in again'),
  kept: text(
    '您刚才填写的内容都在，还没有提交。请按下面的按钮继续；如有不对的地方，下一页会告诉您。',
    'What you entered is still here and has not been sent yet. Use the button below to go on; the next page says so if something is wrong.',
  ),
  sendKept: text('提交刚才填写的内容', 'Send what I entered'),
  leaveKept: text('不提交了，回到这件事', 'Don’t send it; go back'),
} as const;

export const draftWords = {
  saveAndContinue: text('保存并继续', 'Save and continue'),
  back: text('返回上一步', 'Back'),
  stopHint: text(
    '可以随时停下：每一步都会保存，从“我的办件”接着填。',
    'You may stop at any time: each step is saved. Continue from “My applications”.',
  ),
  toCounter: text('带到窗口继续办', 'Continue at a counter'),
  evidenceTitle: text('上传材料', 'Attach documents'),
  evidenceIntro: text(
    '每份材料只交一次，各部门共用。',
    'Attach each document once; all organs use the same copy.',
  ),
  neededFor: text('用于：{services}。', 'For: {services}.'),
  upload: text('上传并继续', 'Attach and continue'),
  exempt: text('这些不用您交', 'You need not bring these'),
} as const;

export const checkWords = {
  title: text('检查您填写的内容', 'Check your answers'),
  evidence: text('材料', 'Documents'),
  noFile: text('还没有上传', 'Not attached yet'),
  recipients: text('提交后交给这些部门', 'Who receives it'),
  recipientsIntro: text(
    '每个部门只看到办理需要的内容。',
    'Each organ sees only what it needs for its decision.',
  ),
  declarationHeading: text('声明', 'Declaration'),
  declaration: text(
    '我填写的内容和上传的材料真实、完整。我知道提供虚假材料要承担法律责任（《行政许可法》第三十一条、第七十八条）。',
    'What I entered and attached is true and complete. I know that false documents have consequences in law (Administrative Licensing Law, articles 31 and 78).',
  ),
  declarationMissing: text('请先勾选声明，再提交。', 'Tick the declaration before you submit.'),
  submit: text('提交申请', 'Submit the application'),
  incomplete: text(
    '还有内容没有填好，填好以后才能提交。',
    'Some answers are still missing. Complete them, then submit.',
  ),
} as const;

export const receiptWords = {
  title: text('申请已提交', 'Your application was submitted'),
  number: text('申请编号', 'Application number'),
  queryCode: text('查询码', 'Query code'),
  keep: text(
    '请记下这两项，或者打印本页。不用登录，凭它们就能查办理进度；也可以用手机扫二维码。',
    'Note both, or print this page. With them anybody can check progress without signing in; or scan the QR code.',
  ),
  submittedAt: text('提交时间', 'Submitted'),
  next: text('接下来', 'What happens next'),
  organReceives: text(
    '{organ}最晚在{day}告诉您是否受理；材料不齐的，一次说清楚要补什么。',
    '{organ} tells you by {day} whether your application is accepted; if anything is missing, you are told everything at once.',
  ),
  organHas: text('已交给{organ}。', 'It has gone to {organ}.'),
  organWaits: text(
    '{organ}等“{service}”办好后再开始。您不用做什么。',
    '{organ} starts once “{service}” is done. You need not do anything.',
  ),
  notified: text('有进展时，我们在“通知”里告诉您。', 'Whenever something happens, you find it in “Notices”.'),
  pdf: text('下载回执（PDF）', 'Download the receipt (PDF)'),
  follow: text('查看办理进度', 'Follow the application'),
} as const;

export const applicationsWords = {
  title: text('我的办件', 'My applications'),
  drafts: text('没有提交的', 'Not yet submitted'),
  continueDraft: text('接着填', 'Continue'),
  savedAt: text('{time}保存', 'saved {time}'),
  submitted: text('已经提交的', 'Submitted'),
  submittedAt: text('{time}提交', 'submitted {time}'),
  number: text('编号：{number}', 'number {number}'),
  empty: text(
    '您还没有办件。申请以后，在这里看进度。',
    'You have no applications yet. Here you will follow them.',
  ),
  find: text('看看能办什么', 'See what can be done'),
} as const;

/** One line that says where an application stands; after it what the applicant must do. */
export const standingWords = {
  submitted: text('已提交', 'Submitted'),
  submittedTodo: text(
    '正在分给各部门，几秒钟后刷新本页就能看到。目前不用您做什么。',
    'It is being handed to the organs; reload this page in a few seconds. You need not do anything at present.',
  ),
  correcting: text('等您补材料', 'Waiting for your documents'),
  correctingTodo: text(
    '“{services}”的材料需要补正。补好以后，办理继续。',
    'Documents for “{services}” must be completed. After that the case goes on.',
  ),
  open: text('正在办理', 'In progress'),
  openTodo: text('目前不用您做什么。', 'You need not do anything at present.'),
  granted: text('全部办好了', 'Everything is done'),
  grantedTodo: text(
    '结果（证照或者凭证）在下面，可以查看、打印。',
    'The results are below, to be viewed and printed.',
  ),
  ended: text('已经办结，有的没有通过', 'Decided; not everything was granted'),
  endedTodo: text('原因和您的权利写在下面。', 'The reasons and your right to appeal are given below.'),
  stopped: text('等您选择', 'Your choice is needed'),
  stoppedTodo: text(
    '“{services}”要等的前一件事没有办成。您已经有那个结果的，可以继续办；不办了，可以撤回。',
    'The result that {services} waited for was not granted. Go on if you hold that result already, or withdraw.',
  ),
  supplying: text('等您补交材料', 'Waiting for documents that you deferred'),
  supplyingTodo: text(
    '“{services}”还有您承诺补交的材料。补齐以前，部门不能作决定。',
    'For {services} you undertook to supply documents. Without them there can be no decision.',
  ),
  partly: text('已经办结，有的撤回了', 'Closed; some of it was withdrawn'),
  partlyTodo: text(
    '办好的结果在下面。撤回的没有办，需要时可以重新申请。',
    'What was granted is below. What you withdrew can be applied for again.',
  ),
  withdrawn: text('已经撤回', 'Withdrawn'),
  withdrawnTodo: text('需要时可以重新申请。', 'You may apply again when you need to.'),
  count: text('{done}件办好，共{all}件。', '{done} of {all} done.'),
} as const;

/** The states of a case as the public reads them. */
export const caseStatusWords = {
  waiting: text('等待中', 'Waiting'),
  received: text('已收件，正在核对材料', 'Received, being checked'),
  correcting: text('等您补材料', 'Waiting for your documents'),
  accepted: text('已受理，正在办理', 'Accepted, being handled'),
  // Not every service is a licence (行政许可): these words hold for all. The paper of a decision has those of the law.
  granted: text('已办好', 'Granted'),
  refused: text('没有通过', 'Refused'),
  'not-accepted': text('不予受理', 'Not accepted'),
  stopped: text('停下了，等您选择', 'Stopped: your choice is needed'),
  withdrawn: text('已撤回', 'Withdrawn'),
  terminated: text('已终止', 'Ended without a decision'),
} as const;

/** The steps of a case (vocabulary: 环节), and what those mean that are words of the law. */
export const stepWords = {
  receipt: text('收件', 'Received'),
  acceptance: text('受理', 'Acceptance'),
  review: text('审查', 'Review'),
  inspection: text('现场检查', 'Inspection'),
  decision: text('决定', 'Decision'),
  issue: text('制证', 'Licence issued'),
  delivery: text('送达', 'Delivery'),
} as const;

export const stepExplanations = {
  acceptance: text(
    '部门确认您的申请可以办，从这天起计算办理期限。',
    'The organ confirms that it can handle your application; its time limit runs from that day.',
  ),
} as const;

export const statusWords = {
  title: text('办理进度', 'Progress'),
  number: text('申请编号：{number}', 'Application number {number}'),
  submittedAt: text('{time}提交', 'Submitted {time}'),
  caseNumber: text('办件编号：{number}', 'Case number {number}'),
  waitsFor: text(
    '等“{service}”办好后开始，期限从那时开始计算。您不用做什么。',
    'Starts once “{service}” is done; its time limit runs from then. You need not do anything.',
  ),
  correctionHeading: text('请您补正这些材料', 'Please complete these'),
  correctionLink: text('现在补正', 'Complete now'),
  correctionReplied: text('您已经补交，部门正在核对。', 'You have replied; the organ is checking.'),
  decision: text('决定', 'Decision'),
  decisionNumber: text('文号：{number}，{day}', 'No. {number}, {day}'),
  reasons: text('理由', 'Reasons'),
  appeal: text('您的权利', 'Your rights'),
  licence: text('查看{name}', 'View {name}'),
  receipt: text('查看回执', 'View the receipt'),
  history: text('经过', 'History'),
} as const;

export const paperWords = {
  heading: text('文书', 'Papers'),
  delivered: text('{day}送达（{channel}）', 'delivered {day} ({channel})'),
  replacedShort: text('已被后来的文书代替', 'replaced by a later paper'),
  title: text('核验文书', 'Verify a paper'),
  stands: text('有这份文书的记录，没有被代替', 'This paper is on record and stands'),
  replaced: text(
    '有这份文书的记录，但它已被后来的文书代替',
    'This paper is on record, but a later one took its place',
  ),
  checkedAt: text(
    '{time}查询出具机关的记录。请与您手里的文书逐项核对。',
    'Looked up in the records of the issuing organ on {time}. Compare each line with the paper in your hand.',
  ),
  kind: text('文书', 'Paper'),
  number: text('文号', 'Number'),
  issuer: text('出具机关', 'Issued by'),
  issuedOn: text('日期', 'Day'),
  applicant: text('申请人', 'Applicant'),
  status: text('状态', 'Status'),
  standsShort: text('未被代替', 'Stands'),
  replacedBy: text('已被 {number}（{day}）代替', 'Replaced by {number} ({day})'),
  private: text(
    '这里只显示核对所需的内容，不显示办件和申请人的其他信息。',
    'Only what is needed to compare is shown here, and nothing else of the case or the applicant.',
  ),
  sample: text(
    '样章：电子印章尚未接入，文书未加盖有效电子印章，不具有法律效力。',
    'Sample: no electronic seal is connected yet, so the paper has no legal effect.',
  ),
  unknown: text('没有这份文书的记录', 'There is no record of such a paper'),
  unknownHelp: text(
    '核验码不对，或者文书不是由本平台出具的。请重新扫描二维码，或向出具机关核对。',
    'The code is wrong, or the paper was not issued by this platform. Scan the code again, or ask the organ.',
  ),
} as const;

export const correctionWords = {
  title: text('补正材料', 'Complete your documents'),
  intro: text(
    '{organ}在{day}一次告知您要补的全部内容：',
    '{organ} told you on {day} everything that is missing:',
  ),
  note: text('要说明的情况', 'Anything you want to explain'),
  submit: text('提交补正', 'Send'),
  after: text(
    '提交以后，部门重新核对，并告诉您是否受理。',
    'After that the organ checks again and tells you whether your application is accepted.',
  ),
} as const;

export const noticesWords = {
  title: text('通知', 'Notices'),
  empty: text(
    '还没有通知。办件有进展时，在这里告诉您。',
    'No notices yet. Whenever something happens, it is told here.',
  ),
  isNew: text('新', 'New'),
  open: text('查看', 'Open'),
} as const;

export const progressWords = {
  title: text('查办理进度', 'Check progress'),
  intro: text('编号和查询码都在回执上。不用登录。', 'Both are on the receipt. No sign-in is needed.'),
  number: text('申请编号', 'Application number'),
  numberHint: text('例如：SQ26-7KQM-3XWDA', 'For example: SQ26-7KQM-3XWDA'),
  queryCode: text('查询码', 'Query code'),
  queryCodeHint: text('8个字符，例如：7KQM-3XWD', '8 characters, for example: 7KQM-3XWD'),
  submit: text('查询', 'Check'),
  notFound: text(
    '编号和查询码对不上。请对照回执，检查每一个字符。',
    'Number and code do not match. Compare every character with the receipt.',
  ),
  another: text('查另一份申请', 'Check another application'),
} as const;

export const departmentsWords = {
  title: text('部门和区县', 'Departments and districts'),
  intro: text(
    '您不用知道找哪个部门：从首页说出要办的事就可以。',
    'You need not know which department to turn to: say on the home page what you want to do.',
  ),
} as const;

/** What a failure is called, by its kind; the sentence itself comes with the failure. */
export const failureTitles = {
  invalid: text('有内容需要更正', 'Something needs correction'),
  unauthenticated: text('请先登录', 'Please sign in'),
  forbidden: text('您不能打开这个页面', 'You cannot open this page'),
  'not-found': text('没有找到', 'Not found'),
  conflict: text('内容已经有变化', 'Something has changed meanwhile'),
  'too-large': text('内容太大', 'Too large'),
  'unsupported-type': text('不支持这种格式', 'This format is not supported'),
  'too-many': text('操作过于频繁', 'Too many requests'),
  unavailable: text('暂时不能办理', 'Not possible at the moment'),
} as const;

export const failureWords = {
  whatToDo: text('您可以', 'What you can do'),
  back: text('用浏览器的“返回”回到上一页', 'Go back with your browser'),
  signIn: text('重新登录，从保存过的地方继续', 'Sign in again and go on from what was saved'),
  home: text('从首页重新查找', 'Start from the home page'),
  applications: text('查看我的办件', 'See my applications'),
  requestNumber: text(
    '请求编号（咨询时告诉我们）：{number}',
    'Request number (to tell us if you ask): {number}',
  ),
} as const;
