// Owns services and life events as tests need them, stating only what matters. For tests only.
import { readFile } from 'node:fs/promises';
import Value from 'typebox/value';
import type { LifeEventFile, ServiceContent, ServiceMode } from './contract.ts';
import { serviceContent } from './contract.ts';

const city = new URL('../../../data/shantou/', import.meta.url);

/** The bytes of a file of data/shantou. */
export async function readCityFile(name: string): Promise<string> {
  return await readFile(new URL(name, city), 'utf8');
}

/** A service of data/shantou as it is published. */
export async function readCityService(key: string): Promise<ServiceContent> {
  const content: unknown = JSON.parse(await readCityFile(`services/${key}.json`));
  if (!Value.Check(serviceContent, content)) throw new Error(`${key} is no service`);
  return content;
}

const words = (zh: string, en: string) => ({ zh, en });

const article = (key: string, rank: 'law' | 'normative-document' = 'law') => ({
  key,
  law: rank === 'law' ? '示例法' : '示例市人民政府关于联合办理的决定',
  lawEn: rank === 'law' ? 'Example Law' : 'Decision of the Example City Government on Joint Handling',
  rank,
  ...(rank === 'law' ? { article: '1' } : {}),
  verified: false,
  quote: '示例',
});

/** An invented service: a licence with the general limit, no evidence, one process. */
export function buildService(changes: Partial<ServiceContent> = {}): ServiceContent {
  return {
    key: 'example-service',
    version: 1,
    name: words('示例事项', 'Example service'),
    summary: words('示例。', 'An example.'),
    kind: 'administrative-licence',
    exerciseLevel: { level: 'county' },
    limits: {
      statutory: {
        own: false,
        onTheSpot: false,
        count: 20,
        unit: 'working-day',
        startsOn: 'acceptance',
        basis: ['a'],
        verified: false,
      },
      promised: null,
    },
    evidence: [],
    fees: { charged: false, basis: [], verified: false },
    visits: { applicantVisits: 0 },
    result: {
      kind: 'example',
      name: words('示例证', 'Example licence'),
      validityYears: null,
      verified: false,
    },
    process: 'licence-case',
    establishedBy: ['a'],
    dataFields: [],
    faq: [],
    legalBasis: [article('a'), article('decision', 'normative-document')],
    ...changes,
  };
}

export function buildMode(mode: ServiceMode['mode'], changes: Partial<ServiceMode> = {}): ServiceMode {
  const promises = mode === 'commitment' || mode === 'conditional-acceptance';
  return {
    mode,
    basis: ['a'],
    verified: false,
    ...(promises
      ? { text: words('我承诺……', 'I promise …'), consequences: words('撤销。', 'It is revoked.') }
      : {}),
    ...changes,
  };
}

export function buildEvidence(
  key: string,
  changes: Partial<ServiceContent['evidence'][number]> = {},
): ServiceContent['evidence'][number] {
  return {
    key,
    name: words('示例材料', 'Example document'),
    required: true,
    source: 'applicant',
    basis: [],
    verified: false,
    ...changes,
  };
}

const reason = (zh: string) => ({ zh, en: zh, basis: [], verified: false });

/** An invented life event: whether there is a sign, and how large the place is, decide on two services and a duty. */
export function buildLifeEventFile(changes: Partial<LifeEventFile> = {}): LifeEventFile {
  return {
    kind: 'life-event',
    key: 'example',
    version: 1,
    title: words('示例', 'Example'),
    summary: words('示例。', 'An example.'),
    audiences: ['resident'],
    search: { zh: [], en: [] },
    form: 'example',
    divisionFrom: 'street',
    situations: [
      {
        key: 'sign',
        question: words('有招牌吗？', 'Is there a sign?'),
        options: [
          { value: 'yes', label: words('有', 'Yes') },
          { value: 'no', label: words('没有', 'No') },
        ],
      },
      {
        key: 'area',
        question: words('多大？', 'How large?'),
        options: [
          { value: 'small', label: words('300以下', 'At most 300'), bracket: { upTo: 300 } },
          { value: 'large', label: words('300以上', 'More than 300'), bracket: { above: 300 } },
        ],
      },
    ],
    services: ['sign-permit', 'check'],
    reasons: {
      sign: reason('有招牌。'),
      'no-sign': reason('没有招牌。'),
      large: reason('面积大。'),
      small: reason('面积小。'),
    },
    duties: { keep: reason('自己检查。') },
    order: [],
    consistency: [],
    examples: [
      { when: { sign: 'yes', area: 'large' }, services: ['sign-permit', 'check'], duties: [] },
      { when: { sign: 'no', area: 'small' }, services: [], mayAlso: ['check'], duties: ['keep'] },
      { when: { sign: 'yes', area: 'small' }, services: ['sign-permit'] },
    ],
    legalBasis: [],
    ...changes,
  };
}

function table(
  id: string,
  input: string,
  outputs: readonly string[],
  rules: readonly (readonly [string, string, readonly string[]])[],
) {
  const entry = (name: string, source: string) =>
    `<${name}><text>${source.replaceAll('<', '&lt;')}</text></${name}>`;
  return `<decision id="${id}" name="${id}"><decisionTable id="${id}-table"><input id="${id}-in"><inputExpression><text>${input}</text></inputExpression></input>${outputs
    .map((name) => `<output id="${id}-${name}" name="${name}"/>`)
    .join('')}${rules
    .map(
      ([rule, test, results]) =>
        `<rule id="${rule}">${entry('inputEntry', test)}${results.map((one) => entry('outputEntry', one)).join('')}</rule>`,
    )
    .join('')}</decisionTable></decision>`;
}

/** The decisions of `buildLifeEventFile`; `border` is the area above which the check is needed. */
export function buildDecisions(border = '300'): string {
  return `<?xml version="1.0"?><definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="example" name="示例" namespace="urn:example">
${table(
  'sign-permit',
  'sign',
  ['outcome', 'reason'],
  [
    ['sign-yes', '"yes"', ['"needed"', '"sign"']],
    ['sign-no', '"no"', ['"not-needed"', '"no-sign"']],
  ],
)}
${table(
  'check',
  'area',
  ['outcome', 'reason'],
  [
    ['area-large', `> ${border}`, ['"needed"', '"large"']],
    ['area-small', `<= ${border}`, ['"may-also"', '"small"']],
  ],
)}
${table(
  'keep',
  'area',
  ['applies'],
  [
    ['keep-small', `<= ${border}`, ['true']],
    ['keep-large', `> ${border}`, ['false']],
  ],
)}
</definitions>`;
}
