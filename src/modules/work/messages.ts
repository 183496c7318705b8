// Owns every word of the work module that people read.
import { type Text, text } from '#kernel/texts';

export const workMessages = {
  taskNotOpen: text(
    '这一步已经有人办理，没有重复办理。请刷新页面查看最新情况。',
    'Someone has already done this step; nothing was done twice. Reload the page to see how it stands now.',
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
} as const satisfies Record<string, Text>;
