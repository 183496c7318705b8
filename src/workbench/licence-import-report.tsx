// Owns how the lines of a file of licences are shown with what is wrong with them; refuses identity numbers in the clear.
import { labelled } from '#kernel/texts';
import type { ImportLineReport, ImportReport } from '#modules/licences/contract';
import { licenceMessages } from './licence-messages.ts';
import { Mark } from './status-mark.tsx';
import { useLocale, useWords } from './words.tsx';

export function ImportReportTable({ report }: { report: ImportReport }) {
  const say = useWords();
  if (report.lines.length === 0) return null;
  const headings = [
    licenceMessages.importLine,
    licenceMessages.name,
    licenceMessages.holder,
    licenceMessages.issuedOn,
    licenceMessages.origin,
    licenceMessages.importProblems,
  ];
  // What is wrong comes first: a person reads it, and mends it in the spreadsheet.
  const lines = report.lines.toSorted((one, other) => other.problems.length - one.problems.length);
  return (
    <table className="records">
      <caption className="only-aloud">{report.fileName}</caption>
      <thead>
        <tr>
          {headings.map((heading) => (
            <th key={heading.en} scope="col">
              {say(heading)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {lines.map((line) => (
          <Line key={line.line} line={line} />
        ))}
      </tbody>
    </table>
  );
}

function Line({ line }: { line: ImportLineReport }) {
  const say = useWords();
  const locale = useLocale();
  return (
    <tr>
      <td data-heading={say(licenceMessages.importLine)} className="number">
        {line.line}
      </td>
      <td data-heading={say(licenceMessages.name)}>
        {line.kindName === null ? '' : say(line.kindName)}
        <span className="second-line number">{line.number}</span>
        {line.entries.map(({ label, value }) => (
          <span key={label} className="second-line">
            {labelled(label, value, locale)}
          </span>
        ))}
      </td>
      <td data-heading={say(licenceMessages.holder)}>
        {line.holderName}
        <span className="second-line number">{line.holderNumberShown}</span>
      </td>
      <td data-heading={say(licenceMessages.issuedOn)} className="number">
        {line.issuedOn}
        <span className="second-line">{line.expiresOn ?? say(licenceMessages.noEnd)}</span>
      </td>
      <td data-heading={say(licenceMessages.origin)}>{line.origin}</td>
      <td data-heading={say(licenceMessages.importProblems)}>
        {line.problems.length === 0 ? (
          <Mark shape="check" tone="done" word={licenceMessages.importInOrder} />
        ) : (
          <ul>
            {line.problems.map((problem) => (
              <li key={problem.en}>{say(problem)}</li>
            ))}
          </ul>
        )}
      </td>
    </tr>
  );
}
