import assert from 'node:assert/strict';
import { test } from 'node:test';
import { findBrokenReferences } from './broken-references.ts';

const files = new Set([
  'src',
  'src/main.ts',
  'docs',
  'docs/guide.md',
  'docs/a b.md',
  'README.md',
  'picture.png',
]);

function judge(text: string, document = 'docs/guide.md', others: Record<string, string> = {}): string[] {
  const documents = new Map([...Object.entries(others), [document, text]]);
  return findBrokenReferences(documents, (name) => files.has(name)).map(
    ({ line, problem }) => `${line} ${problem}`,
  );
}

test('links, pictures and definitions whose file exists are fine, as are addresses outside', () => {
  assert.deepEqual(
    judge(
      [
        '[up](../README.md) [space](a%20b.md "title") ![picture](../picture.png)',
        '[outside](https://example.org/none) [mail](mailto:a@example.org) [folder](../src/)',
        '[label]: ../src/main.ts',
        '<img src="../picture.png">',
      ].join('\n'),
    ),
    [],
  );
});

test('a missing file is told with its line', () => {
  assert.deepEqual(judge('first\n[gone](gone.md) and <img src="gone.png">'), [
    '2 links to gone.md, which does not exist.',
    '2 links to gone.png, which does not exist.',
  ]);
});

test('a link may not leave the repository', () => {
  assert.deepEqual(judge('[x](../../other.md)'), [
    '1 links to ../../other.md, which is outside the repository.',
  ]);
});

test('an anchor must be a heading, in Chinese too, and the second of the same name has a number', () => {
  const others = {
    'README.md': '# 一站 Yizhan!\n## Life of `a` request\n## Twice\n## Twice\n<a id="hand"></a>',
  };
  const good = ['一站-yizhan', 'life-of-a-request', 'twice-1', 'hand'];
  assert.deepEqual(
    judge(good.map((anchor) => `[x](../README.md#${anchor})`).join('\n'), 'docs/guide.md', others),
    [],
  );
  assert.deepEqual(judge('[x](../README.md#twice-2)', 'docs/guide.md', others), [
    '1 links to ../README.md#twice-2, but that document has no such heading.',
  ]);
  assert.deepEqual(judge('# Here\n[x](#here) [y](#there)'), [
    '2 links to #there, but that document has no such heading.',
  ]);
});

test('what stands in code is no link', () => {
  assert.deepEqual(judge('`[x](gone.md)`\n```md\n[x](gone.md)\n```\n'), []);
});

test('a path in backticks must exist in ARCHITECTURE.md and may be an example elsewhere', () => {
  const text =
    '`src/main.ts` `src/gone.ts` `modules/gone.ts` `#platform/x` `/zh/` `a/*/b.ts` `application/json`';
  assert.deepEqual(judge(text, 'ARCHITECTURE.md'), [
    '1 names `src/gone.ts`, which does not exist.',
    '1 names `modules/gone.ts`, which does not exist.',
  ]);
  assert.deepEqual(judge(text), []);
});
