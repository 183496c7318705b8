// Owns every word of a procedure's page; what the server says in words comes from there.
import { type Text, text } from '#kernel/texts';

export const procedureMessages = {
  procedure: text('程序', 'Procedure'),
  what: text('内容', 'What it is about'),
  askedBy: text('{organ} 发起', 'Begun by {organ}'),
  askedOf: text('请 {organ} 答复', 'To be answered by {organ}'),
  ofCase: text('所属办件', 'Its case'),
  openCase: text('打开办件', 'Open the case'),
  caseHidden: text(
    '这个办件属于发起单位；这里只给出答复所需要的内容和材料。',
    'The case belongs to the organ that asks; what is needed for the answer is given here.',
  ),
  when: text('时间地点', 'When and where'),
  days: text('起止', 'Days'),
  toConclude: text('现在要办', 'To conclude now'),
  concluded: text('结果', 'Result'),
  nothingToConclude: text('现在没有要您办的。', 'Nothing here waits for you now.'),
  stillOpen: text('还没有结束。', 'It is still open.'),
  noResult: text('没有书面内容。', 'Nothing was written.'),
  conclude: text('完成', 'Conclude'),
  answer: text('答复', 'Answer'),
  outcome: text('结果', 'Outcome'),
  outcomeMissing: text('请选择结果。', 'Choose the outcome.'),
  result: text('书面内容', 'In writing'),
  resultOfConsultation: text('意见和理由', 'Opinion and reasons'),
  resultOfVisit: text('踏勘记录', 'Record of the visit'),
  resultOfMeeting: text('会审纪要', 'Minutes'),
  resultHint: text('发起单位和参加单位可以看到。', 'Read by the organs that asked and took part.'),
  resultMissing: text('请写明内容。', 'Write it down.'),
  companions: text('同去的工作人员', 'Officers who were there too'),
  companionsHint: text(
    '现场踏勘记录由两名以上工作人员作出（行政许可法第三十四条第三款）。',
    'The record of a visit is by two officers at least (Administrative Licensing Law, article 34 paragraph 3).',
  ),
  companionsMissing: text('请至少选择一名同去的工作人员。', 'Choose at least one officer who was there.'),
  consequence: text(
    '完成：写入办件记录，不能撤回',
    "Conclude: it becomes part of the case and can't be taken back",
  ),
  consequenceClock: text(
    '完成：决定期限从今天起重新计算',
    'Conclude: the time to decide is counted on from today',
  ),
  recordedBy: text('记录人', 'Recorded by'),
} as const satisfies Record<string, Text>;
