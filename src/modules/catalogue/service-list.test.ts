// Owns the proof that a list of services is read line by line, and that a bad file or line is told in a sentence.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { readServiceList } from './service-list.ts';

const header =
  'seq,department,main_item,item_name,item_code,base_code,dept_uscc,task_type,task_type_name,area_code,source_link';
const names = header.split(',');

/** A line of the list; what is not stated is in order. The organ's code is invented and its check character fits. */
function line(changes: Readonly<Record<string, string>> = {}): string {
  const cells: Readonly<Record<string, string>> = {
    seq: '1',
    department: '示例局',
    item_name: '示例事项',
    item_code: 'A-1',
    base_code: '511A0138000000',
    dept_uscc: '',
    task_type: '1',
    task_type_name: '行政许可',
    area_code: '440500000000',
    source_link: 'https://example.test/1',
    ...changes,
  };
  return names
    .map((name) => cells[name] ?? '')
    .map((cell) => (/[",\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell))
    .join(',');
}

const utf8 = (text: string) => new TextEncoder().encode(text);
const read = (...lines: readonly string[]) => readServiceList(utf8([header, ...lines].join('\n')), 'utf-8');

function onlyFaults(...lines: readonly string[]): readonly string[] {
  return read(...lines).refused.flatMap((one) => one.faults.map((fault) => `${one.line}: ${fault.en}`));
}

describe('reading a list of services', () => {
  test('a line becomes an item with its kind, and the whole line is kept', () => {
    const { items, refused } = read(line({ main_item: '大项' }));
    assert.deepEqual(refused, []);
    const [item] = items;
    assert.deepEqual(
      [item?.line, item?.code, item?.name, item?.mainName, item?.kind, item?.organCreditCode],
      [2, 'A-1', '示例事项', '大项', 'administrative-licence', null],
    );
    assert.equal(item?.raw['seq'], '1');
  });

  test('line numbers hold with line breaks in quotes, empty lines and Windows line ends', () => {
    const lines = [
      header,
      line({ item_name: '第一行\r\n第二行' }),
      '',
      line({ item_code: 'A-2', item_name: '有,逗号和"引号"' }),
      line({ item_code: 'A 3' }),
    ];
    const { items, refused } = readServiceList(utf8(lines.join('\r\n')), 'utf-8');
    assert.deepEqual(
      items.map((one) => [one.line, one.name]),
      [
        [2, '第一行\n第二行'],
        [5, '有,逗号和"引号"'],
      ],
    );
    assert.deepEqual(
      refused.map((one) => one.line),
      [6],
    );
  });

  test('a byte order mark, columns in another order and columns beside them are no obstacle', () => {
    const reversed = [...names, 'by_law'].reverse();
    const cells = [...line().split(','), '示例法'].reverse();
    const { items } = readServiceList(utf8(`\ufeff${reversed.join(',')}\n${cells.join(',')}`), 'utf-8');
    assert.deepEqual([items[0]?.code, items[0]?.raw['by_law']], ['A-1', '示例法']);
  });

  test('GB18030 is read where it is asked for, and told where it is not', () => {
    const ascii = [...utf8(`${header}\n${line({ department: 'X', item_name: 'NAME', task_type_name: '' })}`)];
    const at = ascii.length - line({ department: 'X', item_name: 'NAME', task_type_name: '' }).length;
    const text = String.fromCharCode(...ascii.slice(at));
    // 汕头 in GB18030.
    const shantou = [0xc9, 0xc7, 0xcd, 0xb7];
    const name = at + text.indexOf('NAME');
    const bytes = Uint8Array.from([...ascii.slice(0, name), ...shantou, ...ascii.slice(name + 4)]);
    assert.equal(readServiceList(bytes, 'gb18030').items[0]?.name, '汕头');
    assert.throws(() => readServiceList(bytes, 'utf-8'), {
      code: 'service-list-notInEncoding',
      text: {
        zh: '文件不是UTF-8编码。没有导入任何内容。请用 --encoding gb18030 再试，或者另存为UTF-8。',
        en: 'The file is not UTF-8. Nothing was imported. Try --encoding gb18030, or save it as UTF-8.',
      },
    });
  });

  const files: readonly (readonly [string, Uint8Array, string])[] = [
    ['an empty file', utf8(''), 'service-list-empty'],
    ['a spreadsheet', Uint8Array.from([0x50, 0x4b, 3, 4, 0, 0]), 'service-list-binary'],
    ['a header without codes', utf8('department,item_name\na,b'), 'service-list-header'],
    ['a column twice', utf8(`${header},item_name\n`), 'service-list-headerTwice'],
    ['nothing but blanks', utf8('\n \n'), 'service-list-header'],
  ];
  for (const [what, bytes, code] of files) {
    test(`${what} is refused as a whole (${code})`, () => {
      assert.throws(() => readServiceList(bytes, 'utf-8'), { code });
    });
  }

  test('a header alone is a list of nothing', () => {
    assert.deepEqual(read(), { items: [], refused: [] });
  });

  const lines: readonly (readonly [string, readonly string[], readonly string[]])[] = [
    ['no name', [line({ item_name: ' ' })], ['2: item_name is empty']],
    [
      'a code of two lines',
      [line(), line({ item_name: '另一个' })],
      ['3: the code is the same as that of line 2'],
    ],
    [
      'a cell that is too long',
      [line({ item_name: '长'.repeat(501) })],
      ['2: item_name has 501 characters; 500 is the limit'],
    ],
    [
      'a code of other characters',
      [line({ item_code: 'A 1' })],
      ['2: item_code may have letters, digits and hyphens only'],
    ],
    ['an area that is no code', [line({ area_code: '汕头' })], ['2: area_code must have 6 or 12 digits']],
    [
      'a type of no directory',
      [line({ task_type: '99' })],
      ['2: the type 99 is none of the national directory'],
    ],
    [
      'a control character',
      [line({ item_name: 'a\u0007b' })],
      ['2: item_name has a character that can’t be shown'],
    ],
    [
      'a writing direction',
      [line({ item_name: 'a\u202eb' })],
      ['2: item_name has a character that can’t be shown'],
    ],
    ['columns that are missing', ['1,2,3'], ['2: it has 3 columns where 11 are expected']],
    [
      'several at once',
      [line({ item_name: '', area_code: 'x' })],
      ['2: item_name is empty', '2: area_code must have 6 or 12 digits'],
    ],
    [
      'a quotation mark that is never closed',
      [line(), `"open,${line({ item_code: 'A-2' })}`],
      ['3: a quotation mark is not closed; from here on nothing can be read'],
    ],
  ];
  for (const [what, given, faults] of lines) {
    test(`a line with ${what} is refused, and the others are not`, () => {
      assert.deepEqual(onlyFaults(...given), faults);
    });
  }

  test('what can’t be used is left out with a remark, and the line is kept', () => {
    const { items } = read(
      line({ base_code: 'G', dept_uscc: '115113010833722040', source_link: 'javascript:alert(1)' }),
    );
    const [item] = items;
    assert.deepEqual([item?.catalogueCode, item?.organCreditCode, item?.sourceUrl], [null, null, null]);
    assert.equal(item?.remarks.length, 3);
    assert.equal(item?.raw['source_link'], 'javascript:alert(1)');
  });

  test('every line is told exactly once, whatever the file holds', () => {
    const cell = fc.constantFrom(
      '',
      'a',
      '"',
      ',',
      '\n',
      '\r\n',
      '\u0000'.replace('\u0000', 'z'),
      '汕头',
      ' ',
    );
    fc.assert(
      fc.property(fc.array(cell, { maxLength: 60 }), (cells) => {
        const { items, refused } = read(line(), cells.join(''));
        const told = [...items, ...refused].map((one) => one.line);
        assert.equal(new Set(told).size, told.length);
        assert.ok(told.every((one) => one >= 2));
        assert.equal(items[0]?.code, 'A-1');
      }),
    );
  });
});
