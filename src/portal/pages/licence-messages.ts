// Owns every word of the pages about licences: the holder's, the one that is shown, and the public verification.
import { type Text, text } from '#kernel/texts';
import type { LicenceState } from '#modules/licences/contract';

export const licenceWords = {
  title: text('我的证照', 'My licences'),
  empty: text(
    '还没有证照。办件准予以后，证照在这里。',
    'No licence yet. Once an application is granted, its licence is here.',
  ),
  claimHeading: text(
    '有{count}份纸质证照登记在您的身份证号下',
    '{count} licences on paper are on record under your identity number',
  ),
  claimBody: text(
    '发证机关已经把它们录入系统。认领以后，可以在这里查看和出示。',
    'The issuing organs have entered them. Once you claim them you can see and show them here.',
  ),
  claim: text('认领', 'Claim them'),
  applications: text('查看我的办件', 'See my applications'),
  present: text('出示这份证照', 'Show this licence'),
  presentHint: text(
    '生成5分钟内有效的二维码和数字，给对方扫码或者念给对方听。',
    'Makes a QR code and digits that are good for five minutes, to be scanned or read aloud.',
  ),
  paper: text('下载PDF文件', 'Download as PDF'),
  sample: text(
    '样本：电子印章尚未接入，这份证照不具有法律效力。',
    'Sample: no electronic seal is connected yet, so this licence has no legal effect.',
  ),
  holder: text('持有人', 'Holder'),
  validUntil: text('有效期至', 'Valid until'),
  noEnd: text('长期', 'No end date'),
  howToVerify: text(
    '任何人扫二维码，或者打开下面的网址，不用登录就能验证真伪和状态：',
    'Anybody can verify it without signing in: scan the QR code, or open this address:',
  ),
  back: text('返回我的证照', 'Back to my licences'),
  story: text('这份证照的经过', 'What happened to this licence'),
  storyNumber: text('文号：{number}', 'No. {number}'),
  basis: text('依据：{basis}', 'Basis: {basis}'),
  reasons: text('理由：{reasons}', 'Reasons: {reasons}'),
  compensation: text('补偿或者赔偿：{words}', 'Compensation: {words}'),
  appeal: text('您的权利：{words}', 'Your rights: {words}'),
  presentations: text('出示记录', 'When you showed it'),
  presentationOpened: text('{time}出示，被打开{count}次', 'Shown {time}, opened {count} times'),
  presentationUnopened: text('{time}出示，没有人打开', 'Shown {time}, opened by nobody'),
} as const satisfies Record<string, Text>;

export const presentationWords = {
  title: text('出示证照', 'Show a licence'),
  validUntil: text('本次出示有效至 {time}', 'Good until {time}'),
  scan: text('请对方扫这个二维码', 'Let the other side scan this QR code'),
  orDigits: text(
    '扫不了的，请对方在“验证证照”里输入这12位数字：',
    'Where nothing scans, the other side enters these 12 digits under ‘Verify a licence’:',
  ),
  privacy: text(
    '二维码和数字里没有您的个人信息，只打开这一份证照。',
    'Neither holds anything about you, and they open this licence only.',
  ),
  over: text('这次出示已经过了有效时间', 'The time for this is over'),
  again: text('重新出示', 'Show it again'),
  back: text('返回证照', 'Back to the licence'),
} as const satisfies Record<string, Text>;

export const licenceStateWords = {
  valid: text('有效', 'Valid'),
  expired: text('已过期', 'Expired'),
  suspended: text('已暂扣', 'Suspended'),
  revoked: text('已撤销', 'Revoked'),
  withdrawn: text('已撤回', 'Withdrawn'),
  'revoked-as-penalty': text('已吊销', 'Revoked as a penalty'),
  cancelled: text('已注销', 'Cancelled'),
  replaced: text('已换发新证', 'Replaced by a later one'),
} as const satisfies Record<LicenceState, Text>;

export const sinceWords = {
  since: text('{state}，自{day}起', '{state} since {day}'),
  sinceUntil: text('{state}，自{day}起，至{until}止', '{state} from {day} until {until}'),
  after: text('{state}，有效期到{day}为止', '{state}: it was valid until {day}'),
} as const satisfies Record<string, Text>;

/** The verdict on a genuine licence, by its state: in words first. */
export const verdictWords = {
  valid: text('这份证照是真的，现在有效', 'This licence is genuine and valid now'),
  expired: text('这份证照是真的，但已过期', 'This licence is genuine but has expired'),
  suspended: text('这份证照已被暂扣，现在不能使用', 'This licence is suspended and may not be used now'),
  revoked: text('这份证照已被撤销，不再有效', 'This licence was revoked and is no longer valid'),
  withdrawn: text('这份证照已被撤回，不再有效', 'This licence was withdrawn and is no longer valid'),
  'revoked-as-penalty': text(
    '这份证照已被吊销，不再有效',
    'This licence was revoked as a penalty and is no longer valid',
  ),
  cancelled: text('这份证照已注销，不再有效', 'This licence was cancelled and is no longer valid'),
  replaced: text(
    '这是旧证：已换发新证，请对方出示现在的证照',
    'This is an earlier paper: a later one was issued; ask for that one',
  ),
} as const satisfies Record<LicenceState, Text>;

export const verificationWords = {
  title: text('验证证照', 'Verify a licence'),
  intro: text(
    '证照二维码旁边的网址里有验证码。持证人当面出示的，输入12位数字。不用登录。',
    'The code stands in the address beside the QR code of the licence; if the holder shows it to you, enter the 12 digits. No sign-in is needed.',
  ),
  code: text('验证码或者12位数字', 'Verification code, or the 12 digits'),
  submit: text('验证', 'Verify'),
  checkedAt: text(
    '{time}查询签发机关的记录。请核对持有人和地址与现场一致。',
    'Looked up in the records of the issuing organ on {time}. Compare the holder and the address with what you see.',
  ),
  presented: text(
    '持证人{from}出示，本次出示有效至 {until}。',
    'Shown by its holder {from}; good until {until}.',
  ),
  onDay: text('{day}那一天：{verdict}', 'On {day}: {verdict}'),
  asOf: text('下面是那一天的内容。', 'Below is what it stated on that day.'),
  asOfToday: text('看现在的状态', 'See how it stands now'),
  unknown: text('没有这份证照', 'There is no such licence'),
  unknownHelp: text(
    '验证码不对，或者证照不是由本平台签发的。请核对后再试；如果证照是别人给您看的，请谨慎。',
    'The code is wrong, or the licence was not issued by this platform. Check it and try again; if somebody showed you the licence, be careful.',
  ),
  notOpened: text('没有打开', 'Not opened'),
  another: text('验证另一份', 'Verify another'),
  earlier: text('查它在从前某一天的状态', 'See how it stood on an earlier day'),
  earlierDay: text('日期', 'Day'),
  earlierSubmit: text('查询', 'Look up'),
} as const satisfies Record<string, Text>;
