// Owns every word that the one-stop window's server side says; refuses to blame the clerk for the applicant's papers.
import { text } from '#kernel/texts';

export const counterMessages = {
  mandate: text('授权委托书', 'Mandate'),
  noDraft: text(
    '没有找到这份窗口申请。它可能已经提交或放弃，请在窗口首页查看。',
    'There is no such counter draft. It may have been sent or discarded; look at the counter’s first page.',
  ),
  noCounter: text(
    '您在这个窗口没有综合窗口岗位。没有任何内容被更改。',
    'You hold no window post at this counter. Nothing was changed.',
  ),
  draftAtCounter: text(
    '这份申请已应您的要求转到政务服务中心的窗口继续办理，网上不能再改。如果不在窗口办理了，请窗口人员退回。',
    'At your request this application is continued at the counter of a service centre, so it can’t be changed online. If you no longer wish that, ask the clerk to give it back.',
  ),
  draftSent: text('这份申请已经提交，不能再改。', 'This application has been sent and can’t be changed.'),
  draftChanged: text(
    '这份申请在您打开以后被改过，没有保存。您填写的内容仍在本页，请重新载入后核对。',
    'This application changed after you opened it, so nothing was saved. What you entered is still on this page; reload and compare.',
  ),
  numberWrong: text(
    '证件号码的长度、日期或校验码不对。没有保存，请对照证件核对。',
    'The document number has a wrong length, date or check character. It was not saved; compare it with the document.',
  ),
  nameDiffers: text(
    '这个证件号码登记在另一个姓名（{name}）下。没有保存，请对照证件核对姓名；姓名确已变更的，请先到公安机关核实。',
    'This document number is on record under another name ({name}). Nothing was saved. Compare the name with the document; if the name has been changed, have it confirmed first.',
  ),
  otherApplicant: text(
    '网上草稿是另一个人填写的。请由本人办理，或者登记代办人后填写申请人本人的证件。',
    'The online draft is another person’s. The applicant has to come, or be entered here as the applicant with somebody acting for them.',
  ),
  justMade: text(
    '另一个窗口刚刚登记了这个证件号码。没有保存，请再按一次。',
    'Another counter has just entered this document. Nothing was saved; press again.',
  ),
  agentIsApplicant: text(
    '代办人和申请人的证件号码相同。本人到场的，不用填写代办人。',
    'Agent and applicant have one document number. Where the applicant came in person, leave the agent out.',
  ),
  applicantMissing: text('请先核对申请人的证件。', 'Check the applicant’s document first.'),
  mandateMissing: text('请扫描授权委托书。', 'Scan the mandate of whoever came in the applicant’s place.'),
  codeWrong: text(
    '没有找到这个交接码对应的草稿。交接码只能用一次，三十分钟内有效，请申请人重新生成。',
    'No draft belongs to this code. A code works once and for thirty minutes; ask the applicant to make a new one.',
  ),
  printFirst: text(
    '申请表打印后又改过，或者还没有打印。请打印，由申请人核对签名后再提交。',
    'The form was changed after it was printed, or not printed yet. Print it and have it signed, then send.',
  ),
  notSigned: text(
    '请确认申请人（或代办人）已在打印的申请表上签名。',
    'Confirm that the applicant (or agent) has signed the printed form.',
  ),
  documentUnknown: text(
    '这份申请不需要这项材料。没有保存。',
    'This application does not ask for this document. Nothing was saved.',
  ),
  fileMissing: text('请选择一个文件。', 'Choose a file.'),
  nobodyWaits: text('现在没有人在等。', 'Nobody is waiting.'),
  serviceUnknown: text(
    '这个主题里没有这个事项。请重新选择。',
    'There is no such service in this topic. Choose again.',
  ),
  noApplication: text('没有找到这份申请。', 'There is no such application.'),
  nothingToDeliver: text(
    '本窗口没有可以发放的这份文书或证照。请核对编号。',
    'This counter has no such paper or licence to hand out. Check the number.',
  ),
  deliveredBefore: text(
    '这份文书或证照已经发放过。没有重复登记。',
    'This paper or licence was handed out before. It was not recorded again.',
  ),
  proofNeeded: text(
    '请写明领取情况，或者采集领取人签名。',
    'Say how it was handed over, or take the receiver’s signature.',
  ),
} as const;
