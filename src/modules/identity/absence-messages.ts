// Owns every word on absences and those who stand in; refuses words on why somebody is absent.
import { type Text, text } from '#kernel/texts';

export const absenceMessages = {
  noDay: text('请填写日期。', 'Enter a day.'),
  firstDayPast: text('代理最早从今天开始。', 'It begins today at the earliest.'),
  lastDayFirst: text('最后一天不能早于第一天。', 'The last day cannot come before the first.'),
  tooLong: text(
    '一次最多{most}天；更久的，请调整岗位。',
    'At most {most} days at a time; for longer, give the post to somebody.',
  ),
  awayAlready: text('这些日子里已经登记过不在岗。', 'An absence on these days is recorded already.'),
  substituteAway: text('代理人在这些日子里也不在岗。', 'The substitute is away on these days as well.'),
  standsInThen: text(
    '这些日子里由其代理别人的岗位，请先结束那项代理。',
    'On these days they stand in for somebody: end that first.',
  ),
  cannotStandIn: text(
    '所选代理人在本单位没有可以代理这些岗位的岗位。',
    'This colleague holds no post in the organ that could fill these posts.',
  ),
  noAbsence: text(
    '没有找到这项代理，可能已经结束。没有任何内容被更改。',
    'It is not there; it may have ended. Nothing was changed.',
  ),
} as const satisfies Record<string, Text>;
