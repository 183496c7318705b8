// Owns every word of the workbench on whose a task is; refuses words on absences and departures (absence-messages.ts).
import { type Text, text } from '#kernel/texts';

export const assignmentMessages = {
  holder: text('办理人', 'With'),
  nobody: text('未认领', 'Unclaimed'),
  me: text('我', 'Me'),
  absentOf: text('{name}（由我代理）', '{name} (I stand in)'),
  byPostOf: text('代理{name}的岗位', 'In the place of {name}'),
  delegatedBy: text('受{name}委派', 'Asked by {name}'),
  mine: text('我认领的', 'Mine'),
  unclaimed: text('未认领的', 'Unclaimed'),
  substituted: text('我代理的', 'Of those I stand in for'),

  claimChosen: text('认领所选', 'Claim the chosen'),
  assignChosen: text('转办、委派…', 'Transfer, delegate…'),
  heading: text('由谁办理：先核对，再提交', 'Who does it: look first, then send'),
  act: text('怎么办', 'What to do'),
  colleague: text('交给哪位同事', 'To which colleague'),
  chooseColleague: text('请选择', 'Choose'),
  noColleague: text(
    '今天没有别的在岗同事可以办理全部所选。',
    'No other colleague at work today could do all of these.',
  ),
  reason: text('理由或要求', 'Reason, or what is wanted'),
  reasonHint: text('对方会看到，并一直保存。', 'The colleague sees it, and it is kept.'),
  reasonMissing: text('请写明理由或要求。', 'Enter a reason, or what is wanted.'),
  colleagueMissing: text('请选择同事。', 'Choose a colleague.'),
  would: text('可以', 'Would be done'),
  wouldNot: text('不可以', 'Would not'),
  done: text('已办', 'Done'),
  goNow: text('{act} {count} 件', '{act} {count}'),
  goNone: text('所选的都不能这样办。', 'None of them can be had so.'),
  summary: text('{act}：已办 {done} 件，未办 {failed} 件。', '{act}: {done} done, {failed} not.'),
  whose: text('待办由谁办理', 'Who has the task'),
  change: text('变更…', 'Change…'),
  changeOf: text('变更办理人：{task}', 'Change who has it: {task}'),
  words: text('留言：{words}', 'What was said: {words}'),

  actHints: {
    claim: text(
      '认领后由您办理，同岗位同事会看到您的名字。',
      'It is yours then; colleagues of the post see your name.',
    ),
    'give-back': text('退回后，同岗位的任何人都可以认领。', 'Anyone of the post may claim it then.'),
    'take-over': text(
      '从同事手里接过来，例如对方生病。会写明理由。',
      'From a colleague who is ill, for example; with a reason.',
    ),
    transfer: text('从此由同事办理。', 'It is the colleague’s from then on.'),
    delegate: text(
      '请同事先看，对方交回后由您办结。',
      'A colleague looks first, returns it, and you complete it.',
    ),
    return: text('写明结果，交回委派您的人。', 'Say what you found; it goes back to whoever asked you.'),
  },
  keyClaim: text('认领所选（先核对）', 'Claim the chosen, after a look'),
  keyAssign: text('转办、委派、退回所选', 'Transfer, delegate or give back the chosen'),
} as const satisfies Record<string, Text | Record<string, Text>>;
