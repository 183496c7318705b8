// Owns what an applicant is told about procedures, time and the other ends of a case; `{number}` and the like are filled.
import { type Text, text } from '#kernel/texts';
import type { ApplicantActKind } from './act-on-own-case.ts';

/** Every notice ends with what the reader has to do now. */
export const procedureNotices = {
  suspended: {
    title: text('{organ}启动特别程序', '{organ} has begun a special procedure'),
    body: text(
      '办件 {number}（{service}）。依照《行政许可法》第四十五条，特别程序所需时间不计入决定期限，新的决定期限：{due}。您现在不需要做什么。',
      'Case {number} ({service}). By article 45 of the Administrative Licensing Law the time of the special procedure does not count; the decision is now due by {due}. You need do nothing now.',
    ),
  },
  resumed: {
    title: text('{organ}的特别程序已结束', '{organ} has ended the special procedure'),
    body: text(
      '办件 {number}（{service}）。决定期限继续计算：{due}。您现在不需要做什么。',
      'Case {number} ({service}). The clock goes on; the decision is due by {due}. You need do nothing now.',
    ),
  },
  extended: {
    title: text('{organ}延长了决定期限', '{organ} has extended the time to decide'),
    body: text(
      '办件 {number}（{service}）。经本机关负责人批准（《行政许可法》第四十二条第一款），新的决定期限：{due}。理由见办件页面。您现在不需要做什么。',
      'Case {number} ({service}). Approved by the head of the organ (Administrative Licensing Law, article 42); the decision is now due by {due}. The page of your application has the reasons. You need do nothing now.',
    ),
  },
  recounted: {
    title: text('放假安排有变，期限重新计算', 'The holidays changed, and a time limit with them'),
    body: text(
      '办件 {number}（{service}）。国家公布或调整了放假安排，期限重新计算为{due}。原来的计算和新的计算都在办件页面。您现在不需要做什么。',
      'Case {number} ({service}). The State Council announced or changed the holidays; the limit is now {due}. Both calculations are on the page of your application. You need do nothing now.',
    ),
  },
  transferred: {
    title: text('您的办件已移送{organ}', 'Your case was transferred to {organ}'),
    body: text(
      '办件 {number}（{service}）不属于原机关职权范围，已移送{organ}，期限继续计算。您现在不需要做什么。',
      'Case {number} ({service}) is not the first organ’s matter. It is now with {organ}; the clock goes on. You need do nothing now.',
    ),
  },
  stopped: {
    title: text('“{service}”停下来了，请您选择', '‘{service}’ has stopped: please choose'),
    body: text(
      '办件 {number}。它等待的前一事项没有办成，所以没有送交{organ}。已经有该结果的，可以填写证照编号继续办；不办了，可以撤回。',
      'Case {number}. The result that it waited for was not granted, so it was not sent to {organ}. If you hold that result already, enter its number to go on; otherwise you may withdraw.',
    ),
  },
  withdrawn: {
    title: text('您的办件已撤回', 'Your case was withdrawn'),
    body: text(
      '办件 {number}（{service}）已按您的申请终止办理。需要时可以重新申请。',
      'Case {number} ({service}) was ended as you asked. You may apply again when you need to.',
    ),
  },
  terminated: {
    title: text('{organ}终止了您的办件', '{organ} has ended your case'),
    body: text(
      '办件 {number}（{service}）没有作出决定就终止了。理由见办件页面。',
      'Case {number} ({service}) was ended without a decision. The page of your application has the reasons.',
    ),
  },
  supply: {
    title: text('请补交材料（容缺受理）', 'Please supply the documents that you deferred'),
    body: text(
      '办件 {number}（{service}）已容缺受理。请在办件页面写明的期限前补交您承诺的材料；没有补交，{organ}不能作出决定。',
      'Case {number} ({service}) was accepted on your undertaking. Supply the documents by the day on the page of your application; without them {organ} can’t decide.',
    ),
  },
  supplyLapsed: {
    title: text('补交材料的期限已过', 'The time to supply your documents has passed'),
    body: text(
      '办件 {number}（{service}）。您承诺补交的材料没有按时补交，{organ}将依法处理。',
      'Case {number} ({service}). What you undertook to supply did not come in time; {organ} will act on it by law.',
    ),
  },
  'site-visit': {
    title: text('{organ}将到现场踏勘', '{organ} will visit your premises'),
    body: text(
      '办件 {number}（{service}）。时间和地点见办件页面，请安排人员在场。',
      'Case {number} ({service}). The page of your application says when and where; please have somebody there.',
    ),
  },
  'hearing-told': {
    title: text('您可以要求听证', 'You may ask for a hearing'),
    body: text(
      '办件 {number}（{service}）直接涉及您与他人之间的重大利益关系。您和利害关系人可以在{due}前向{organ}申请听证（《行政许可法》第四十七条）。听证不收费。不需要听证的，您不用做什么。',
      'Case {number} ({service}) directly concerns major interests between you and others. You and the interested persons may ask {organ} for a hearing by {due} (Administrative Licensing Law, article 47). It costs you nothing. If you want none, you need do nothing.',
    ),
  },
  'hearing-appointed': {
    title: text('{organ}通知您参加听证', '{organ} tells you when the hearing is held'),
    body: text(
      '办件 {number}（{service}）。听证公开举行，时间、地点和主持人见办件页面（《行政许可法》第四十八条）。您认为主持人与本事项有直接利害关系的，可以向{organ}申请回避。听证不收费。',
      'Case {number} ({service}). The hearing is public; the page of your application says when, where and who presides (Administrative Licensing Law, article 48). If you find that whoever presides has a direct interest in the matter, ask {organ} to replace them. It costs you nothing.',
    ),
  },
  publicity: {
    title: text('{organ}正在公示', '{organ} is publishing your application'),
    body: text(
      '办件 {number}（{service}）。公示不停止计算决定期限。您现在不需要做什么。',
      'Case {number} ({service}). Publication does not stop the clock. You need do nothing now.',
    ),
  },
  verification: {
    title: text('{organ}将核查您的承诺', '{organ} will verify your commitment'),
    body: text(
      '办件 {number}（{service}）是按您的承诺办理的，{organ}会到现场核查。请保持符合承诺的条件。',
      'Case {number} ({service}) was granted on your commitment, and {organ} will verify it on the spot. Keep to what you committed to.',
    ),
  },
} as const satisfies Record<string, { title: Text; body: Text }>;

/** Of what the applicant did when it could not be taken in any more. */
export const lateNotices = {
  withdraw: {
    title: text('撤回没有生效', 'Your withdrawal did not take effect'),
    body: text(
      '办件 {number}（{service}）在您的撤回送到{organ}之前已经办结，所以没有撤回，办理结果不变。结果见办件页面。',
      'Case {number} ({service}) had ended before your withdrawal reached {organ}. It was not withdrawn and its result stands; the page of your application has it.',
    ),
  },
  'go-on': {
    title: text('没有能继续办理', 'Your case could not go on'),
    body: text(
      '办件 {number}（{service}）。您填写证照编号后，该办件已经结束，或者该证照已不再有效，所以没有送交{organ}。需要时可以撤回并重新申请。',
      'Case {number} ({service}). After you entered the number of your licence the case had ended, or the licence was no longer valid, so it was not sent to {organ}. You may withdraw it and apply again.',
    ),
  },
  supply: {
    title: text('补交的材料来得太晚', 'What you supplied came too late'),
    body: text(
      '办件 {number}（{service}）。您补交的材料送到{organ}之前，补交已经结束，所以没有收入该办件。您上传的文件仍在您的申请中。请联系{organ}。',
      'Case {number} ({service}). The time to supply had ended before your documents reached {organ}, so they were not taken into the case. The files stay with your application. Please ask {organ}.',
    ),
  },
} satisfies Record<ApplicantActKind, { readonly title: Text; readonly body: Text }>;
