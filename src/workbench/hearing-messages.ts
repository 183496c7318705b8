// Owns every word about hearings in the workbench; the sentences with which steps are refused come from the server.
import { type Text, text } from '#kernel/texts';
import type { HearingBasis } from '#modules/cases/contract';

export const hearingBasisNames = {
  'by-law': text(
    '法律、法规、规章规定应当听证（第四十六条）',
    'A law, regulation or rule asks for it (article 46)',
  ),
  'public-interest': text(
    '涉及公共利益的重大事项，本机关认为需要听证（第四十六条）',
    'A major matter of public interest needs it (article 46)',
  ),
  'major-interests': text(
    '直接涉及申请人与他人之间重大利益关系：告知后由当事人申请（第四十七条）',
    'Major interests between the applicant and others: they are told, and may ask for it (article 47)',
  ),
} as const satisfies Record<HearingBasis, Text>;

export const hearingMessages = {
  basis: text('为什么听证', 'Why there is a hearing'),
  basisMissing: text('请选择为什么听证。', 'Choose why there is a hearing.'),
  interested: text('利害关系人', 'Interested persons'),
  interestedHint: text(
    '逐个写明姓名或者名称，用顿号分开；平台通知申请人，利害关系人由本机关书面告知（行政许可法第三十六条）。',
    'Their names, separated by commas. The platform tells the applicant; the organ tells the interested persons in writing (Administrative Licensing Law, article 36).',
  ),
  interestedMissing: text('请写明已告知的利害关系人。', 'Name the interested persons who were told.'),
  hearing: text('听证', 'Hearing'),
  why: text('依据', 'Basis'),
  told: text('告知', 'Told'),
  toldUntil: text(
    '{on}告知，可以申请到{until}（五个工作日）',
    'Told on {on}; it may be asked for until {until} (five working days)',
  ),
  toldOn: text('{on}公告', 'Announced on {on}'),
  asked: text('申请', 'Request'),
  askedBy: text(
    '{by}于{on}申请，最晚{until}举行（二十个工作日）',
    'By {by} on {on}; held by {until} (twenty working days)',
  ),
  notAsked: text('还没有人申请', 'Nobody has asked yet'),
  held: text('举行', 'Held'),
  heldAt: text('{at}，{place}，公开举行；{on}通知', '{at}, {place}, in public; told on {on}'),
  notAppointed: text('还没有确定', 'Not appointed yet'),
  presiding: text('主持人', 'Presided by'),
  withdrawn: text('{name}（{on}回避）', '{name} (withdrew on {on})'),
  recordRequest: text('登记听证申请', 'Record the request'),
  recordRequestConsequence: text(
    '登记听证申请：从申请之日起停止计算决定期限，书面告知申请人',
    'Record the request: the time to decide stops from that day, and the applicant is told in writing',
  ),
  by: text('谁申请', 'Who asks for it'),
  byMissing: text('请写明是谁申请听证。', 'Say who asks for the hearing.'),
  on: text('申请日期', 'Day of the request'),
  onMissing: text('请填写申请日期。', 'Enter the day of the request.'),
  appoint: text('确定听证', 'Appoint the hearing'),
  appointAgain: text(
    '重新确定听证（例如主持人回避）',
    'Appoint it anew (as where whoever presides withdraws)',
  ),
  appointConsequence: text(
    '确定听证：今天通知申请人时间、地点和主持人',
    'Appoint the hearing: the applicant is told today when, where and who presides',
  ),
  at: text('听证时间', 'When'),
  atMissing: text('请填写听证时间。', 'Enter when it is held.'),
  atHint: text(
    '通知之日和听证之日之间至少隔七个工作日（第四十八条），不晚于申请后二十个工作日（第四十七条）。',
    'Seven working days at least lie between the notice and the hearing (article 48); it is held within twenty working days of the request (article 47).',
  ),
  place: text('听证地点', 'Where'),
  placeMissing: text('请填写听证地点。', 'Enter where it is held.'),
  presidingHint: text(
    '审查这份申请的工作人员以外的人员（第四十八条第一款第三项）。',
    'Another than the officers who review this application (article 48).',
  ),
  presidingMissing: text('请选择主持人。', 'Choose who presides.'),
} as const satisfies Record<string, Text>;
