// Owns every word of the licences module that people read.
import { type Text, text } from '#kernel/texts';
import type { LicenceAction, LicenceState } from './contract.ts';
import type { LicenceEventAct } from './licence-state.ts';

export const licenceMessages = {
  notFound: text(
    '没有找到这个证照。请检查二维码是否完整，或向持证人核对。',
    'There is no such licence. Check that the QR code is whole, or ask the holder.',
  ),
  notYours: text(
    '没有找到这个证照，或者它不属于您的单位。没有任何内容被更改。',
    'There is no such licence, or it is not your organ’s. Nothing was changed.',
  ),
  dayUnknown: text(
    '日期不对。请填写发证以后、今天以前的一天。',
    'That day can’t be looked up. Enter a day between the issue and today.',
  ),
  presentationOver: text(
    '这次出示已经过了有效时间。请持证人重新出示。',
    'The time for which this was shown is over. Ask the holder to show it again.',
  ),
  presentationFalse: text(
    '这不是本平台出示的证照。请核对数字或重新扫码；如果是别人给您看的，请谨慎。',
    'This was not shown through this platform. Check the digits or scan again; if somebody gave it to you, be careful.',
  ),
  presentNotNow: text(
    '这份证照现在不是有效状态，不能出示。',
    'This licence is not in force now, so it can’t be shown.',
  ),
  changed: text(
    '这份证照刚刚有变化，您的操作没有执行。填写的内容仍在，请看最新情况后再操作。',
    'This licence was changed a moment ago, so your action was not done. What you entered is kept: look at it as it stands now, then act again.',
  ),
  notNow: text(
    '这份证照现在的状态不能做这一步，没有任何内容被更改。',
    'The state of this licence does not allow that step now. Nothing was changed.',
  ),
  pending: text(
    '这份证照已有一项将来生效的处理，在它生效前不能再作这一项。没有任何内容被更改。',
    'An act that takes effect later is on record already, and this one can’t be added before it does. Nothing was changed.',
  ),
  actIncomplete: text('还有内容没有填好，没有执行。', 'Something is still missing, so nothing was done.'),
  groundMissing: text('请选择依据的情形。', 'Choose the ground on which it rests.'),
  reasonsMissing: text('请写明理由。', 'Give the reasons.'),
  specialBasisMissing: text(
    '这一情形还须写明具体法律的条款，例如《食品安全法》第几条。',
    'This ground also needs the article of the special law that orders it.',
  ),
  compensationMissing: text('请写明补偿或者赔偿的情况。', 'State what is said of compensation.'),
  confirmationMissing: text('请逐项确认已经依法做到。', 'Confirm each item, or the act can’t be done.'),
  effectiveOnWrong: text('请填写生效日期。', 'Enter the day on which it takes effect.'),
  effectiveOnAhead: text('这一处理不能定在今天以后生效。', 'This act can’t take effect after today.'),
  effectiveOnEarly: text(
    '生效日期不能早于发证日期或上一次处理的日期。',
    'It can’t take effect before the issue, nor before what was done last.',
  ),
  untilOnWrong: text('暂扣的最后一天不能早于生效日期。', 'The last day can’t come before the first.'),
  appliedOnWrong: text(
    '请填写收到申请的日期，不能晚于今天。',
    'Enter the day of the application, not after today.',
  ),
  number: text('证照编号', 'Number'),
  holder: text('持证人', 'Holder'),
  organ: text('发证机关', 'Issued by'),
  issuedOn: text('发证日期', 'Issued on'),
  expiresOn: text('有效期至', 'Valid until'),
  unlimited: text('长期', 'No end date'),
  openEnded: text('另行解除为止', 'until it is lifted'),
  since: text('自{day}起', 'since {day}'),
  suspendedUntil: text('，至{day}止', ', until {day}'),
  scanToVerify: text('扫描二维码核验这份证照', 'Scan the code to verify this licence'),
  sample: text(
    '样本：电子印章尚未接入，本文件不具有法律效力。核验以页面显示为准。',
    'Sample: no electronic seal is connected yet, so this paper has no legal effect. What the verification page shows counts.',
  ),
} as const satisfies Record<string, Text>;

export const stateNames = {
  valid: text('有效', 'Valid'),
  expired: text('已过期', 'Expired'),
  suspended: text('已暂扣', 'Suspended'),
  revoked: text('已撤销', 'Revoked'),
  withdrawn: text('已撤回', 'Withdrawn'),
  'revoked-as-penalty': text('已吊销', 'Revoked as a penalty'),
  cancelled: text('已注销', 'Cancelled'),
  replaced: text('已换发新证', 'Replaced by a later one'),
} as const satisfies Record<LicenceState, Text>;

/** What a button does, in words. */
export const consequences = {
  'open-renewal': text(
    '登记延续申请：在有效期届满前作出决定；逾期未作决定的，视为准予延续',
    'Enter the application for another term: decide before the term ends, or it counts as granted',
  ),
  'decide-renewal': text('决定是否准予延续：持证人会收到通知', 'Decide on another term: the holder is told'),
  suspend: text(
    '暂扣：核验页面立即显示，持证人会收到通知',
    'Suspend: verification shows it, and the holder is told',
  ),
  resume: text('解除暂扣：证照恢复有效', 'Lift the suspension: the licence is good again'),
  withdraw: text(
    '撤回：为了公共利益，依法给予补偿，不能恢复',
    'Withdraw: for the public interest, with compensation; it can’t be undone',
  ),
  revoke: text(
    '撤销：本来就不应当准予，不能恢复',
    'Revoke: it never should have been given; it can’t be undone',
  ),
  'revoke-as-penalty': text('吊销：行政处罚，不能恢复', 'Revoke as a penalty; it can’t be undone'),
  cancel: text('注销：从名册上除去，不能恢复', 'Cancel: it is struck off the register; it can’t be undone'),
} as const satisfies Record<LicenceAction, Text>;

/** The history as sentences; `{day}` is the day of effect. */
export const storyTexts = {
  issued: text('签发', 'Issued'),
  imported: text('补录纸质证照', 'Entered from paper'),
  changed: text('变更，换发第{version}版', 'Changed; version {version} issued'),
  renewed: text('准予延续，换发第{version}版', 'Another term granted; version {version} issued'),
  'deemed-renewed': text(
    '逾期未作决定，视为准予延续，换发第{version}版',
    'No decision in time: counts as granted; version {version} issued',
  ),
  replaced: text('补发，第{version}版', 'Replaced; version {version} issued'),
  suspended: text('暂扣，自{day}起，至{until}', 'Suspended from {day}, {until}'),
  resumed: text('解除暂扣，自{day}起', 'Suspension lifted from {day}'),
  revoked: text('撤销，自{day}起', 'Revoked as of {day}'),
  withdrawn: text('撤回，自{day}起', 'Withdrawn as of {day}'),
  'revoked-as-penalty': text('吊销，自{day}起', 'Revoked as a penalty as of {day}'),
  cancelled: text('注销，自{day}起', 'Cancelled as of {day}'),
  'renewal-opened': text('{day}申请延续', 'Another term applied for on {day}'),
  'renewal-refused': text('不予延续', 'Another term refused'),
  claimed: text('持证人登录认领', 'Claimed by the holder after signing in'),
} as const satisfies Record<LicenceEventAct, Text>;

type NoticeWords = { readonly title: Text; readonly body: Text };

const appealHint = text(
  '理由、依据和您的救济权利见证照页面。',
  'Reasons, legal basis and your appeal rights are on the licence’s page.',
);

function notice(
  zhTitle: string,
  enTitle: string,
  zhBody: string,
  enBody: string,
  withAppeal = false,
): NoticeWords {
  return {
    title: text(zhTitle, enTitle),
    body: withAppeal ? text(zhBody + appealHint.zh, `${enBody} ${appealHint.en}`) : text(zhBody, enBody),
  };
}

/** What the holder is told; `{name}`, `{number}`, `{organ}`, `{day}`, `{until}`, `{ends}` are filled. */
export const noticeTexts: Readonly<Partial<Record<LicenceEventAct, NoticeWords>>> = {
  changed: notice(
    '{name}已变更',
    '{name}: changed',
    '{organ}已办理变更，新版证照 {number} 已放入您的空间。',
    '{organ} has changed it; the new version of {number} is in your space.',
  ),
  renewed: notice(
    '{name}已延续',
    '{name}: another term',
    '{organ}准予延续，证照 {number} 有效期至{ends}。',
    '{organ} has granted another term: {number} is valid until {ends}.',
  ),
  'deemed-renewed': notice(
    '{name}已依法视为准予延续',
    '{name}: renewed by law',
    '{organ}在有效期届满前没有作出决定，依照《行政许可法》第五十条第二款，视为准予延续。证照 {number} 有效期至{ends}。',
    '{organ} did not decide before the term ended, so another term counts as granted (Administrative Licensing Law, article 50, paragraph 2). {number} is valid until {ends}.',
  ),
  replaced: notice(
    '{name}已补发',
    '{name}: replaced',
    '{organ}已补发证照 {number}。原证不再有效。',
    '{organ} has replaced {number}. The earlier paper is no longer good.',
  ),
  suspended: notice(
    '{name}被暂扣',
    '{name}: suspended',
    '{organ}决定自{day}起暂扣证照 {number}，至{until}。',
    '{organ} has suspended {number} from {day}, {until}.',
    true,
  ),
  resumed: notice(
    '{name}恢复有效',
    '{name}: valid again',
    '{organ}已解除暂扣，证照 {number} 自{day}起恢复有效。',
    '{organ} has lifted the suspension: {number} is valid again from {day}.',
  ),
  withdrawn: notice(
    '{name}被撤回',
    '{name}: withdrawn',
    '{organ}决定自{day}起撤回证照 {number}。造成财产损失的，依法给予补偿。',
    '{organ} has withdrawn {number} as of {day}. Loss of property is compensated by law.',
    true,
  ),
  revoked: notice(
    '{name}被撤销',
    '{name}: revoked',
    '{organ}决定自{day}起撤销证照 {number}。',
    '{organ} has revoked {number} as of {day}.',
    true,
  ),
  'revoked-as-penalty': notice(
    '{name}被吊销',
    '{name}: revoked as a penalty',
    '{organ}决定自{day}起吊销证照 {number}。',
    '{organ} has revoked {number} as a penalty as of {day}.',
    true,
  ),
  cancelled: notice(
    '{name}已注销',
    '{name}: cancelled',
    '{organ}已办理注销手续，证照 {number} 自{day}起不再有效。',
    '{organ} has cancelled {number} as of {day}.',
    true,
  ),
  'renewal-opened': notice(
    '{name}的延续申请已登记',
    '{name}: application for another term',
    '{organ}已登记您{day}的延续申请（证照 {number}），将在有效期届满（{ends}）前作出决定。',
    '{organ} has entered your application of {day} for another term of {number} and decides before the term ends ({ends}).',
  ),
  'renewal-refused': notice(
    '{name}不予延续',
    '{name}: another term refused',
    '{organ}决定不予延续。证照 {number} 有效期至{ends}。',
    '{organ} has refused another term. {number} stays valid until {ends}.',
    true,
  ),
};

/** Reminders; `{day}` is the last day to apply, `{until}` the end of the term. */
export const reminderTexts = {
  'apply-soon': notice(
    '{name}快到期了',
    '{name}: its term ends soon',
    '证照 {number} 有效期至{until}。需要延续的，请在{day}（届满三十日前）以前申请。',
    '{number} is valid until {until}. If you need another term, apply by {day}, thirty days before.',
  ),
  'last-day': notice(
    '{name}：申请延续的最后几天',
    '{name}: the last days to apply',
    '证照 {number} 有效期至{until}，申请延续的最后一天是{day}。',
    '{number} is valid until {until}; the last day to apply for another term is {day}.',
  ),
  expired: notice(
    '{name}已过期',
    '{name}: it has expired',
    '证照 {number} 的有效期到{until}为止，没有延续。继续从事这项活动，需要重新申请。',
    'The term of {number} ended on {until} and was not prolonged. To go on you need a new licence.',
  ),
} as const satisfies Record<string, NoticeWords>;

/** 行政复议法 第二十条; 行政诉讼法 第四十六条. */
export const appealMessages = {
  both: text(
    '如不服，可以自知道之日起六十日内向{organ}申请行政复议（《行政复议法》第二十条），也可以自知道之日起六个月内向{court}提起行政诉讼（《行政诉讼法》第四十六条）。',
    'If you disagree you may apply for administrative reconsideration to {organ} within 60 days of knowing it (Administrative Reconsideration Law, article 20), or bring an action before {court} within six months (Administrative Litigation Law, article 46).',
  ),
  unknownOrgan: text('有管辖权的行政复议机关', 'the competent reconsideration organ'),
  unknownCourt: text('有管辖权的人民法院', 'the competent people’s court'),
  unverified: text('上述机关名称待本市核实。', ' The city has still to confirm these names.'),
} as const satisfies Record<string, Text>;
