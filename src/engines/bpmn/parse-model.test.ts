import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { describeProcesses, validateModel } from './describe-process.ts';
import { ModelRefused } from './elements/faults.ts';
import { parseModel } from './parse-model.ts';
import { buildFlows, buildModel } from './process-fixtures.ts';

/** Rules under which the text is refused outright. */
async function listRefusals(xml: string): Promise<readonly string[]> {
  try {
    await parseModel(xml);
    return [];
  } catch (error) {
    assert.ok(error instanceof ModelRefused, String(error));
    return error.faults.map((fault) => fault.rule);
  }
}

const whole = `<startEvent id="s"/><endEvent id="e"/>${buildFlows('s > e')}`;

describe('a model that is refused when it is read', () => {
  const cases: readonly [string, string, string][] = [
    ['an empty text', '', 'malformed-xml'],
    ['a text that is no XML', 'hello', 'malformed-xml'],
    ['XML that is no BPMN', '<svg/>', 'malformed-xml'],
    ['an unclosed tag', buildModel('<userTask id="a">'), 'malformed-xml'],
    ['a tag inside a tag', buildModel(`<startEvent id="s" ${'<a ="'.repeat(50_000)}/>`), 'malformed-xml'],
    ['a cut-off file', buildModel(whole).slice(0, -20), 'malformed-xml'],
    ['an unclosed comment', `${buildModel(whole)}<!-- `, 'malformed-xml'],
    [
      'an external entity',
      `<!DOCTYPE x [<!ENTITY y SYSTEM "file:///etc/passwd">]>${buildModel('<userTask id="a" name="&y;"/>')}`,
      'document-type',
    ],
    ['an entity that nobody declared', buildModel('<userTask id="a" name="&y;"/>'), 'entity'],
    ['more than 10 MB', buildModel(`<!--${' '.repeat(10_000_000)}-->`), 'too-large'],
    ['more than 5,000 elements', buildModel('<task/>'.repeat(5001)), 'too-many-elements'],
    ['more than 60,000 tags', buildModel('<task/>'.repeat(200_000)), 'too-many-elements'],
    [
      'elements nested without end',
      buildModel(`${'<subProcess>'.repeat(500)}${'</subProcess>'.repeat(500)}`),
      'too-deep',
    ],
    [
      'extensions nested without end',
      buildModel(
        `<extensionElements>${'<camunda:x>'.repeat(500)}${'</camunda:x>'.repeat(500)}</extensionElements>`,
      ),
      'too-deep',
    ],
  ];
  for (const [what, xml, rule] of cases) {
    test(what, async () => assert.deepEqual(await listRefusals(xml), [rule]));
  }
});

describe('a model that is read', () => {
  test('may have blanks around its ids and the references to them', async () => {
    const model = `<startEvent id=" s "/><endEvent id="e\n"/><sequenceFlow id="f " sourceRef=" s" targetRef="e "/>`;
    assert.deepEqual(validateModel(await parseModel(buildModel(model))), []);
  });

  test('may name what it refers to with a prefix', async () => {
    const model = `<startEvent id="s"/><receiveTask id="r" messageRef="tns:paid"/><sequenceFlow id="f" sourceRef="s" targetRef="r"/>`;
    assert.deepEqual(validateModel(await parseModel(buildModel(model))), []);
  });

  test('may mention entities and document types in comments and CDATA', async () => {
    const xml = buildModel(
      `<!-- <!DOCTYPE x> &y; --><documentation><![CDATA[a && b <!ENTITY]]></documentation>${whole}`,
    );
    assert.deepEqual(validateModel(await parseModel(xml)), []);
  });

  test('tells what the reader could not place, with the element', async () => {
    const xml = buildModel(`${whole}<fooTask id="foo"/><userTask id="s"/><userTask id="1 x"/>`);
    const faults = validateModel(await parseModel(xml)).map(({ element, rule }) => `${element} ${rule}`);
    assert.deepEqual(faults, ['foo unreadable-element', 's duplicate-id', '1 x unreadable-element']);
  });

  test('tells a thousand faults and no more', async () => {
    const xml = buildModel(`${whole}${'<fooTask/>'.repeat(1100)}`);
    assert.equal(validateModel(await parseModel(xml)).length, 1000);
  });

  test('forgives a diagram that draws what is not there', async () => {
    const diagram = `<bpmndi:BPMNDiagram xmlns:bpmndi="http://www.omg.org/spec/BPMN/20100524/DI"><bpmndi:BPMNPlane>
      <bpmndi:BPMNShape bpmnElement="gone"/></bpmndi:BPMNPlane></bpmndi:BPMNDiagram></definitions>`;
    const xml = buildModel(whole).replace('</definitions>', diagram);
    assert.deepEqual(validateModel(await parseModel(xml)), []);
  });

  const camunda = 'http://camunda.org/schema/1.0/bpmn';
  const disguises = [
    [
      'another prefix',
      `<userTask id="a" xmlns:z="http://activiti.org/bpmn" z:assignee="li" z:skipExpression="x"/>`,
    ],
    ['a reserved prefix', `<userTask id="a" xmlns:color="${camunda}" color:class="x"/>`],
    ['a prefix bound anew', `<userTask id="a" xmlns:zeebe="${camunda}" zeebe:class="x"/>`],
    [
      'no prefix',
      `<userTask id="a"><extensionElements><taskListener xmlns="${camunda}"/></extensionElements></userTask>`,
    ],
  ];
  for (const [what, task] of disguises) {
    test(`knows a vendor's extension under ${what}`, async () => {
      const xml = buildModel(`<startEvent id="s"/>${task}${buildFlows('s > a')}`);
      const faults = validateModel(await parseModel(xml)).map(({ element, rule }) => `${element} ${rule}`);
      assert.deepEqual(faults, ['a unsupported-extension']);
    });
  }

  test('does not stumble over extensions of strangers', async () => {
    const task =
      '<userTask id="a" xmlns:x="urn:x" x:class="y"><extensionElements><x:z><x:y/></x:z></extensionElements></userTask>';
    const xml = buildModel(`<startEvent id="s"/>${task}${buildFlows('s > a')}`);
    assert.deepEqual(validateModel(await parseModel(xml)), []);
  });

  test('does not mind labels and notes that a vendor keeps under names of its own', async () => {
    const task = '<userTask id="a" camunda:asignee="li" flowable:shade="3" zeebe:tip="x"/>';
    const xml = buildModel(`<startEvent id="s"/>${task}${buildFlows('s > a')}`);
    assert.deepEqual(validateModel(await parseModel(xml)), []);
  });

  test('may have blanks around an equals sign, also where a value holds one', async () => {
    const task = `<userTask id ="a"\n name= "a = b > c" camunda:assignee\t=\t'= "x = y"'/>`;
    const xml = buildModel(`<startEvent id="s"/>${task}${buildFlows('s > a')}`);
    const [process] = describeProcesses(await parseModel(xml));
    const element = process?.elements.find(({ id }) => id === 'a');
    assert.equal(element?.name, 'a = b > c');
    assert.equal(element?.kind === 'userTask' && element.assignee, '= "x = y"');
  });

  test('may name flows, pools and operations that are not there where nothing follows from it', async () => {
    const xml = buildModel('<startEvent id="s"><outgoing>gone</outgoing></startEvent>').replace(
      '<process ',
      '<collaboration id="c"><participant id="other" processRef="elsewhere"/></collaboration><process ',
    );
    assert.deepEqual(validateModel(await parseModel(xml)), []);
  });

  test('has no attributes of BPMN that BPMN does not know', async () => {
    const faults = validateModel(await parseModel(buildModel('<startEvent id="s" color="red"/>')));
    assert.deepEqual(
      faults.map(({ element, rule }) => `${element} ${rule}`),
      ['s unknown-attribute'],
    );
  });
});
