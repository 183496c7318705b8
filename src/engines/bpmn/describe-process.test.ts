import assert from 'node:assert/strict';
import { test } from 'node:test';
import { compileProcess } from './compile-process.ts';
import { describeProcess, validateModel } from './describe-process.ts';
import { ModelRefused } from './elements/faults.ts';
import { execute, newInstance } from './execute.ts';
import { parseModel } from './parse-model.ts';
import { buildFlow, buildFlows, buildModel, buildTimer, listFaults, morning } from './process-fixtures.ts';

const everything = `<laneSet id="lanes"><lane id="lane"><flowNodeRef>a</flowNodeRef></lane></laneSet>
  <startEvent id="s"/><parallelGateway id="f"/><userTask id="a" name="受理" camunda:candidateGroups="window"/>
  <serviceTask id="b" camunda:topic="check"/><parallelGateway id="j"/><exclusiveGateway id="g" default="g-e"/>
  <intermediateCatchEvent id="w">${buildTimer('timeDuration', '=pause')}</intermediateCatchEvent>
  <boundaryEvent id="t" attachedToRef="a" cancelActivity="false">${buildTimer('timeDuration', 'P5D')}</boundaryEvent>
  <endEvent id="x"><terminateEventDefinition/></endEvent><endEvent id="e"/><endEvent id="late"/>
  ${buildFlows('s > f > a > j', 'f > b > j > g > e', 'w > x', 't > late')}${buildFlow('g > w', '= n > 1')}
  <textAnnotation id="note"><text>x</text></textAnnotation><dataObject id="data"/>`;

test('a description survives JSON, and compiled again it is equal and does the same', async () => {
  const once = compileProcess(describeProcess(await parseModel(buildModel(everything))));
  const again = compileProcess(JSON.parse(JSON.stringify(once.description)));
  assert.deepEqual(again.description, once.description);
  assert.deepEqual([...again.nodes.keys()], [...once.nodes.keys()]);
  assert.deepEqual([...again.texts.keys()], [...once.texts.keys()]);
  const start = { type: 'start', variables: { n: 2, pause: 'P1D' } } as const;
  assert.deepEqual(execute(again, newInstance, start, morning), execute(once, newInstance, start, morning));
});

test('every element that is not supported is named, in one go', async () => {
  const names = ['adHocSubProcess', 'complexGateway'];
  const elements = names.map((name) => `<${name} id="${name}"/>`).join('');
  const faults = await listFaults(`<startEvent id="s"/>${elements}${buildFlows(`s > ${names.join(' > ')}`)}`);
  assert.deepEqual(
    faults,
    names.map((name) => `${name} unsupported-element`),
  );
});

test('a start event with a trigger is refused for itself and not called missing', async () => {
  const faults = await listFaults(
    `<startEvent id="s"><cancelEventDefinition/></startEvent><userTask id="a"/>${buildFlows('s > a')}`,
  );
  assert.deepEqual(faults, ['s unsupported-element']);
});

test('all faults are told at once', async () => {
  const model = `<startEvent id="s"/><userTask/><userTask id="a"/><userTask id="island"/>
    ${buildFlows('s > a > gone')}<sequenceFlow id="loose" sourceRef="a"/>`;
  assert.deepEqual(await listFaults(model), [
    'a-gone unresolved-reference',
    'null missing-id',
    'loose flow-without-target',
    'island unreachable',
  ]);
});

test('each fault is a sentence', async () => {
  for (const { message } of validateModel(await parseModel(buildModel('<task id="a"/>')))) {
    assert.match(message, /^[A-Z"a-z].*\.$/);
  }
});

test('a flow that leads into another process is refused', async () => {
  const xml = buildModel(`<startEvent id="s"/>${buildFlows('s > a')}`).replace(
    '</definitions>',
    '<process id="other" isExecutable="false"><userTask id="a"/></process></definitions>',
  );
  const faults = validateModel(await parseModel(xml)).map(({ element, rule }) => `${element} ${rule}`);
  assert.deepEqual(faults, ['s-a flow-without-target']);
});

test('of several executable processes one must be named; a drawing is no process', async () => {
  const process = (id: string, more = '') =>
    `<process id="${id}" ${more}><startEvent id="${id}-s"/></process>`;
  const xml = buildModel('').replace(
    /<process.*<\/process>/,
    process('p') + process('q') + process('r', 'isExecutable="false"'),
  );
  const definitions = await parseModel(xml);
  assert.equal(describeProcess(definitions, 'q').id, 'q');
  assert.throws(() => describeProcess(definitions), ModelRefused);
  assert.throws(() => describeProcess(definitions, 'r'), ModelRefused);
  const drawing = await parseModel(buildModel('').replace('<process', '<process isExecutable="false"'));
  assert.deepEqual(
    validateModel(drawing).map(({ rule }) => rule),
    ['no-process'],
  );
});

test('a faulty model is not described', async () => {
  const definitions = await parseModel(buildModel('<userTask id="a"/>'));
  assert.throws(
    () => describeProcess(definitions),
    (error) => error instanceof ModelRefused && error.faults.length === 1,
  );
});
