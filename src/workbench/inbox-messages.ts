// Owns every word of the inbox's filters, marks and bulk actions; refuses words about one case (case-messages.ts).
import { type Text, text } from '#kernel/texts';

export const inboxMessages = {
  narrow: text('筛选待办', 'Filter the inbox'),
  text: text('编号、名称或申请人', 'Number, subject or applicant'),
  service: text('事项', 'Service'),
  task: text('环节', 'Step'),
  organ: text('单位', 'Organ'),
  any: text('全部', 'All'),
  apply: text('筛选', 'Filter'),
  clear: text('清除筛选', 'Clear filters'),
  nothingFits: text('没有符合筛选的待办。', 'No task fits the filters.'),

  views: text('保存的视图', 'Saved views'),
  saveView: text('保存当前筛选', 'Save this view'),
  viewName: text('视图名称', 'Name of the view'),
  save: text('保存', 'Save'),
  cancel: text('取消', 'Cancel'),
  removeView: text('删除视图“{name}”', 'Remove the view “{name}”'),
  nameMissing: text('请填写名称。', 'Enter a name.'),

  newSince: text('上次看过：{at}，本页新到 {count} 件', 'Last seen {at}; {count} new on this page'),
  neverLooked: text(
    '标记之后，新到的待办会注明“新”。',
    'Once marked, tasks that arrive later are called new.',
  ),
  markSeen: text('都看过了', 'Mark all as seen'),
  changedElsewhere: text('待办有变化，列表已更新。', 'The inbox has changed; the list is up to date.'),

  choose: text('选择', 'Choose'),
  chooseRow: text('选择 {number}', 'Choose {number}'),
  chosen: text('已选 {count} 件', '{count} chosen'),
  chooseNone: text('取消选择', 'Choose none'),
  acceptChosen: text('受理所选…', 'Accept the chosen…'),
  acceptHeading: text('批量受理：先核对，再提交', 'Accept several: look first, then send'),
  acceptHint: text(
    '材料齐全、由您受理的可以一并受理；其余的请逐件办理。每一件分别提交，互不影响。',
    'Cases that are complete and yours can be accepted together; look at the others one by one. Each is sent by itself.',
  ),
  wouldGo: text('可以受理', 'Would be accepted'),
  wouldNot: text('不能一并受理', 'Would not'),
  notFound: text('没有找到，可能已由他人办理。', 'Not found; somebody may have done it.'),
  goNow: text('受理 {count} 件', 'Accept {count}'),
  goNone: text('没有可以一并受理的。', 'None of them can be accepted together.'),
  going: text('正在受理第 {at} 件，共 {count} 件…', 'Accepting {at} of {count}…'),
  accepted: text('已受理', 'Accepted'),
  summary: text('已受理 {done} 件，未受理 {failed} 件。', '{done} accepted, {failed} not.'),
  close: text('关闭', 'Close'),
  checking: text('正在核对…', 'Looking…'),

  keyChoose: text('选择或取消所在的一行', 'Choose the row, or not'),
  keyBulk: text('受理所选（先核对）', 'Accept the chosen, after a look'),
  keyFilter: text('到筛选框', 'Go to the filter'),
  keySeen: text('都看过了', 'Mark all as seen'),
  keyView: text('打开第一至第九个保存的视图', 'Open the first to ninth saved view'),
} as const satisfies Record<string, Text>;
