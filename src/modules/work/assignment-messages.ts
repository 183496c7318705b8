// Owns every word on whose a task is and on handing work over; refuses words about the subject of a task.
import { type Text, text } from '#kernel/texts';

export const assignmentMessages = {
  isDone: text('已由{name}办完。', '{name} has done it.'),
  isCancelled: text('这一步已不需要办理。', 'It is not needed any more.'),
  isUnclaimed: text('目前无人认领。', 'Nobody has it now.'),
  isYours: text('已由您认领。', 'You have it already.'),
  isOf: text('目前由{name}办理。', '{name} has it now.'),
  isDelegated: text(
    '这是{name}委派的，请写明结果后交回。',
    '{name} asked for it: return it with what you found.',
  ),
  isNotDelegated: text('这件待办不是受委派的。', 'Nobody delegated it.'),
  notToYourself: text('不能委派给自己。', 'It cannot be delegated to yourself.'),
  colleagueNeeded: text('请选择同事。', 'Choose a colleague.'),
  noPostForIt: text(
    '所选同事今天没有办理这一步的岗位，或者不在岗。',
    'This colleague holds no post for the step today, or is away.',
  ),
  reasonNeeded: text('请写明理由或要求。', 'Enter a reason, or what is wanted.'),
  noTask: text('没有找到待办。没有任何内容被更改。', 'There is no such task. Nothing was changed.'),
  noOfficer: text(
    '没有找到这位在岗的工作人员，可能已经离开。没有任何内容被更改。',
    'There is no such officer at work; they may have left. Nothing was changed.',
  ),
  workChanged: text(
    '这位工作人员的待办有变化，没有交接。请核对后重新提交。',
    'The open work of this officer has changed, so nothing was handed over. Look again and send it once more.',
  ),
  successorUnfit: text(
    '所选接手人没有办理“{element}”的岗位，没有交接。',
    'This successor holds no post for “{element}”, so nothing was handed over.',
  ),
  notYourself: text(
    '不能办理自己的离岗。请由安全管理员办理。',
    'You cannot let yourself leave: ask the security administrator.',
  ),
  headOrAdministrator: text(
    '单位负责人和三员离岗由安全管理员办理。没有任何内容被更改。',
    'When a head of organ or an administrator leaves, the security administrator sees to it. Nothing was changed.',
  ),
} as const satisfies Record<string, Text>;
