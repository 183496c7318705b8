// From XML to plain data. Refuses what is not well-formed, what points outside itself, and what is too large.

import { BpmnModdle, type ModdleElement, type ModdleWarning } from 'bpmn-moddle';
import { vendors } from './elements/extensions.ts';
import { type Fault, ModelRefused } from './elements/faults.ts';
import type { ModelDefinitions, ModelElement } from './elements/model-element.ts';

const SIZE_MAX_MEGABYTES = 10;
/** Well above what 5,000 elements take with their diagram; the reader's time grows with the square of its complaints. */
const TAGS_MAX = 60_000;
/** Beyond this nobody reads on. */
const FAULTS_MAX = 1000;
const ELEMENTS_MAX = 5000;
const DEPTH_MAX = 100;

/**
 * References that may lead out of the model: to types and data, which have no bearing on the path of an instance; to a
 * variable that holds a list; to a pool whose process is another's; what the flows say themselves (incoming, outgoing);
 * and, by an old custom, to an error's code instead of an error.
 */
const openReferences: ReadonlySet<string> = new Set([
  'itemSubjectRef',
  'structureRef',
  'itemRef',
  'loopDataInputRef',
  'loopDataOutputRef',
  'errorRef',
  'operationRef',
  'interfaceRef',
  'implementationRef',
  'dataStoreRef',
  'evaluatesToTypeRef',
  'partitionElementRef',
  'categoryValueRef',
  'supportedInterfaceRefs',
  'resourceRef',
  'incoming',
  'outgoing',
  'processRef',
  'inMessageRef',
  'outMessageRef',
]);

/**
 * Reads a BPMN 2.0 model. What the reader only warns of (a reference to nothing, an unknown element, an id used
 * twice) is a fault of the result, so that validation can tell it together with all others.
 * @throws ModelRefused with rule `too-large`, `document-type`, `entity`, `malformed-xml`, `too-many-elements`,
 *   `too-deep`, where there is nothing that could be validated
 */
export async function parseModel(xml: string): Promise<ModelDefinitions> {
  checkText(xml);
  const { rootElement, warnings } = await readXml(collapseNames(xml));
  const dangling = collectDangling(warnings, listElements(rootElement.get('rootElements')));
  const roots = listElements(rootElement.get('rootElements')).map((root) =>
    toPlain(root, { prefixes: prefixesOf(rootElement, {}), dangling }, 0),
  );
  const count = roots.reduce((sum, root) => sum + countFlowElements(root), 0);
  if (count > ELEMENTS_MAX) {
    throw refused(
      'too-many-elements',
      `The model has ${count} elements and flows; ${ELEMENTS_MAX} is the limit.`,
    );
  }
  const faults: Fault[] = [];
  for (const warning of warnings) {
    const fault = toFault(warning, xml, dangling);
    if (fault && faults.length < FAULTS_MAX) faults.push(fault);
    else if (fault) break;
  }
  return { roots, faults };
}

/** What references say that the reader could not follow, by element and name: the text may still mean something. */
interface Dangling {
  readonly texts: ReadonlyMap<ModdleElement, Readonly<Record<string, string>>>;
  /** By id, for references that name it with a prefix. */
  readonly roots: ReadonlyMap<string, ModdleElement>;
}

function collectDangling(warnings: readonly ModdleWarning[], roots: readonly ModdleElement[]): Dangling {
  const texts = new Map<ModdleElement, Record<string, string>>();
  for (const { element, property, value } of warnings) {
    if (!element || !property || value === undefined) continue;
    texts.set(element, { ...texts.get(element), [property.replace(/^.*:/, '')]: value });
  }
  return { texts, roots: new Map(roots.flatMap((root) => (root.id ? [[root.id, root] as const] : []))) };
}

/** A qualified name's local part (XML Schema, 3.2.18): `tns:payment` is `payment` of this model. */
function localPart(reference: string): string {
  return reference.replace(/^[^:]*:/, '');
}

function refused(rule: string, message: string): ModelRefused {
  return new ModelRefused([{ element: null, rule, message }]);
}

/** Checks that need no parser, so that a hostile text costs nothing more than to look at it once. */
function checkText(xml: string): void {
  if (xml.length > SIZE_MAX_MEGABYTES * 1_000_000) {
    throw refused('too-large', `The model is larger than ${SIZE_MAX_MEGABYTES} MB.`);
  }
  const markup = withoutVerbatim(xml);
  if (/<!(DOCTYPE|ENTITY)/i.test(markup)) {
    throw refused('document-type', 'A model must not have a document type or declare entities.');
  }
  const entity = /&(?!(?:amp|lt|gt|quot|apos|#\d+|#x[0-9a-f]+);).{0,20}/i.exec(markup)?.[0];
  if (entity !== undefined) throw refused('entity', `"${entity}" is none of XML's own entities.`);
  const [, ...tags] = markup.split('<');
  // XML has no "<" inside a tag; the reader would complain of every single one, each time looking at all of the text.
  if (tags.some((tag) => !tag.includes('>'))) {
    throw refused('malformed-xml', 'This is not a BPMN model in XML: a tag is never closed.');
  }
  if (tags.length > 2 * TAGS_MAX) {
    throw refused('too-many-elements', `The model has more than ${TAGS_MAX} XML elements.`);
  }
}

/** The text without comments and CDATA sections, in one pass. */
function withoutVerbatim(xml: string): string {
  const kept: string[] = [];
  let position = 0;
  for (const { 0: opening, index } of xml.matchAll(/<!--|<!\[CDATA\[/g)) {
    if (index < position) continue;
    kept.push(xml.slice(position, index));
    const closing = opening === '<!--' ? '-->' : ']]>';
    const end = xml.indexOf(closing, index + opening.length);
    if (end === -1) throw refused('malformed-xml', `"${opening}" is never closed.`);
    position = end + closing.length;
  }
  return kept.join('') + xml.slice(position);
}

/**
 * Blanks around an id or a reference to one mean nothing (XML Schema 1.0, 3.3.8: `collapse`), nor do those around an
 * attribute's equals sign (XML 1.0, 3.1, Eq); the reader takes offence at both.
 */
function collapseNames(xml: string): string {
  const tidied = /\s=|=\s/.test(xml)
    ? xml.replace(/<[\w:.-]+(?:[^"'<>]|"[^"<]*"|'[^'<]*')*>/g, collapseSigns)
    : xml;
  return tidied.replace(/(\s(?:id|default|\w+Ref)\s*=\s*)(["'])\s*([^"'<>\s]+)\s*\2/g, '$1$2$3$2');
}

function collapseSigns(tag: string): string {
  return tag.replace(/"[^"]*"|'[^']*'|\s*=\s*/g, (part) => (/["']/.test(part.charAt(0)) ? part : '='));
}

async function readXml(xml: string): Promise<Awaited<ReturnType<BpmnModdle['fromXML']>>> {
  try {
    return await new BpmnModdle().fromXML(xml);
  } catch (error) {
    const reason = (error instanceof Error ? error.message : String(error)).replace(/\s+/g, ' ');
    throw refused('malformed-xml', `This is not a BPMN model in XML: ${reason}.`);
  }
}

/** Undefined for what has no bearing on the process: a diagram that draws what is not there, a misplaced colour. */
function toFault(warning: ModdleWarning, xml: string, { roots }: Dangling): Fault | undefined {
  const { element, property, value } = warning;
  if (element && property) {
    const isDrawing = /^(bpmndi|di|dc):/.test(element.$type) || /^(color|bioc):/.test(property);
    if (isDrawing) return undefined;
    const name = property.replace(/^.*:/, '');
    if (openReferences.has(name) || roots.has(localPart(value ?? ''))) return undefined;
    const id = findId(element);
    return warning.message.startsWith('unknown attribute')
      ? { element: id, rule: 'unknown-attribute', message: `BPMN knows no attribute "${name}" here.` }
      : {
          element: id,
          rule: 'unresolved-reference',
          message: `${name} points at "${value}", which does not exist.`,
        };
  }
  const reason = /nested error: (.*)/.exec(warning.message)?.[1] ?? warning.message;
  // The text comes as text; what encoding its file once had does not matter any more.
  if (/^unsupported document encoding/.test(reason)) return undefined;
  const duplicate = /duplicate ID <(.*)>/.exec(reason)?.[1];
  if (duplicate !== undefined) {
    return { element: duplicate, rule: 'duplicate-id', message: `The id "${duplicate}" is used twice.` };
  }
  const [, line, column] = /line: (\d+)\s+column: (\d+)/.exec(warning.message) ?? [];
  const tag =
    xml
      .split('\n', Number(line ?? 0) + 1)
      .at(-1)
      ?.slice(Number(column ?? 0)) ?? '';
  const id = /^<[^>]*?\sid\s*=\s*["']([^"']*)["']/.exec(tag)?.[1] ?? null;
  return { element: id, rule: 'unreadable-element', message: `Line ${Number(line ?? 0) + 1}: ${reason}.` };
}

/** Vendor by prefix; empty for namespaces that mean nothing here. */
type Prefixes = Readonly<Record<string, string>>;

/** The prefixes declared on this element and around it. */
function prefixesOf(element: ModdleElement, outer: Prefixes): Prefixes {
  const declared = Object.entries(element.$attrs).flatMap(([name, uri]) =>
    name.startsWith('xmlns:') ? [[name.slice('xmlns:'.length), vendors[String(uri)] ?? '']] : [],
  );
  return declared.length === 0 ? outer : { ...outer, ...Object.fromEntries(declared) };
}

/**
 * 'c:assignee' → 'camunda:assignee'; undefined for names that mean nothing here. The reader invents a prefix ('ns0')
 * where a model binds one anew, and then keeps its namespace to itself: what may be a vendor's is taken for one.
 */
function findVendorName(name: string, prefixes: Prefixes, uri?: string): string | undefined {
  const [prefix = '', local] = name.split(':');
  const declared = uri === undefined ? prefixes[prefix] : (vendors[uri] ?? '');
  const vendor = declared ?? (/^ns\d+$/.test(prefix) ? 'unknown' : '');
  return vendor && local ? `${vendor}:${local}` : undefined;
}

/** BPMN lets an element go without id; what holds others, or is reached by no flow, still has to be told from others. */
function nameNode({ $parent }: ModdleElement, type: string): string | null {
  if (!/^(subProcess|transaction)$/.test(type) || !$parent) return null;
  return `${type}-in-${findId($parent) ?? 'process'}`;
}

/** Its own id, or that of the nearest element around it that has one. */
function findId(element: ModdleElement): string | null {
  for (let at: ModdleElement | undefined = element; at; at = at.$parent)
    if (at.id !== undefined) return at.id;
  return null;
}

/** What an element takes along from around it. */
interface Surroundings {
  readonly prefixes: Prefixes;
  readonly dangling: Dangling;
}

/** Roots at which an event's definition may point; they are few and small, and come along with the reference. */
const referredTypes: ReadonlySet<string> = new Set([
  'bpmn:Message',
  'bpmn:Signal',
  'bpmn:Error',
  'bpmn:Escalation',
]);

function toPlain(element: ModdleElement, around: Surroundings, depth: number): ModelElement {
  if (depth > DEPTH_MAX)
    throw refused('too-deep', `The model nests more than ${DEPTH_MAX} elements in each other.`);
  const prefixes = prefixesOf(element, around.prefixes);
  const inner = { ...around, prefixes };
  const texts = around.dangling.texts.get(element) ?? {};
  const attributes: Record<string, string> = { ...texts };
  const referred: Record<string, ModelElement> = {};
  const parts: Record<string, readonly ModelElement[]> = {};
  for (const property of element.$descriptor.properties) {
    if (property.isVirtual) continue;
    const name = property.name.replace(/^.*:/, '');
    const value = element.get(property.name);
    const children = listElements(value);
    if (name === 'extensionElements') {
      parts[name] = children.flatMap((child) => toExtensions(child, prefixesOf(child, prefixes), depth));
    } else if (property.isReference) {
      if (children.length > 0) attributes[name] = children.map((child) => child.id).join(' ');
      const [child = around.dangling.roots.get(localPart(texts[name] ?? ''))] = children;
      if (child && referredTypes.has(child.$type)) referred[name] = toPlain(child, inner, depth + 1);
    } else if (children.length > 0) {
      parts[name] = children.map((child) => toPlain(child, inner, depth + 1));
    } else if (['string', 'number', 'boolean'].includes(typeof value)) {
      attributes[name] = String(value);
    }
  }
  const extensions = Object.entries(element.$attrs).flatMap(([name, value]) => {
    const vendorName = findVendorName(name, prefixes);
    return vendorName ? [[vendorName, String(value)]] : [];
  });
  const type = element.$type.replace(/^bpmn:(.)/, (_, first: string) => first.toLowerCase());
  return {
    type,
    id: element.id ?? nameNode(element, type),
    attributes,
    extensions: Object.fromEntries(extensions),
    ...(Object.keys(referred).length > 0 && { referred }),
    parts,
  };
}

/** Children of extensionElements; inside them the reader knows no schema. */
function toExtensions(container: ModdleElement, prefixes: Prefixes, depth: number): readonly ModelElement[] {
  return listElements(container.get('values')).flatMap(
    (value) => toExtension(value, prefixes, depth + 1) ?? [],
  );
}

function toExtension(element: ModdleElement, prefixes: Prefixes, depth: number): ModelElement | undefined {
  if (depth > DEPTH_MAX)
    throw refused('too-deep', `The model nests more than ${DEPTH_MAX} elements in each other.`);
  const type = findVendorName(element.$type, prefixes, element.$descriptor.ns?.uri);
  if (type === undefined) return undefined;
  const own = Object.entries(element).filter(
    ([name, value]) => !/[$:]/.test(name) && typeof value === 'string',
  );
  const attributes = Object.fromEntries(own.map(([name, value]) => [name, String(value)]));
  const children = (element.$children ?? []).flatMap(
    (child) => toExtension(child, prefixes, depth + 1) ?? [],
  );
  const body = element.$body === undefined ? {} : { body: element.$body };
  return { type, id: null, attributes: { ...attributes, ...body }, extensions: {}, parts: { children } };
}

function listElements(value: unknown): readonly ModdleElement[] {
  return (Array.isArray(value) ? value : [value]).filter(isElement);
}

function isElement(value: unknown): value is ModdleElement {
  return typeof value === 'object' && value !== null && '$type' in value && '$descriptor' in value;
}

function countFlowElements(model: ModelElement): number {
  return (model.parts['flowElements'] ?? []).reduce(
    (sum, element) => sum + 1 + countFlowElements(element),
    0,
  );
}
