// Owns every word of the work module that people read.
import { type Text, text } from '#kernel/texts';

export const workMessages = {
  taskNotOpen: text(
    '这一步已经有人办理，没有重复办理。请刷新页面查看最新情况。',
    'Someone has already done this step; nothing was done twice. Reload the page to see how it stands now.',
  ),
  taskOfColleague: text(
    '这件待办由{name}认领，没有提交。填写的内容仍在本页。可以请对方退回，或者在待办列表中写明理由后接办。',
    '{name} has this task, so nothing was sent. What you entered is kept on this page. Ask them to give it back, or take it over in the inbox with a reason.',
  ),
  taskDelegated: text(
    '这件待办已委派给{name}，没有提交。请等对方交回，或者在待办列表中写明理由后收回。',
    '{name} was asked to work on this task, so nothing was sent. Wait for it to come back, or take it over in the inbox with a reason.',
  ),
  processFault: text(
    '流程定义有误，这一步没有完成，之前的内容都在。请联系事项管理员。',
    'The process definition has a fault. This step was not done; what was saved before is kept. Ask the catalogue editor.',
  ),
  noInstance: text(
    '没有找到对应的流程。没有任何内容被更改。',
    'There is no process for this. Nothing was changed.',
  ),
  noDefinition: text(
    '这个事项的流程尚未发布，暂时不能办理。没有任何内容被更改。',
    'The process of this service is not published yet, so it cannot run. Nothing was changed.',
  ),
  deskFull: text(
    '最多保存{most}个，没有保存。请先删除不用的。',
    'At most {most} can be kept, so this was not saved. Remove one first.',
  ),
  notOnDesk: text(
    '没有找到，可能已经删除。没有任何内容被更改。',
    'It is not there; it may have been removed. Nothing was changed.',
  ),
  messageNotAwaited: text(
    '没有流程在等待这条消息。没有任何内容被更改。',
    'No process waits for this message. Nothing was changed.',
  ),
  errorNotCaught: text(
    '流程没有规定这种错误如何处理，流程停在原处。请联系系统管理员。',
    'The process does not say what happens on this error, so it waits where it is. Ask the system administrator.',
  ),
  serviceFault: text(
    '系统自动办理的步骤没有完成，流程停在原处。请联系系统管理员。',
    'A step that the platform does by itself was not done; the process waits where it is. Ask the system administrator.',
  ),
  noIncident: text(
    '这个故障已经处理，或者正在重试。请刷新页面查看最新情况。',
    'This failure was dealt with, or is being tried again. Reload the page to see how it stands now.',
  ),
  timerNotSkipped: text(
    '定时器不能跳过，只能重试。没有任何内容被更改。',
    'A timer cannot be skipped, only tried again. Nothing was changed.',
  ),
  failedByUnknown: text('程序出错：{code}。', 'The program failed: {code}.'),
  failedByDatabase: text('数据库没有接受这一步：{code}。', 'The database did not accept this step: {code}.'),
  failedByHandler: text('没有程序办理这一步。', 'No program does this step.'),
  failedByWorker: text(
    '办理这一步的程序每次都中途退出。',
    'Whatever worked on this step ended in the middle, each time.',
  ),
  failedByError: text(
    '这一步出错，而流程没有规定出错后怎么办。',
    'The step ended with an error for which the process has no way on.',
  ),
  failedByModel: text('流程定义有误：{code}。', 'The process definition has a fault: {code}.'),
  failedByIncompletion: text(
    '程序运行完毕，但没有办完这一步。',
    'The program came to its end and had not done the step.',
  ),
  failedByNobodyWaiting: text('没有流程在等待这条消息。', 'No process waits for this message.'),
  failedBySkip: text(
    '有人要求跳过，但这一步依法不能跳过。',
    'Somebody asked to skip it, and this step may not be skipped.',
  ),
  failedByRefusal: text('系统没有办成这一步：{code}。', 'The platform refused or could not do it: {code}.'),
} as const satisfies Record<string, Text>;
