// Owns index.html of a package: the file as people read it, in any browser of any time. Refuses scripts and anything fetched.
import { formatDay, formatInstant, legalDay } from '#kernel/dates';
import { maskMiddle } from '#kernel/identity-numbers';
import { fillText, type Text } from '#kernel/texts';
import type { ManifestHeading } from '#platform/archive-package';
import { html, type Markup, type MarkupValue, nothing } from '#platform/markup';
import { pageTexts, pageWords, periodNames, retentionTexts } from './archive-messages.ts';
import type { ArchivedCase } from './archive-schema.ts';

const english = (value: string): Markup => html`<span lang="en">${value}</span>`;
/** Chinese, and English after it where it says it otherwise. */
const both = (value: Text): Markup =>
  value.zh === value.en ? html`${value.zh}` : html`${value.zh} ${english(value.en)}`;
const lines = (value: string): MarkupValue =>
  value.split('\n').map((line, index) => (index === 0 ? line : html`<br>${line}`));

function section(heading: Text, content: Markup): Markup {
  return content === nothing ? nothing : html`<h2>${both(heading)}</h2>\n${content}\n`;
}

function table(rows: readonly (readonly [MarkupValue, MarkupValue])[]): Markup {
  if (rows.length === 0) return nothing;
  return html`<table>\n${rows.map(
    ([name, value]) => html`<tr><th scope="row">${name}</th><td>${value}</td></tr>\n`,
  )}</table>`;
}

function list(items: readonly MarkupValue[]): Markup {
  return items.length === 0 ? nothing : html`<ol>\n${items.map((item) => html`<li>${item}</li>\n`)}</ol>`;
}

const dayText = (day: string | null): string => (day === null ? '—' : formatDay(legalDay(day), 'zh'));
const instantText = (at: string): string => formatInstant(new Date(at), 'zh');

/** The page as text. Equal cases give equal pages. */
export function archivePage(archived: ArchivedCase, heading: ManifestHeading): string {
  const title = heading.subject.title;
  const content: readonly Markup[] = [
    html`<h1>${title.zh}</h1>\n<p lang="en">${title.en}</p>\n`,
    supplementNote(heading),
    head(archived, heading),
    section(pageWords.answers, table(archived.answers.map((one) => [both(one.label), both(one.value)]))),
    commitment(archived),
    section(pageWords.evidence, evidence(archived, heading.version)),
    correction(archived),
    section(pageWords.opinions, list(archived.opinions.map(opinion))),
    section(pageWords.procedures, list(archived.procedures.map(procedure))),
    section(pageWords.recordFiles, recordFiles(archived, heading.version)),
    section(pageWords.acts, list(archived.acts.map(act))),
    section(pageWords.clocks, archived.clocks.length === 0 ? nothing : html`${archived.clocks.map(clock)}`),
    decision(archived),
    licence(archived, heading.version),
    section(pageWords.papers, papers(archived, heading.version)),
    section(pageWords.deliveries, list(archived.deliveries.map(delivery))),
    section(
      pageWords.story,
      list(archived.story.map(({ at, text }) => html`${instantText(at)} · ${both(text)}`)),
    ),
    section(pageWords.check, html`<p>${pageTexts.check.zh}</p><p>${english(pageTexts.check.en)}</p>`),
  ];
  return html`<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${title.zh} ${archived.case.number}</title>
<style>
:root { color-scheme: light }
body { margin: 2rem auto; max-width: 52rem; padding: 0 1rem; color: #16222e; background: #fff;
  font: 1rem/1.7 "Noto Sans SC", "PingFang SC", "Microsoft YaHei", sans-serif; overflow-wrap: anywhere }
h1 { font-size: 1.6rem; margin: 0 0 .25rem } h2 { font-size: 1.15rem; margin: 2.5rem 0 .5rem;
  border-bottom: 1px solid #8a97a5 } h3 { font-size: 1rem; margin: 1.25rem 0 .25rem }
[lang=en] { color: #4a5a6a; font-size: .875rem } p { margin: .25rem 0 }
table { border-collapse: collapse; width: 100% } th, td { text-align: left; vertical-align: top;
  padding: .3rem .6rem .3rem 0; border-bottom: 1px solid #d5dbe1 } th { font-weight: 600; width: 14rem }
a { color: #0a5aa6 } ul, ol { margin: .25rem 0; padding-left: 1.4rem } code { font-size: .8rem }
@media (max-width: 40rem) { th, td { display: block; width: auto; border: 0; padding: 0 }
  td { padding-bottom: .5rem; border-bottom: 1px solid #d5dbe1 } }
@media print { body { margin: 0; max-width: none } details > * { display: block } }
</style>
</head>
<body>
<main>
${content}</main>
</body>
</html>
`.toString();
}

function supplementNote({ version, supplementTo }: ManifestHeading): Markup {
  if (supplementTo === null) return nothing;
  const note = fillText(pageTexts.supplement, { version, earlier: supplementTo.version });
  return html`<p>${both(note)}</p>\n`;
}

function head({ case: one, application, applicant }: ArchivedCase, heading: ManifestHeading): Markup {
  const { period, until, verified } = heading.retention;
  const kept = (locale: 'zh' | 'en') => {
    const name = periodNames[period][locale];
    const stated = until === null ? name : fillText(retentionTexts.until, { period: name, until })[locale];
    return verified ? stated : `${stated}${locale === 'zh' ? '' : ' '}${retentionTexts.unverified[locale]}`;
  };
  const accepted = html`${dayText(one.acceptedOn)}${
    one.acceptedByLaw && html`（${both(pageTexts.acceptedByLaw)}）`
  }`;
  return table([
    [both(pageWords.number), one.number],
    [both(pageWords.organ), both(one.organ.name)],
    [both(pageWords.applicant), applicant.name],
    [both(pageWords.idNumber), maskMiddle(applicant.idNumber, 6, 2)],
    ...agentRow(applicant.agent),
    [both(pageWords.subject), one.subject],
    [both(pageWords.result), both(one.statusName)],
    [both(pageWords.mode), both(one.modeName)],
    [both(pageWords.opened), instantText(application.submittedAt)],
    [both(pageWords.received), dayText(one.receivedOn)],
    [both(pageWords.accepted), accepted],
    [both(pageWords.decided), dayText(one.decidedOn)],
    [both(pageWords.closed), instantText(one.closedAt)],
    [both(pageWords.application), application.number],
    [both(pageWords.retention), both({ zh: kept('zh'), en: kept('en') })],
  ]);
}

function agentRow(agent: unknown): readonly (readonly [MarkupValue, MarkupValue])[] {
  if (typeof agent !== 'object' || agent === null || !('name' in agent)) return [];
  const relation = 'relation' in agent ? String(agent.relation) : '';
  return [[both(pageWords.agent), `${String(agent.name)} ${relation}`.trim()]];
}

function commitment({ commitment: made }: ArchivedCase): Markup {
  if (made === null) return nothing;
  const at = Number.isNaN(Date.parse(made.acceptedAt)) ? nothing : instantText(made.acceptedAt);
  const parts = [made.text, ...(made.consequences === null ? [] : [made.consequences])];
  const content = parts.map((one) => html`<p>${lines(one.zh)}</p><p lang="en">${lines(one.en)}</p>`);
  return section(pageWords.commitment, html`<p>${at}</p>${content}`);
}

/** A link where the file lies in this package; else in which it does. */
function fileLink(name: MarkupValue, file: { package: number; path: string }, version: number): Markup {
  if (file.package === version) {
    const address = file.path.split('/').map(encodeURIComponent).join('/');
    return html`<a href="${address}">${name}</a>`;
  }
  return html`${name}（${both(fillText(pageTexts.inPackage, { version: file.package }))}）`;
}

function evidence({ evidence: items, deferred }: ArchivedCase, version: number): Markup {
  return list([
    ...items.map((one) => {
      const seen = one.originalSeen ? html` · ${both(pageTexts.originalSeen)}` : '';
      const round = both(fillText(pageTexts.supplyRounds, { round: one.round + 1 }));
      const name = fileLink(both(one.requirementName), one.file, version);
      const facts = html`${one.fileName} · ${round} · ${instantText(one.suppliedAt)}${seen}`;
      return html`${name}<br>${facts}<br><code>SHA-256 ${one.sha256}</code>`;
    }),
    ...deferred.map((name) => html`${both(name)}（${both(pageTexts.deferred)}）`),
  ]);
}

function recordFiles({ recordFiles: files = [] }: ArchivedCase, version: number): Markup {
  return list(
    files.map((one) => {
      const facts = `${one.fileName} · ${instantText(one.addedAt)} · ${one.addedBy?.name ?? ''}`;
      return html`${fileLink(both(one.name), one.file, version)}<br>${facts}<br><code>SHA-256 ${one.sha256}</code>`;
    }),
  );
}

function correction({ correction: notice }: ArchivedCase): Markup {
  if (notice === null) return nothing;
  const items = notice.items.map((one) => html`${both(one.requirementName)}：${lines(one.sentence)}`);
  const supplied = notice.suppliedAt === null ? '—' : instantText(notice.suppliedAt);
  const note = notice.note === null ? '' : html`<p>${lines(notice.note)}</p>`;
  const by = notice.noticedBy?.name ?? '';
  return section(
    pageWords.correction,
    html`<p>${instantText(notice.noticedAt)} ${by} → ${supplied}</p>${list(items)}${note}`,
  );
}

const conclusions: Readonly<Record<string, Text>> = {
  'in-order': { zh: '符合', en: 'in order' },
  'not-in-order': { zh: '不符合', en: 'not in order' },
};

function opinion(one: ArchivedCase['opinions'][number]): Markup {
  const names = [one.officer?.name, one.companion?.name].filter((name) => name !== undefined).join('、');
  const conclusion = conclusions[one.conclusion] ?? { zh: one.conclusion, en: one.conclusion };
  return html`${instantText(one.givenAt)} · ${both(one.step)} · ${names} · ${both(conclusion)}<br>${lines(one.opinion)}`;
}

function procedure(one: ArchivedCase['procedures'][number]): Markup {
  const whom = one.askedOrganName === null ? '' : html` · ${both(one.askedOrganName)}`;
  const outcome = one.outcomeName === null ? one.status : both(one.outcomeName);
  const ended = one.concludedAt === null ? '' : ` · ${instantText(one.concludedAt)}`;
  const result = one.result === null ? '' : html`<br>${lines(one.result)}`;
  return html`${both(one.name)}${whom} · ${instantText(one.openedAt)}<br>${lines(one.request)}<br>${outcome}${ended}${result}`;
}

function act(one: ArchivedCase['acts'][number]): Markup {
  return html`${instantText(one.actedAt)} · ${both(one.name)}<br>${lines(one.reasons)}`;
}

function clock(one: ArchivedCase['clocks'][number]): Markup {
  const summary = list(one.summary.map(both));
  const days = list(one.days.map((day) => day.zh));
  const warnings = one.warnings.map((warning) => html`<p>${both(warning)}</p>`);
  return html`<h3>${both(one.name)}</h3>
<p>${dayText(one.startedOn)} → ${dayText(one.dueOn)}</p>
<p>${both(pageTexts.basis)}${both(one.basis)}</p>
${summary}${warnings}<details open><summary>${both(pageTexts.days)}</summary>${days}</details>\n`;
}

function decision({ decision: made }: ArchivedCase): Markup {
  if (made === null) return nothing;
  const appeal = made.appeal.map((line) => html`<p>${both(line)}</p>`);
  return section(
    pageWords.decision,
    html`<p>${made.number} · ${dayText(made.decidedOn)} · ${made.decidedBy?.name ?? ''}</p>
<p>${both(pageTexts.basis)}${both(made.basis)}</p><p>${lines(made.reasons)}</p>${appeal}`,
  );
}

function licence({ licence: issued }: ArchivedCase, version: number): Markup {
  if (issued === null) return nothing;
  const rows = issued.entries.map((entry) => [both(entry.label), both(entry.value)] as const);
  const link = fileLink(html`${both(issued.name)} ${issued.number}`, issued.file, version);
  const until = issued.expiresOn === null ? '' : ` → ${dayText(issued.expiresOn)}`;
  return section(
    pageWords.licence,
    html`<p>${link} · ${issued.holderName} · ${dayText(issued.issuedOn)}${until}</p>${table(rows)}`,
  );
}

function papers({ papers: issued }: ArchivedCase, version: number): Markup {
  return list(
    issued.map((one) => {
      const name = fileLink(html`${both(one.title)} ${one.number}`, one.file, version);
      const replaced =
        one.replacedByNumber === null
          ? ''
          : html` · ${both(fillText(pageTexts.replaced, { number: one.replacedByNumber }))}`;
      return html`${name} · ${dayText(one.issuedOn)}${replaced}`;
    }),
  );
}

function delivery(one: ArchivedCase['deliveries'][number]): Markup {
  const tracking = one.trackingNumber === null ? '' : ` · ${one.trackingNumber}`;
  const statement = one.statement === '' ? '' : html`<br>${lines(one.statement)}`;
  return html`${one.of} · ${both(one.channelName)} · ${dayText(one.deliveredOn)} · ${one.receiverName}${tracking}${statement}`;
}
