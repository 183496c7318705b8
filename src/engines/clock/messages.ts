// Owns every word that the clock says to people; refuses words elsewhere in this folder.
import { text } from '#kernel/texts';

/** Holidays whose dates the law itself fixes. */
export const holidayNames = {
  newYear: text('元旦', "New Year's Day"),
  labourDay: text('劳动节', 'Labour Day'),
  nationalDay: text('国庆节', 'National Day'),
} as const;

/** One day of a derivation. */
export const stepWords = {
  'event-day': text('当日不计入', 'day of the event, not counted'),
  counted: text('第{number}日', 'day {number}'),
  'counted-make-up': text(
    '第{number}日（{label}调休上班）',
    'day {number} (make-up working day for {label})',
  ),
  weekend: text('周末，不计入', 'weekend, not counted'),
  holiday: text('{label}放假，不计入', '{label}, not counted'),
  'fixed-holiday': text(
    '{label}（法定日期，当年放假安排尚未公布），不计入',
    '{label} (date fixed by law; the year is not yet announced), not counted',
  ),
  suspended: text('{label}，暂停计算', '{label}, clock stopped'),
  rolled: text('期限末日为休息日，顺延至本日', 'the period ended on a rest day and moves to this day'),
} as const;

export const suspensionWord = text('依法所需时间', 'time required by law');

/** Runs of days, as a summary tells them. `{days}` is one day or 'first to last'. */
export const runWords = {
  'event-day': text('{days}：当日不计入', '{days}: day of the event, not counted'),
  counted: text('{days}：计第{first}日', '{days}: day {first}'),
  countedMany: text('{days}：计第{first}至{last}日', '{days}: days {first} to {last}'),
  weekendsLeftOut: text('（其间周末{count}天不计入）', ' (weekend days left out: {count})'),
  'counted-make-up': text(
    '{days}：{label}调休上班，计第{first}日',
    '{days}: make-up working day for {label}, day {first}',
  ),
  weekend: text('{days}：周末，不计入', '{days}: weekend, not counted'),
  holiday: text('{days}：{label}放假，{count}天不计入', '{days}: {label}, not counted'),
  'fixed-holiday': text(
    '{days}：{label}（法定日期，当年放假安排尚未公布），{count}天不计入',
    '{days}: {label} (date fixed by law; the year is not yet announced), not counted',
  ),
  suspended: text('{days}：{label}，{count}天暂停计算', '{days}: {label}, clock stopped'),
  rolled: text(
    '{days}：期限末日为休息日，顺延至本日',
    '{days}: the period ended on a rest day and moves to this day',
  ),
  extended: text('（延长期限）', ' (extension)'),
  through: text('{first}至{last}', '{first} to {last}'),
} as const;

export const unitWords = {
  'working-day': {
    one: text('{count}个工作日', '{count} working day'),
    many: text('{count}个工作日', '{count} working days'),
  },
  'calendar-day': { one: text('{count}日', '{count} day'), many: text('{count}日', '{count} days') },
  month: { one: text('{count}个月', '{count} month'), many: text('{count}个月', '{count} months') },
} as const;

export const warningWords = {
  'year-not-announced': text(
    '{year}年放假安排国务院尚未公布，暂按周一至周五及日期固定的法定节假日计算；农历节日、调休、补假均未计入，公布后将重新计算。',
    'The State Council has not announced the holidays of {year}. Counted are Monday to Friday without the holidays whose dates the law fixes; lunar holidays, days in lieu and make-up working days are unknown. The date is computed again once they are announced.',
  ),
  'year-without-data': text(
    '日历中没有{year}年的放假安排，按周一至周五及日期固定的法定节假日计算。',
    'The calendar has no arrangement for {year}. Counted are Monday to Friday without the holidays whose dates the law fixes.',
  ),
  'december-may-change': text(
    '结果涉及年末最后几日，{year}年放假安排公布时可能调整。',
    'The result rests on the last days of the year, which the arrangement for {year} may still move.',
  ),
} as const;

export const noteWords = {
  'promised-limit-only': text(
    '法律未规定本事项的办理时限，以承诺时限为准。',
    'No law sets a limit for this service; the promised limit binds.',
  ),
  'promise-too-long': text(
    '承诺时限超过法定时限，不予采用。',
    'The promised limit is longer than the law allows and is disregarded.',
  ),
  'own-limit-needs-law-or-regulation': text(
    '长于二十日的时限须由法律、法规规定，所引依据效力不足，不予采用。',
    'Only a law or regulation may set a limit longer than twenty days; the cited source is of lower rank and is disregarded.',
  ),
  'joint-limit-needs-government-decision': text(
    '联合办理未引用本级人民政府依《行政许可法》第二十六条作出的决定，时限不延长。',
    'Joint handling cites no decision of the government under article 26 of the Administrative Licensing Law; the limit is not lengthened.',
  ),
  'joint-limit-for-licences-only': text(
    '四十五日联合办理时限仅适用于行政许可，本事项时限不延长。',
    'The joint limit of 45 days applies to administrative licences only; the limit is not lengthened.',
  ),
  'own-limit-prevails-over-joint': text(
    '本事项另有规定时限，不适用联合办理时限。',
    'The service has a limit of its own; the joint limit is not used.',
  ),
} as const;

export const groundWords = {
  hearing: text('听证', 'hearing'),
  bidding: text('招标', 'bidding'),
  auction: text('拍卖', 'auction'),
  inspection: text('检验', 'inspection'),
  testing: text('检测', 'testing'),
  quarantine: text('检疫', 'quarantine'),
  appraisal: text('鉴定', 'appraisal'),
  'expert-review': text('专家评审', 'expert review'),
  'third-party-opinion': text('征求第三方和其他机关意见', 'opinions of third parties and other organs'),
} as const;
