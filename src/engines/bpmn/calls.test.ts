import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { buildBorder, buildFlows, deployTogether, listFaults, on, Story } from './process-fixtures.ts';

const caller = (extensions = '', more = '') =>
  `<startEvent id="s"/><callActivity id="call" calledElement="called"><extensionElements>${extensions}</extensionElements></callActivity>
  <userTask id="after"/>${more}${buildFlows('s > call > after')}`;
const called = `<startEvent id="cs"/><userTask id="a"/><endEvent id="ce"/>${buildFlows('cs > a > ce')}`;

describe('call activity', () => {
  test('given a called process, when it ends, then the caller goes on', async () => {
    const story = new Story(await deployTogether({ caller: caller(), called }));
    story.start();
    assert.deepEqual(story.waiting, ['call', 'a']);
    story.complete('a');
    assert.deepEqual(story.waiting, ['after']);
    assert.equal(story.trace, 's cs a ce call');
  });

  test('passes the variables that it names, in and out, and no others', async () => {
    const passing =
      '<camunda:in source="n" target="m"/><camunda:in sourceExpression="= n + 1" target="next"/><camunda:in source="missing" target="x"/><camunda:out source="result" target="r"/>';
    const story = new Story(await deployTogether({ caller: caller(passing), called }));
    story.start({ n: 1, secret: true });
    const call = story.state.tokens.find((token) => token.calls);
    assert.deepEqual(call?.locals, { m: 1, next: 2 });
    story.complete('a', { result: 5, n: 9 });
    assert.deepEqual(story.state.variables, { n: 1, secret: true, r: 5 });
  });

  test('passes all where the model says so', async () => {
    const all = '<flowable:in variables="all"/><flowable:out variables="all"/>';
    const story = new Story(await deployTogether({ caller: caller(all), called }));
    story.start({ n: 1 });
    story.complete('a', { n: 2, m: 3 });
    assert.deepEqual(story.state.variables, { n: 2, m: 3 });
  });

  test('zeebe passes all unless it says otherwise', async () => {
    const process = caller()
      .replace(' calledElement="called"', '')
      .replace(
        '<extensionElements>',
        '<extensionElements><zeebe:calledElement processId="called" propagateAllParentVariables="false"/>',
      );
    const story = new Story(await deployTogether({ caller: process, called }));
    story.start({ n: 1 });
    assert.deepEqual(story.state.tokens.find((token) => token.calls)?.locals, {});
    story.complete('a', { m: 3 });
    assert.deepEqual(story.state.variables, { n: 1, m: 3 });
  });

  test('an error that the called process does not catch is caught on its border', async () => {
    const failing = called.replace('<endEvent id="ce"/>', `<endEvent id="ce">${on('error:e1')}</endEvent>`);
    const border = `${buildBorder('b', 'call', 'error:e1')}<userTask id="out"/>${buildFlows('b > out')}`;
    const story = new Story(await deployTogether({ caller: caller('', border), called: failing }));
    story.start();
    story.complete('a');
    assert.deepEqual(story.waiting, ['out']);
    assert.equal(story.state.tokens.length, 1);
  });

  test('a timer on its border gives the called process up', async () => {
    const border = `${buildBorder('b', 'call', 'timer:=wait')}<userTask id="out"/>${buildFlows('b > out')}`;
    const story = new Story(await deployTogether({ caller: caller('', border), called }));
    story.start({ wait: 'P1D' });
    story.fire('b');
    assert.deepEqual(story.waiting, ['out']);
    assert.ok(story.effects.some((effect) => effect.type === 'taskCancelled' && effect.element === 'a'));
  });

  test('a terminate end event ends the called process only', async () => {
    const terminating = called.replace(
      '<endEvent id="ce"/>',
      `<endEvent id="ce">${on('terminate')}</endEvent>`,
    );
    const story = new Story(await deployTogether({ caller: caller(), called: terminating }));
    story.start();
    story.complete('a');
    assert.deepEqual(story.waiting, ['after']);
  });

  test('of a process that is not there refuses the command, by its element', async () => {
    const story = new Story(await deployTogether({ caller: caller() }));
    assert.throws(() => story.start(), { code: 'process-unknown', element: 'call' });
    assert.equal(story.state.status, 'new');
  });

  test('in a circle refuses the command, by its element', async () => {
    const back = `<startEvent id="cs"/><callActivity id="back" calledElement="caller"/>${buildFlows('cs > back')}`;
    const story = new Story(await deployTogether({ caller: caller(), called: back }));
    assert.throws(() => story.start(), { code: 'calls-too-deep' });
  });

  test('of itself with a wait in between is a recursion as any other', async () => {
    const again = `<startEvent id="s"/><userTask id="a"/><exclusiveGateway id="g" default="g-call"/><callActivity id="call" calledElement="p"/><endEvent id="e"/>
      ${buildFlows('s > a > g > call')}<sequenceFlow id="g-e" sourceRef="g" targetRef="e"><conditionExpression>= done</conditionExpression></sequenceFlow>`;
    const story = new Story(await deployTogether({ p: again }));
    story.start();
    for (let depth = 0; depth < 5; depth += 1) story.complete('a', { done: false });
    story.complete('a', { done: true });
    assert.equal(story.state.status, 'completed');
  });

  test('names a process, and maps by no class', async () => {
    const nameless = caller().replace(' calledElement="called"', '');
    assert.deepEqual(await listFaults(nameless), ['call called-element-missing']);
    const mapped = caller().replace('calledElement', 'camunda:variableMappingClass="x.Y" calledElement');
    assert.deepEqual(await listFaults(mapped), ['call unsupported-extension']);
  });
});
