// Owns the export of a whole list, page after page; refuses to pass a part off as the whole.
import { Button } from 'antd';
import { useState } from 'react';
import { legalDayOf } from '#kernel/dates';
import { useAnnounce } from './announcer.tsx';
import { toCsv } from './csv.ts';
import { FailureNotice } from './failure-notice.tsx';
import { messages } from './messages.ts';
import { useWords } from './words.tsx';

interface ExportButtonProps<Row> {
  /** What the file is called, before its day. */
  readonly title: string;
  readonly headings: readonly string[];
  readonly cells: (row: Row) => readonly string[];
  readonly loadPage: (page: number) => Promise<{ readonly rows: readonly Row[]; readonly total: number }>;
}

/** Forty pages: more is a matter for statistics, and each page is a recorded reading of personal data. */
const rowsMost = 2_000;

async function loadRows<Row>(
  loadPage: ExportButtonProps<Row>['loadPage'],
): Promise<{ rows: Row[]; total: number }> {
  const rows: Row[] = [];
  for (let page = 1; ; page += 1) {
    const answer = await loadPage(page);
    rows.push(...answer.rows);
    if (answer.rows.length === 0 || rows.length >= Math.min(answer.total, rowsMost)) {
      return { rows: rows.slice(0, rowsMost), total: answer.total };
    }
  }
}

function saveFile(content: string, fileName: string): void {
  const address = URL.createObjectURL(new Blob([content], { type: 'text/csv;charset=utf-8' }));
  const link = document.createElement('a');
  link.href = address;
  link.download = fileName;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}

export function ExportButton<Row>({ title, headings, cells, loadPage }: ExportButtonProps<Row>) {
  const say = useWords();
  const announce = useAnnounce();
  const [working, setWorking] = useState(false);
  const [failure, setFailure] = useState<unknown>();
  const [told, setTold] = useState('');
  const exportAll = async () => {
    if (working) return;
    setWorking(true);
    setFailure(undefined);
    try {
      const { rows, total } = await loadRows(loadPage);
      saveFile(toCsv([headings, ...rows.map(cells)]), `${title}-${legalDayOf(new Date())}.csv`);
      const message = rows.length < total ? messages.exportedInPart : messages.exported;
      const sentence = say(message, { count: rows.length, total, most: rowsMost });
      setTold(sentence);
      announce(sentence);
    } catch (problem) {
      setFailure(problem);
    } finally {
      setWorking(false);
    }
  };
  return (
    <div className="export">
      <Button onClick={exportAll} aria-disabled={working}>
        {say(working ? messages.exporting : messages.export)}
      </Button>
      {told !== '' && <span className="quiet">{told}</span>}
      {failure !== undefined && <FailureNotice failure={failure} while="loading" />}
    </div>
  );
}
