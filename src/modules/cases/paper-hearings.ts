// Owns what the papers of a hearing say: the right to it, the announcement, the notice, the record; pure. Refuses a hearing without its day.
import { formatInstant } from '#kernel/dates';
import type { HearingAppointment } from './hearing.ts';
import {
  applicationEn,
  applicationZh,
  cited,
  dayEn,
  dayZh,
  type HearingFacts,
  inChinese,
  type PaperFacts,
  type PaperWords,
  paperLaw,
  paragraph,
} from './paper-facts.ts';

/** 听证告知书: the applicant and the interested persons are told that they may ask for it (第三十六条, 第四十七条). */
export function hearingRightsWords(facts: PaperFacts): PaperWords {
  const { hearing, request } = hearingOf(facts);
  const { askBy } = hearing;
  if (askBy === null) throw new Error('A hearing that is held unasked has no day to ask for it.');
  return {
    blocks: [
      paragraph(
        `${applicationZh(facts)}直接涉及申请人与他人之间的重大利益关系。依照${inChinese(paperLaw.hearingAsked)}，本机关在作出决定前告知申请人、利害关系人：您享有要求听证的权利。`,
      ),
      paragraph(`涉及的事项：${request}`),
      paragraph(
        `要求听证的，请在${dayZh(askBy)}前（含当日；被告知之日起五日内，按工作日计算）向本机关提出听证申请。逾期没有人提出的，本机关不组织听证，依法继续办理。`,
      ),
      paragraph('申请人、利害关系人有权进行陈述和申辩，不承担行政机关组织听证的费用。'),
    ],
    summary: [
      `${upperFirst(applicationEn(facts))} directly concerns major interests between the applicant and others. The applicant and the interested persons may ask the organ for a hearing by ${dayEn(askBy)}.`,
      'You may state your case in any event. A hearing costs you nothing.',
    ],
    basis: [cited(paperLaw.interested), cited(paperLaw.hearingAsked), cited(paperLaw.hearingFree)],
  };
}

/** 听证公告: what has to be heard unasked is announced to the public before (第四十六条). It is for everybody, so it names no person. */
export function hearingAnnouncementWords(facts: PaperFacts): PaperWords {
  const { hearing } = hearingOf(facts);
  const appointment = appointmentOf(facts);
  const why =
    hearing.basis === 'by-law'
      ? '属于法律、法规、规章规定实施行政许可应当听证的事项'
      : '属于本机关认为需要听证的涉及公共利益的重大行政许可事项';
  return {
    blocks: [
      paragraph(
        `本机关正在审查一件“${facts.serviceName.zh}”申请（办件编号：${facts.caseNumber}），${why}。依照${inChinese(paperLaw.hearingUnasked)}，现予公告，并定于下列时间、地点公开举行听证：`,
      ),
      { kind: 'entries', entries: timeAndPlace(appointment) },
      paragraph('公众可以旁听。与本事项有重大利益关系的，可以向本机关提出陈述和申辩。'),
    ],
    summary: [
      `The organ holds a public hearing on an application for ‘${facts.serviceName.en}’ (case ${facts.caseNumber}): ${formatInstant(new Date(appointment.at), 'en')}, ${appointment.place}.`,
      'Anybody may attend. Whoever has a major interest in the matter may state it to the organ.',
    ],
    basis: [cited(paperLaw.hearingUnasked), cited(paperLaw.hearingPublic)],
  };
}

/** 听证通知书: time and place, seven days before; who presides, and that they may be asked to withdraw (第四十八条). */
export function hearingNoticeWords(facts: PaperFacts): PaperWords {
  const appointment = appointmentOf(facts);
  const when = formatInstant(new Date(appointment.at), 'en');
  return {
    blocks: [
      paragraph(
        `就${applicationZh(facts)}，本机关依照${inChinese(paperLaw.hearingNotice)}，通知您参加听证：`,
      ),
      {
        kind: 'entries',
        entries: [...timeAndPlace(appointment), ['听证主持人', appointment.presidingName]],
      },
      paragraph(
        '听证公开举行。您认为主持人与本事项有直接利害关系的，有权申请回避。听证时，您可以提出证据，并进行申辩和质证。',
      ),
      paragraph('本通知书代替此前就同一听证发出的通知。您不承担组织听证的费用。'),
    ],
    summary: [
      `The hearing on ${applicationEn(facts)} is held on ${when} at ${appointment.place}; it is public and costs you nothing. The Chinese text names who presides.`,
      'You may bring evidence and answer that of others. If whoever presides has a direct interest in the matter, ask the organ to replace them. This notice takes the place of earlier ones.',
    ],
    basis: [
      cited(paperLaw.hearingNotice),
      cited(paperLaw.hearingPublic),
      cited(paperLaw.hearingPresiding),
      cited(paperLaw.hearingDefence),
    ],
  };
}

/**
 * 听证笔录 as the organ files it (第四十八条第一款第五项). Signed is the original; this paper gives it its number and names the
 * file by its fingerprint, so that the decision can be held against it (第四十八条第二款).
 */
export function hearingRecordWords(facts: PaperFacts): PaperWords {
  const { hearing, request, result, minutes } = hearingOf(facts);
  const appointment = appointmentOf(facts);
  return {
    blocks: [
      {
        kind: 'entries',
        entries: [
          ['办件编号', facts.caseNumber],
          ['事项', facts.serviceName.zh],
          ['申请人', facts.applicantName],
          ...(hearing.interested.length === 0
            ? []
            : [['被告知的利害关系人', hearing.interested.join('、')] as const]),
          ...(hearing.asked === null
            ? []
            : [['听证申请', `${hearing.asked.by}，${dayZh(hearing.asked.on)}提出`] as const]),
          ['事由', request],
          ...timeAndPlace(appointment),
          ['听证主持人', appointment.presidingName],
        ],
      },
      { kind: 'heading', text: '听证情况' },
      paragraph(result ?? ''),
      { kind: 'heading', text: '听证参加人签字的笔录' },
      paragraph('听证笔录已交听证参加人确认无误后签字或者盖章，签字的原件附卷：'),
      { kind: 'items', items: minutes.map((one) => one.name) },
      { kind: 'small', lines: minutes.map((one) => `${one.name}　SHA-256：${one.sha256}`) },
    ],
    summary: [
      `Record of the hearing on ${applicationEn(facts)}, held on ${formatInstant(new Date(appointment.at), 'en')} at ${appointment.place}. Those who took part have signed the original, which is on file. The decision is made on this record.`,
    ],
    basis: [cited(paperLaw.hearingRecord), cited(paperLaw.decidedOnRecord)],
  };
}

function hearingOf({ procedure }: PaperFacts): HearingFacts {
  if (procedure === null || procedure.hearing === null)
    throw new Error('A paper of a hearing needs its hearing.');
  return { ...procedure, hearing: procedure.hearing };
}

function appointmentOf(facts: PaperFacts): HearingAppointment {
  const { appointment } = hearingOf(facts).hearing;
  if (appointment === null) throw new Error('This paper needs the time and place of its hearing.');
  return appointment;
}

function timeAndPlace({ at, place }: HearingAppointment): readonly (readonly [string, string])[] {
  return [
    ['时间', formatInstant(new Date(at), 'zh')],
    ['地点', place],
  ];
}

function upperFirst(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}
