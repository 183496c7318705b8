// Owns the words of the page frame and its pieces; the words of single pages stand in ../messages.ts by page.
import { text } from '#kernel/texts';

export const frameWords = {
  siteName: text('汕头政务服务', 'Shantou public services'),
  titleEnd: text('一站 · 汕头政务服务', 'Yizhan · Shantou public services'),
  errorInTitle: text('有错误：', 'Error: '),
  skip: text('跳到正文', 'Skip to content'),
  mainMenu: text('主菜单', 'Main menu'),
  breadcrumbs: text('您在这里', 'You are here'),
  home: text('首页', 'Home'),
  progress: text('查办理进度', 'Check progress'),
  applications: text('我的办件', 'My applications'),
  licences: text('我的证照', 'My licences'),
  notices: text('通知', 'Notices'),
  unread: text('（{count}条未读）', ' ({count} unread)'),
  signIn: text('登录', 'Sign in'),
  signOut: text('退出登录', 'Sign out'),
  signedInAs: text('已登录：', 'Signed in: '),
  departments: text('部门和区县', 'Departments and districts'),
  verify: text('验证证照', 'Verify a licence'),
  largeLetters: text('大字版', 'Large print'),
  usualLetters: text('恢复普通字号', 'Usual print'),
  footerMenu: text('页脚', 'Footer'),
  footerNote: text(
    '一站是开源的政务服务平台。网页不需要脚本，旧手机也能用。',
    'Yizhan is open-source software for public services. These pages need no scripts and work on old telephones.',
  ),
} as const;

export const pieceWords = {
  optional: text('（可以不填）', ' (optional)'),
  error: text('错误：', 'Error: '),
  errorSummary: text('有{count}处需要更正', 'Please correct the following ({count})'),
  errorSummaryKept: text(
    '其他内容都已保留。点下面的句子可以直接到那一处。',
    'Everything else is kept. Each line below takes you to its place.',
  ),
  choose: text('请选择', 'Please choose'),
  year: text('年', 'Year'),
  month: text('月', 'Month'),
  day: text('日', 'Day'),
  attached: text('已上传', 'Attached'),
  replaces: text('再选一个文件会替换它。', 'Choosing another file replaces it.'),
  attachedNone: text('还没有上传文件', 'No file attached yet'),
  removeFile: text('删除', 'Remove'),
  removeFileNamed: text('删除 {name}', 'Remove {name}'),
  fileHint: text('{types}，每个文件不超过{size}。', '{types}; at most {size} a file.'),
  step: text('第{step}步，共{steps}步', 'Step {step} of {steps}'),
  saved: text('{time}已保存', 'saved {time}'),
  stepSeparator: text('，', ', '),
  change: text('修改', 'Change'),
  qrCode: text('二维码：{address}', 'QR code: {address}'),
} as const;

export const fileStateWords = {
  scanning: text('正在检查病毒', 'being checked for viruses'),
  clean: text('已检查，没有发现病毒', 'checked, no virus found'),
  'not-scanned': text('没有检查病毒', 'not checked for viruses'),
  infected: text('发现病毒，没有保留', 'virus found, not kept'),
} as const;

/** The states of a station, in words; colour and shape say the same. */
export const stationWords = {
  done: text('已完成', 'Done'),
  now: text('现在', 'Now'),
  next: text('接下来', 'Next'),
  dueOn: text('最晚{day}', 'By {day}'),
  dueOnOverdue: text('最晚应在{day}完成，已超期', 'Was due by {day}: overdue'),
  dayOf: text('第{elapsed}个工作日，共{counted}个', 'working day {elapsed} of {counted}'),
  dayOfCalendar: text('第{elapsed}天，共{counted}天', 'day {elapsed} of {counted}'),
  notYetCounted: text('还没有开始计日，共{counted}个工作日', '{counted} working days, none counted yet'),
  notYetCountedCalendar: text('还没有开始计日，共{counted}天', '{counted} days, none counted yet'),
  suspended: text('现在停止计算期限', 'the clock is stopped at present'),
  earlier: text('原来的日期：{day}', 'The day as it was first: {day}'),
  howCounted: text('这个日期是怎么算的？', 'How was this date counted?'),
  everyDay: text('逐日计算', 'Every day'),
  basis: text('依据：{basis}', 'Basis: {basis}'),
} as const;
