// Owns every sentence with which a step of a hearing is refused, each with its article, and how its bases are called.
import { type Text, text } from '#kernel/texts';
import type { HearingBasis } from './procedure-contract.ts';

export const hearingBasisNames = {
  'by-law': text(
    '法律、法规、规章规定应当听证（第四十六条）',
    'A law, regulation or rule asks for a hearing (article 46)',
  ),
  'public-interest': text(
    '本机关认为需要听证的涉及公共利益的重大事项（第四十六条）',
    'A major matter of public interest that the organ finds to need a hearing (article 46)',
  ),
  'major-interests': text(
    '直接涉及申请人与他人之间重大利益关系（第四十七条）',
    'Major interests between the applicant and others are directly concerned (article 47)',
  ),
} as const satisfies Record<HearingBasis, Text>;

export const hearingMessages = {
  basisNeeded: text(
    '请选择为什么听证（行政许可法第四十六条、第四十七条）。没有任何内容被更改。',
    'Choose why there is a hearing (Administrative Licensing Law, articles 46 and 47). Nothing was changed.',
  ),
  interestedNeeded: text(
    '请写明已告知的利害关系人，至少一名（行政许可法第三十六条、第四十七条）。没有任何内容被更改。',
    'Name the interested persons who were told, one at least (Administrative Licensing Law, articles 36 and 47). Nothing was changed.',
  ),
  notAskedFor: text(
    '这次听证不需要申请，或者已经有人申请（行政许可法第四十六条、第四十七条）。没有任何内容被更改。',
    'This hearing needs no request, or was asked for already (Administrative Licensing Law, articles 46 and 47). Nothing was changed.',
  ),
  askerNeeded: text(
    '请写明是谁申请听证。没有任何内容被更改。',
    'Say who asked for the hearing. Nothing was changed.',
  ),
  askedOnWrong: text(
    '申请日期不能早于告知之日，也不能晚于今天（行政许可法第四十七条）。没有任何内容被更改。',
    'It can’t have been asked for before it was told or after today (Administrative Licensing Law, article 47). Nothing was changed.',
  ),
  askedTooLate: text(
    '申请听证的期限到{day}为止：被告知之日起五日内（行政许可法第四十七条第一款，按工作日计算，第八十二条）。没有任何内容被更改；期限已过的，请以“逾期没有人申请”结束。',
    'It could be asked for until {day}: within five working days of being told (Administrative Licensing Law, articles 47 and 82). Nothing was changed; conclude it as not asked for.',
  ),
  notAskedYet: text(
    '还没有人申请听证，不能确定时间地点（行政许可法第四十七条第一款）。没有任何内容被更改。请先登记申请。',
    'Nobody has asked for the hearing, so it can’t be appointed (Administrative Licensing Law, article 47). Nothing was changed. Record the request first.',
  ),
  momentNeeded: text(
    '请填写听证的时间和地点。没有任何内容被更改。',
    'Enter when and where it is held. Nothing was changed.',
  ),
  noticeTooShort: text(
    '听证的时间、地点应当在举行的七日前通知（行政许可法第四十八条第一款第一项，按工作日计算），今天通知的，最早在{day}之后举行。没有任何内容被更改。请另定日期。',
    'Time and place are told seven working days before (Administrative Licensing Law, article 48): told today, it can be held after {day} at the earliest. Nothing was changed. Choose a later day.',
  ),
  heldTooLate: text(
    '行政机关应当在收到听证申请后二十日内组织听证（行政许可法第四十七条第一款，按工作日计算），最晚{day}。没有任何内容被更改。请另定日期。',
    'It is held within twenty working days of the request (Administrative Licensing Law, article 47): by {day}. Nothing was changed. Choose an earlier day.',
  ),
  presidingNeeded: text(
    '请指定本机关的一名工作人员主持听证（行政许可法第四十八条第一款第三项）。没有任何内容被更改。',
    'Name an officer of the organ to preside (Administrative Licensing Law, article 48). Nothing was changed.',
  ),
  presidingReviewed: text(
    '听证主持人应当是审查该申请的工作人员以外的人员（行政许可法第四十八条第一款第三项），这名工作人员参与了审查。没有任何内容被更改。请另选一名。',
    'Whoever presides is another than the officers who review the application (Administrative Licensing Law, article 48), and this one did. Nothing was changed. Choose somebody else.',
  ),
  presidesNotReviews: text(
    '您是本办件的听证主持人。听证主持人应当是审查该申请的工作人员以外的人员（行政许可法第四十八条第一款第三项），所以您不能审查。没有任何内容被更改。请由其他审查人员办理。',
    'You preside over this case’s hearing. Whoever presides is another than the officers who review the application (Administrative Licensing Law, article 48), so you can’t give an opinion on it. Nothing was changed. Leave it to another reviewer.',
  ),
  companionPresides: text(
    '所选的同行人员是本办件的听证主持人，不能参加审查（行政许可法第四十八条第一款第三项）。没有任何内容被更改。请另选一名。',
    'The companion you chose presides over this case’s hearing, and so takes no part in its review (Administrative Licensing Law, article 48). Nothing was changed. Choose somebody else.',
  ),
  mayStillAsk: text(
    '在{day}以前还可以申请听证（行政许可法第四十七条第一款），现在不能结束。没有任何内容被更改。',
    'It may still be asked for until {day} (Administrative Licensing Law, article 47), so it can’t be concluded now. Nothing was changed.',
  ),
  notHeldYet: text(
    '听证还没有举行，不能结束（行政许可法第四十八条）。没有任何内容被更改。',
    'The hearing has not been held, so it can’t be concluded (Administrative Licensing Law, article 48). Nothing was changed.',
  ),
  minutesNeeded: text(
    '听证应当制作笔录，由听证参加人确认无误后签字或者盖章（行政许可法第四十八条第一款第五项）。没有任何内容被更改。请先附上经签字的笔录。',
    'Minutes are made, confirmed and signed by those who took part (Administrative Licensing Law, article 48). Nothing was changed. Attach the signed minutes first.',
  ),
  decisionNeedsHearing: text(
    '听证程序还没有结束，不能作出决定：行政机关应当根据听证笔录作出行政许可决定（行政许可法第四十七条第一款、第四十八条第二款）。没有任何内容被更改。',
    'The hearing is not concluded, so no decision can be made: it is made on the minutes (Administrative Licensing Law, articles 47 and 48). Nothing was changed.',
  ),
  none: text('这项程序不是听证，没有任何内容被更改。', 'This procedure is no hearing. Nothing was changed.'),
} as const satisfies Record<string, Text>;
