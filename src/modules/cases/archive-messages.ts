// Owns every word about archive packages: the page in them, their lists, and what the command line and officers are told.
import { type Text, text } from '#kernel/texts';

export const archiveTitle = text('{service}办件档案', 'File of a case: {service}');

/** Headings of index.html. */
export const pageWords = {
  number: text('办件编号', 'Case number'),
  organ: text('办理机关', 'Organ'),
  applicant: text('申请人', 'Applicant'),
  idNumber: text('证件号码', 'Identity number'),
  agent: text('代理人', 'Agent'),
  subject: text('事由', 'Subject'),
  result: text('办理结果', 'Result'),
  mode: text('办理方式', 'Mode'),
  opened: text('提交', 'Sent'),
  received: text('收件', 'Received'),
  accepted: text('受理', 'Accepted'),
  decided: text('决定', 'Decided'),
  closed: text('办结', 'Closed'),
  retention: text('保管期限', 'Kept'),
  application: text('申请编号', 'Application'),
  answers: text('申请内容', 'What was entered'),
  commitment: text('承诺', 'Commitment'),
  evidence: text('材料', 'Documents'),
  correction: text('补正', 'Correction'),
  opinions: text('审查意见', 'Opinions of officers'),
  procedures: text('程序', 'Procedures'),
  recordFiles: text('记录所附照片和签名文书', 'Photographs and signed papers of records'),
  acts: text('其他办理行为', 'Other acts'),
  clocks: text('期限与推算', 'Time limits and how they were counted'),
  decision: text('决定', 'Decision'),
  licence: text('证照', 'Licence'),
  papers: text('文书', 'Papers'),
  deliveries: text('送达', 'Deliveries'),
  story: text('经过', 'History'),
  check: text('核对', 'Checking this package'),
} as const satisfies Readonly<Record<string, Text>>;

export const pageTexts = {
  acceptedByLaw: text('逾期未告知，依法视为受理', 'accepted by law: no notice was given in time'),
  deferred: text('容缺，后补', 'to be supplied later'),
  originalSeen: text('已核对原件', 'compared with the original'),
  inPackage: text('见第 {version} 包', 'in package {version}'),
  replaced: text('已由 {number} 替代', 'replaced by {number}'),
  supplement: text(
    '这是第 {version} 包（补充包），补充第 {earlier} 包。此前已有的文件见此前的包。',
    'This is package {version}, a supplement to package {earlier}. Files that were there before lie in the earlier packages.',
  ),
  supplyRounds: text('第 {round} 批', 'round {round}'),
  basis: text('依据：', 'Basis: '),
  days: text('逐日推算', 'Day by day'),
  check: text(
    '本包的全部内容见 README.txt，其中说明怎样用通用工具核对；机器可读的数据在 case.json（结构说明见 case.schema.json），历史事件在 events.jsonl。',
    'README.txt lists the whole package and says how to check it with common tools. The data for machines are in case.json (described in case.schema.json), the events in events.jsonl.',
  ),
} as const satisfies Readonly<Record<string, Text>>;

export const periodNames = {
  permanent: text('永久', 'for ever'),
  '30-years': text('30年', '30 years'),
  '10-years': text('10年', '10 years'),
} as const satisfies Readonly<Record<string, Text>>;

export const retentionTexts = {
  until: text('{period}，至 {until}', '{period}, until {until}'),
  unverified: text(
    '（建议值，以经档案主管部门审核同意的本单位保管期限表为准）',
    '(a proposal: the table that the archives authority approved for the organ decides)',
  ),
} as const satisfies Readonly<Record<string, Text>>;

/** What README.txt says of each file. */
export const contentNames = {
  'README.txt': text('本说明', 'this text'),
  'case.json': text('办件的全部数据', 'all data of the case'),
  'case.schema.json': text('case.json 的结构说明（JSON Schema）', 'the shape of case.json (JSON Schema)'),
  'events.jsonl': text('历史事件，每行一个 JSON', 'what happened, a line of JSON for each event'),
  'evidence/': text('材料', 'documents'),
  'index.html': text('供人阅读的全部内容，从这里开始', 'all of it for people: begin here'),
  'records/': text('记录所附照片和签名文书', 'photographs and signed papers of records'),
  'papers/': text('机关出具的文书（PDF）', 'papers of the organ (PDF)'),
} as const satisfies Readonly<Record<string, Text>>;

export const archiveMessages = {
  notSealed: text(
    '这个办件还没有归档：办结后，文书齐全并送达，且一天内没有新的变化，平台才生成归档包。',
    'This case is not archived yet: its package is made once it is closed, its papers are issued and delivered, and a day has passed without a change.',
  ),
  noVersion: text('没有这一版归档包。', 'There is no package of this version.'),
  noCase: text(
    '没有编号为 {number} 的办件，或者它还没有归档。没有写入任何文件。',
    'There is no case {number}, or it is not archived yet. No file was written.',
  ),
  evidenceChanged: text(
    '材料的内容与登记的散列不符，没有归档。请联系系统管理员。',
    'A document is not what was registered, so nothing was sealed. Tell the system administrator.',
  ),
  notListed: text(
    '第 {line} 行：{number} 第 {version} 包未列入移交清单，或散列不符。没有任何内容被更改。',
    'Line {line}: package {version} of {number} is not listed for transfer, or its hash differs. Nothing was changed.',
  ),
} as const satisfies Readonly<Record<string, Text>>;
