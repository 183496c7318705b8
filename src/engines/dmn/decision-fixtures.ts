// Owns DMN files as tests write them, stating only what matters. For tests only.

export interface TableFixture {
  readonly id?: string;
  readonly hitPolicy?: string;
  /** FEEL expression, and optionally its type and list of values. */
  readonly inputs?: readonly {
    readonly expression: string;
    readonly type?: string;
    readonly values?: string;
  }[];
  readonly outputs?: readonly {
    readonly name: string;
    readonly type?: string;
    readonly values?: string;
    readonly otherwise?: string;
  }[];
  /** Id, tests, results. */
  readonly rules?: readonly (readonly [string, readonly string[], readonly string[]])[];
  readonly requires?: readonly string[];
}

const escaped = (source: string) => source.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
const typeOf = (type: string | undefined) => (type === undefined ? '' : ` typeRef="${type}"`);
const valuesOf = (name: string, values: string | undefined) =>
  values === undefined ? '' : `<${name}><text>${escaped(values)}</text></${name}>`;

export function tableXml({
  id = 'size',
  hitPolicy = 'UNIQUE',
  inputs = [],
  outputs = [{ name: 'result' }],
  rules = [],
  requires = [],
}: TableFixture): string {
  const inputXml = inputs.map(
    ({ expression, type, values }, at) =>
      `<input id="${id}-in-${at}"><inputExpression${typeOf(type)}><text>${escaped(expression)}</text></inputExpression>${valuesOf('inputValues', values)}</input>`,
  );
  const outputXml = outputs.map(
    ({ name, type, values, otherwise }, at) =>
      `<output id="${id}-out-${at}" name="${name}"${typeOf(type)}>${valuesOf('outputValues', values)}${valuesOf('defaultOutputEntry', otherwise)}</output>`,
  );
  const entries = (name: string, sources: readonly string[]) =>
    sources.map((source) => `<${name}><text>${escaped(source)}</text></${name}>`).join('');
  const ruleXml = rules.map(
    ([ruleId, tests, results]) =>
      `<rule id="${ruleId}">${entries('inputEntry', tests)}${entries('outputEntry', results)}</rule>`,
  );
  return `<decision id="${id}" name="${id}"><variable name="${id}"/>${requires
    .map((one) => `<informationRequirement><requiredDecision href="#${one}"/></informationRequirement>`)
    .join(
      '',
    )}<decisionTable id="${id}-table" hitPolicy="${hitPolicy}">${[...inputXml, ...outputXml, ...ruleXml].join('\n')}</decisionTable></decision>`;
}

export function modelXml(...decisions: readonly string[]): string {
  return `<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="model" name="示例" namespace="urn:example">
${decisions.join('\n')}
</definitions>`;
}
