// From XML to the reader's elements. Refuses what is not well-formed, what is too large, and DMN before 1.3.
import { DmnModdle, type ModdleElement, type ModdleWarning } from 'dmn-moddle';
import { DecisionsRefused, type Fault } from './faults.ts';

const SIZE_MAX_MEGABYTES = 5;
/** Well above 200 tables of 50 rules; the reader's time grows with the square of its complaints. */
const TAGS_MAX = 60_000;
const FAULTS_MAX = 1000;

const namespaceOf13 = 'https://www.omg.org/spec/DMN/20191111/';
/** DMN 1.4, 1.5 and 1.6 add elements to 1.3; what a model uses of these is told as unreadable. */
const laterNamespaces = /https:\/\/www\.omg\.org\/spec\/DMN\/(20211108|20230324|20240513)\//g;

/**
 * Reads a DMN 1.3 model, or a later one within what 1.3 has. What the reader only warns of (an unknown element or
 * attribute, an id used twice) is among the faults, so that all can be told together.
 * @throws DecisionsRefused with rule `too-large`, `document-type`, `older-version`, `malformed-xml` where there is
 *   nothing that could be looked at further
 */
export async function readModel(xml: string): Promise<{ root: ModdleElement; faults: readonly Fault[] }> {
  checkText(xml);
  const { rootElement, warnings } = await readXml(xml.replace(laterNamespaces, namespaceOf13));
  return {
    root: rootElement,
    faults: warnings
      .slice(0, FAULTS_MAX)
      .flatMap((warning) => toFault(warning))
      .filter((fault) => fault !== undefined),
  };
}

function refused(rule: string, message: string): DecisionsRefused {
  return new DecisionsRefused([{ element: null, rule, message }]);
}

/** Checks that need no parser, so that a hostile text costs nothing more than to look at it once. */
function checkText(xml: string): void {
  if (xml.length > SIZE_MAX_MEGABYTES * 1_000_000)
    throw refused('too-large', `The model is larger than ${SIZE_MAX_MEGABYTES} MB.`);
  if (xml.split('<').length > 2 * TAGS_MAX)
    throw refused('too-large', `The model has more than ${TAGS_MAX} XML elements.`);
  if (/<!(DOCTYPE|ENTITY)/i.test(xml))
    throw refused('document-type', 'A model must not have a document type or declare entities.');
  if (/["'](https?:\/\/www\.omg\.org\/spec\/DMN\/(20151101|20151130|20180521)\/)/.test(xml))
    throw refused('older-version', 'The model is of DMN 1.1 or 1.2; save it as DMN 1.3 or newer.');
}

async function readXml(xml: string): Promise<Awaited<ReturnType<DmnModdle['fromXML']>>> {
  try {
    return await new DmnModdle().fromXML(xml);
  } catch (error) {
    const reason = (error instanceof Error ? error.message : String(error)).replace(/\s+/g, ' ');
    throw refused('malformed-xml', `This is not a DMN model in XML: ${reason}.`);
  }
}

/** Undefined for what has no bearing on the decisions: the diagram. */
function toFault({ element, property, value, message }: ModdleWarning): Fault | undefined {
  if (element !== undefined && property !== undefined) {
    if (/^(dmndi|di|dc):/.test(element.$type)) return undefined;
    const name = property.replace(/^.*:/, '');
    return message.startsWith('unknown attribute')
      ? {
          element: element.id ?? null,
          rule: 'unknown-attribute',
          message: `DMN knows no attribute "${name}" here.`,
        }
      : {
          element: element.id ?? null,
          rule: 'unresolved-reference',
          message: `${name} points at "${value ?? ''}", which does not exist.`,
        };
  }
  const reason = /nested error: (.*)/.exec(message)?.[1] ?? message;
  const duplicate = /duplicate ID <(.*)>/.exec(reason)?.[1];
  if (duplicate !== undefined)
    return { element: duplicate, rule: 'duplicate-id', message: `The id "${duplicate}" is used twice.` };
  const line = /line: (\d+)/.exec(message)?.[1];
  const at = line === undefined ? '' : `Line ${Number(line) + 1}: `;
  return { element: null, rule: 'unreadable-element', message: `${at}${reason.replace(/\s+/g, ' ')}.` };
}
