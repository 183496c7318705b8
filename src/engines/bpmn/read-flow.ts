// Reads a sequence flow. Refuses conditions in languages that the engine does not speak.

import { isExpression } from './elements/compiled-text.ts';
import { checkExtensions } from './elements/extensions.ts';
import type { Report } from './elements/faults.ts';
import { listParts, type ModelElement, textOf } from './elements/model-element.ts';
import type { SequenceFlow } from './elements/process-graph.ts';
import { checkExpression } from './read-element.ts';

/** BPMN lets a flow go without id; it gets one from its ends and its place. */
export function readFlow(
  model: ModelElement,
  index: number,
  defaults: ReadonlySet<string>,
  report: Report,
): SequenceFlow {
  const source = model.attributes['sourceRef'] ?? '';
  const target = model.attributes['targetRef'] ?? '';
  const id = model.id ?? `${source}-${target}-${index + 1}`;
  checkExtensions(model, [], report);
  const condition = readCondition(model, report);
  const isDefault = defaults.has(id);
  return {
    id,
    source,
    target,
    ...(condition !== undefined && { condition }),
    ...(isDefault && { default: true }),
  };
}

/** BPMN 2.0, 8.4.13. Empty is none: some modelers leave the tag behind. */
function readCondition(model: ModelElement, report: Report): string | undefined {
  const [expression] = listParts(model, 'conditionExpression');
  const condition = expression ? textOf(expression) : '';
  if (!expression || condition === '') return undefined;
  const language = expression.attributes['language'] ?? 'feel';
  if (!/feel|juel|XPath/i.test(language) || !isExpression(condition)) {
    report(
      'unsupported-expression',
      `The condition "${condition}" must be FEEL after "=" or \${…}, not ${language}.`,
    );
  } else checkExpression(condition, report);
  return condition;
}
