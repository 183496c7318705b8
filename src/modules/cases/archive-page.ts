// Owns index.html of a package: the file as people read it, in any browser of any time. Refuses scripts and anything fetched.
import { formatDay, formatInstant, legalDay } from '#kernel/dates';
import { maskMiddle } from '#kernel/identity-numbers';
import { fillText, type Text } from '#kernel/texts';
import type { ManifestHeading } from '#platform/archive-package';
import { pageTexts, pageWords, periodNames, retentionTexts } from './archive-messages.ts';
import type { ArchivedCase } from './archive-schema.ts';

/** A piece of HTML whose text is escaped already. */
type Html = string & { readonly brand: 'Html' };

const html = (markup: string): Html => markup as Html;

function escapeText(value: string): Html {
  const escaped = value
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
  return html(escaped);
}

const style = `
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
@media print { body { margin: 0; max-width: none } details > * { display: block } }`;

const english = (value: string): Html => html(`<span lang="en">${escapeText(value)}</span>`);
/** Chinese, and English after it where it says it otherwise. */
const both = (value: Text): Html =>
  value.zh === value.en ? escapeText(value.zh) : html(`${escapeText(value.zh)} ${english(value.en)}`);
const lines = (value: string): Html => html(escapeText(value).replaceAll('\n', '<br>'));
const join = (pieces: readonly string[]): Html => html(pieces.join(''));

function section(heading: Text, content: Html): Html {
  return content === '' ? html('') : html(`<h2>${both(heading)}</h2>\n${content}\n`);
}

function table(rows: readonly (readonly [Html, Html])[]): Html {
  if (rows.length === 0) return html('');
  const body = rows.map(([name, value]) => `<tr><th scope="row">${name}</th><td>${value}</td></tr>`);
  return html(`<table>\n${body.join('\n')}\n</table>`);
}

function list(items: readonly Html[]): Html {
  return items.length === 0
    ? html('')
    : html(`<ol>\n${items.map((item) => `<li>${item}</li>`).join('\n')}\n</ol>`);
}

const dayText = (day: string | null): Html =>
  day === null ? html('—') : escapeText(formatDay(legalDay(day), 'zh'));
const instantText = (at: string): Html => escapeText(formatInstant(new Date(at), 'zh'));

/** The page as text. Equal cases give equal pages. */
export function archivePage(archived: ArchivedCase, heading: ManifestHeading): string {
  const title = heading.subject.title;
  const content = join([
    html(`<h1>${escapeText(title.zh)}</h1>\n<p lang="en">${escapeText(title.en)}</p>\n`),
    supplementNote(heading),
    head(archived, heading),
    section(pageWords.answers, table(archived.answers.map((one) => [both(one.label), both(one.value)]))),
    commitment(archived),
    section(pageWords.evidence, evidence(archived, heading.version)),
    correction(archived),
    section(pageWords.opinions, list(archived.opinions.map(opinion))),
    section(pageWords.procedures, list(archived.procedures.map(procedure))),
    section(pageWords.acts, list(archived.acts.map(act))),
    section(pageWords.clocks, join(archived.clocks.map(clock))),
    decision(archived),
    licence(archived, heading.version),
    section(pageWords.papers, papers(archived, heading.version)),
    section(pageWords.deliveries, list(archived.deliveries.map(delivery))),
    section(
      pageWords.story,
      list(archived.story.map(({ at, text }) => html(`${instantText(at)} · ${both(text)}`))),
    ),
    section(
      pageWords.check,
      html(`<p>${escapeText(pageTexts.check.zh)}</p><p>${english(pageTexts.check.en)}</p>`),
    ),
  ]);
  return `<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${escapeText(`${title.zh} ${archived.case.number}`)}</title>
<style>${style}
</style>
</head>
<body>
<main>
${content}</main>
</body>
</html>
`;
}

function supplementNote({ version, supplementTo }: ManifestHeading): Html {
  if (supplementTo === null) return html('');
  const note = fillText(pageTexts.supplement, { version, earlier: supplementTo.version });
  return html(`<p>${both(note)}</p>\n`);
}

function head({ case: one, application, applicant }: ArchivedCase, heading: ManifestHeading): Html {
  const { period, until, verified } = heading.retention;
  const kept = (locale: 'zh' | 'en') => {
    const name = periodNames[period][locale];
    const stated = until === null ? name : fillText(retentionTexts.until, { period: name, until })[locale];
    return verified ? stated : `${stated}${locale === 'zh' ? '' : ' '}${retentionTexts.unverified[locale]}`;
  };
  const accepted = html(
    `${dayText(one.acceptedOn)}${one.acceptedByLaw ? `（${both(pageTexts.acceptedByLaw)}）` : ''}`,
  );
  return table([
    [both(pageWords.number), escapeText(one.number)],
    [both(pageWords.organ), both(one.organ.name)],
    [both(pageWords.applicant), escapeText(applicant.name)],
    [both(pageWords.idNumber), escapeText(maskMiddle(applicant.idNumber, 6, 2))],
    ...agentRow(applicant.agent),
    [both(pageWords.subject), escapeText(one.subject)],
    [both(pageWords.result), both(one.statusName)],
    [both(pageWords.mode), both(one.modeName)],
    [both(pageWords.opened), instantText(application.submittedAt)],
    [both(pageWords.received), dayText(one.receivedOn)],
    [both(pageWords.accepted), accepted],
    [both(pageWords.decided), dayText(one.decidedOn)],
    [both(pageWords.closed), instantText(one.closedAt)],
    [both(pageWords.application), escapeText(application.number)],
    [both(pageWords.retention), both({ zh: kept('zh'), en: kept('en') })],
  ]);
}

function agentRow(agent: unknown): readonly (readonly [Html, Html])[] {
  if (typeof agent !== 'object' || agent === null || !('name' in agent)) return [];
  const relation = 'relation' in agent ? String(agent.relation) : '';
  return [[both(pageWords.agent), escapeText(`${String(agent.name)} ${relation}`.trim())]];
}

function commitment({ commitment: made }: ArchivedCase): Html {
  if (made === null) return html('');
  const at = Number.isNaN(Date.parse(made.acceptedAt)) ? html('') : instantText(made.acceptedAt);
  const parts = [made.text, ...(made.consequences === null ? [] : [made.consequences])];
  const content = parts.map((one) => `<p>${lines(one.zh)}</p><p lang="en">${lines(one.en)}</p>`);
  return section(pageWords.commitment, html(`<p>${at}</p>${content.join('')}`));
}

/** A link where the file lies in this package; else in which it does. */
function fileLink(name: Html, file: { package: number; path: string }, version: number): Html {
  if (file.package === version) {
    const address = file.path.split('/').map(encodeURIComponent).join('/');
    return html(`<a href="${escapeText(address)}">${name}</a>`);
  }
  return html(`${name}（${both(fillText(pageTexts.inPackage, { version: file.package }))}）`);
}

function evidence({ evidence: items, deferred }: ArchivedCase, version: number): Html {
  return list([
    ...items.map((one) => {
      const seen = one.originalSeen ? ` · ${both(pageTexts.originalSeen)}` : '';
      const round = both(fillText(pageTexts.supplyRounds, { round: one.round + 1 }));
      const name = fileLink(both(one.requirementName), one.file, version);
      const facts = `${escapeText(one.fileName)} · ${round} · ${instantText(one.suppliedAt)}${seen}`;
      return html(`${name}<br>${facts}<br><code>SHA-256 ${escapeText(one.sha256)}</code>`);
    }),
    ...deferred.map((name) => html(`${both(name)}（${both(pageTexts.deferred)}）`)),
  ]);
}

function correction({ correction: notice }: ArchivedCase): Html {
  if (notice === null) return html('');
  const items = notice.items.map((one) => html(`${both(one.requirementName)}：${lines(one.sentence)}`));
  const supplied = notice.suppliedAt === null ? '—' : instantText(notice.suppliedAt);
  const note = notice.note === null ? '' : `<p>${lines(notice.note)}</p>`;
  const by = escapeText(notice.noticedBy?.name ?? '');
  return section(
    pageWords.correction,
    html(`<p>${instantText(notice.noticedAt)} ${by} → ${supplied}</p>${list(items)}${note}`),
  );
}

const conclusions: Readonly<Record<string, Text>> = {
  'in-order': { zh: '符合', en: 'in order' },
  'not-in-order': { zh: '不符合', en: 'not in order' },
};

function opinion(one: ArchivedCase['opinions'][number]): Html {
  const names = [one.officer?.name, one.companion?.name].filter((name) => name !== undefined).join('、');
  const conclusion = conclusions[one.conclusion] ?? { zh: one.conclusion, en: one.conclusion };
  return html(
    `${instantText(one.givenAt)} · ${both(one.step)} · ${escapeText(names)} · ${both(conclusion)}<br>${lines(one.opinion)}`,
  );
}

function procedure(one: ArchivedCase['procedures'][number]): Html {
  const whom = one.askedOrganName === null ? '' : ` · ${both(one.askedOrganName)}`;
  const outcome = one.outcomeName === null ? escapeText(one.status) : both(one.outcomeName);
  const ended = one.concludedAt === null ? '' : ` · ${instantText(one.concludedAt)}`;
  const result = one.result === null ? '' : `<br>${lines(one.result)}`;
  return html(
    `${both(one.name)}${whom} · ${instantText(one.openedAt)}<br>${lines(one.request)}<br>${outcome}${ended}${result}`,
  );
}

function act(one: ArchivedCase['acts'][number]): Html {
  return html(`${instantText(one.actedAt)} · ${both(one.name)}<br>${lines(one.reasons)}`);
}

function clock(one: ArchivedCase['clocks'][number]): Html {
  const summary = list(one.summary.map(both));
  const days = list(one.days.map((day) => escapeText(day.zh)));
  const warnings = one.warnings.map((warning) => `<p>${both(warning)}</p>`).join('');
  return html(`<h3>${both(one.name)}</h3>
<p>${dayText(one.startedOn)} → ${dayText(one.dueOn)}</p>
<p>${both(pageTexts.basis)}${both(one.basis)}</p>
${summary}${warnings}<details open><summary>${both(pageTexts.days)}</summary>${days}</details>\n`);
}

function decision({ decision: made }: ArchivedCase): Html {
  if (made === null) return html('');
  const appeal = made.appeal.map((line) => `<p>${both(line)}</p>`).join('');
  return section(
    pageWords.decision,
    html(`<p>${escapeText(made.number)} · ${dayText(made.decidedOn)} · ${escapeText(made.decidedBy?.name ?? '')}</p>
<p>${both(pageTexts.basis)}${both(made.basis)}</p><p>${lines(made.reasons)}</p>${appeal}`),
  );
}

function licence({ licence: issued }: ArchivedCase, version: number): Html {
  if (issued === null) return html('');
  const rows = issued.entries.map((entry) => [both(entry.label), both(entry.value)] as const);
  const link = fileLink(html(`${both(issued.name)} ${escapeText(issued.number)}`), issued.file, version);
  const until = issued.expiresOn === null ? '' : ` → ${dayText(issued.expiresOn)}`;
  return section(
    pageWords.licence,
    html(
      `<p>${link} · ${escapeText(issued.holderName)} · ${dayText(issued.issuedOn)}${until}</p>${table(rows)}`,
    ),
  );
}

function papers({ papers: issued }: ArchivedCase, version: number): Html {
  return list(
    issued.map((one) => {
      const name = fileLink(html(`${both(one.title)} ${escapeText(one.number)}`), one.file, version);
      const replaced =
        one.replacedByNumber === null
          ? ''
          : ` · ${both(fillText(pageTexts.replaced, { number: one.replacedByNumber }))}`;
      return html(`${name} · ${dayText(one.issuedOn)}${replaced}`);
    }),
  );
}

function delivery(one: ArchivedCase['deliveries'][number]): Html {
  const tracking = one.trackingNumber === null ? '' : ` · ${escapeText(one.trackingNumber)}`;
  const statement = one.statement === '' ? '' : `<br>${lines(one.statement)}`;
  return html(
    `${escapeText(one.of)} · ${both(one.channelName)} · ${dayText(one.deliveredOn)} · ${escapeText(one.receiverName)}${tracking}${statement}`,
  );
}
