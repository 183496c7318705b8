// Owns the form that is printed at the counter to be signed: everything that will be sent. Refuses to leave out an answer.
import { formatInstant } from '#kernel/dates';
import { inLocale, type Locale, type Text, text } from '#kernel/texts';
import { findMode } from '#modules/catalogue';
import { documentKindNames } from '#modules/identity/contract';
import { type PaperLine, renderPaper } from '#platform/paper';
import { divisionFinder } from './case-answers.ts';
import { mandateKey } from './counter-contract.ts';
import { counterMessages } from './counter-messages.ts';
import { committedServices, evidenceToAttach, modeOf, neededFields } from './draft.ts';
import { modeNames } from './procedure-messages.ts';
import type { SeenCounterDraft } from './view-counter-draft.ts';

const words = {
  title: text('政务服务申请表', 'Application'),
  applicant: text('申请人', 'Applicant'),
  name: text('姓名', 'Name'),
  agent: text('代办人', 'Acting for the applicant'),
  relation: text('与申请人的关系', 'Relation to the applicant'),
  services: text('申请事项', 'What is applied for'),
  goesTo: text('受理单位', 'Goes to'),
  manner: text('办理方式', 'Manner'),
  documents: text('提交材料', 'Documents'),
  originalSeen: text('已核对原件', 'original seen'),
  later: text('以后补交', 'to come later'),
  notSupplied: text('未提交', 'not supplied'),
  commitments: text('告知承诺', 'Commitments'),
  consequences: text('不实承诺的后果', 'If the commitment is not kept'),
  declaration: text(
    '以上内容由本人提供，窗口人员已逐项念读或出示。本人对申请材料实质内容的真实性负责（行政许可法第三十一条）。已签署的告知承诺，本人已知晓并承诺遵守。',
    'The above was given by me and read to me or shown to me by the clerk. I answer for the truth of the substance of the application (Administrative Licensing Law, article 31). I know and will keep the commitments above.',
  ),
  sign: text('申请人（代办人）签名：', 'Signature of applicant (agent):'),
  date: text('日期：', 'Date:'),
  printed: text('打印时间', 'Printed'),
  footnote: text(
    '签名后由窗口人员提交。受理与否以各部门的通知为准。',
    'Sent by the clerk once signed. Each organ tells you whether it accepts.',
  ),
} as const satisfies Record<string, Text>;

/** The form as PDF bytes. Never call it inside a transaction. */
export async function renderCounterForm(seen: SeenCounterDraft, locale: Locale, now: Date): Promise<Buffer> {
  const say = (message: Text) => inLocale(message, locale);
  const entry = (label: string, value: string): PaperLine => ({ kind: 'entry', label, value });
  return await renderPaper({
    title: say(words.title),
    subtitle: `${say(seen.lifeEvent.content.title)} · ${say(seen.organName)}`,
    language: locale === 'zh' ? 'zh-CN' : 'en-GB',
    lines: [
      ...peopleLines(seen, say, entry),
      { kind: 'heading', text: say(words.services) },
      ...seen.services.map(({ content }) => {
        const organ = seen.recipients.get(content.key);
        const manner = `${say(words.manner)} ${say(modeNames[modeOf(seen, content)])}`;
        return entry(
          say(content.name),
          [organ === undefined ? '' : say(organ), manner].filter((one) => one !== '').join(' · '),
        );
      }),
      ...answerLines(seen, locale, entry),
      { kind: 'heading', text: say(words.documents) },
      ...documentLines(seen, say, entry),
      ...commitmentLines(seen, say),
      { kind: 'paragraph', text: say(words.declaration) },
      { kind: 'sign', labels: [say(words.sign), say(words.date)] },
      entry(say(words.printed), formatInstant(now, locale)),
    ],
    footnote: say(words.footnote),
  });
}

type Say = (message: Text) => string;
type Entry = (label: string, value: string) => PaperLine;

/** The number stands whole on the paper: it is the applicant's own, and what the signature answers for. */
function peopleLines({ draft }: SeenCounterDraft, say: Say, entry: Entry): readonly PaperLine[] {
  const { applicant, agent } = draft;
  return [
    { kind: 'heading', text: say(words.applicant) },
    ...(applicant === null
      ? []
      : [
          entry(say(words.name), applicant.name),
          entry(say(documentKindNames[applicant.documentKind]), applicant.number),
        ]),
    ...(agent === null
      ? []
      : [
          { kind: 'heading', text: say(words.agent) } as const,
          entry(say(words.name), agent.agent.name),
          entry(say(documentKindNames[agent.agent.documentKind]), agent.number),
          entry(say(words.relation), agent.agent.relation),
        ]),
  ];
}

function answerLines(seen: SeenCounterDraft, locale: Locale, entry: Entry): readonly PaperLine[] {
  const needed = neededFields(seen.services);
  const described = seen.form
    .describe(seen.draft.answers, { findDivision: divisionFinder(seen.divisions) })
    .filter((one) => needed.includes(one.field));
  return seen.form.content.pages.flatMap((page): readonly PaperLine[] => {
    const rows = described.filter((one) => one.page === page.key);
    if (rows.length === 0) return [];
    return [
      { kind: 'heading', text: page.title[locale] },
      ...rows.map((one) => entry(one.label[locale], one.value[locale])),
    ];
  });
}

function documentLines(seen: SeenCounterDraft, say: Say, entry: Entry): readonly PaperLine[] {
  const { draft } = seen;
  const line = (key: string, name: Text) => {
    const file = draft.evidence[key];
    if (file === undefined)
      return entry(say(name), say(draft.deferred.includes(key) ? words.later : words.notSupplied));
    const seenWords = draft.originalsSeen.includes(key) ? ` · ${say(words.originalSeen)}` : '';
    return entry(say(name), `${file.name}${seenWords}`);
  };
  return [
    ...(draft.agent === null ? [] : [line(mandateKey, counterMessages.mandate)]),
    ...evidenceToAttach(seen).map(({ requirement }) => line(requirement.key, requirement.name)),
  ];
}

function commitmentLines(seen: SeenCounterDraft, say: Say): readonly PaperLine[] {
  const committed = committedServices(seen);
  if (committed.length === 0) return [];
  return [
    { kind: 'heading', text: say(words.commitments) },
    ...committed.flatMap((service): readonly PaperLine[] => {
      const mode = findMode(service, 'commitment');
      return [
        {
          kind: 'paragraph',
          text: `${say(service.name)}：${mode?.text === undefined ? '' : say(mode.text)}`,
        },
        ...(mode?.consequences == null
          ? []
          : [
              {
                kind: 'paragraph',
                text: `${say(words.consequences)}：${say(mode.consequences)}`,
              } as const,
            ]),
      ];
    }),
  ];
}
