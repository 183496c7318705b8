// Owns the proof that a service is published only if a case can be run by it, in every mode and with every condition.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { buildEvidence, buildMode, buildService, readCityService } from './catalogue-fixtures.ts';
import { checkService } from './check-service.ts';
import type { ServiceContent } from './contract.ts';
import { possibleRequirementsOf, requirementsOf } from './requirements.ts';
import { applicantModesOf, defaultModeOf, findMode, modesOf, processOf } from './service-modes.ts';

describe('the modes of a service', () => {
  test('without a list there is the ordinary one alone', () => {
    const service = buildService();
    assert.deepEqual(
      [modesOf(service).map((one) => one.mode), defaultModeOf(service), processOf(service, 'ordinary')],
      [['ordinary'], 'ordinary', 'licence-case'],
    );
  });

  test('applicants choose the ordinary one and the commitment; the officer has the others', () => {
    const service = buildService({
      modes: [
        buildMode('on-the-spot'),
        buildMode('ordinary'),
        buildMode('commitment', { default: true, process: 'commitment-case' }),
      ],
    });
    assert.deepEqual(
      applicantModesOf(service).map((one) => one.mode),
      ['ordinary', 'commitment'],
    );
    assert.equal(defaultModeOf(service), 'commitment');
    assert.equal(processOf(service, 'commitment'), 'commitment-case');
    assert.equal(processOf(service, 'on-the-spot'), 'licence-case');
    assert.equal(findMode(service, 'conditional-acceptance'), undefined);
  });
});

describe('the evidence that applies', () => {
  const service = buildService({
    modes: [buildMode('ordinary'), buildMode('commitment')],
    evidence: [
      buildEvidence('always'),
      buildEvidence('large', { when: '= floorAreaM2 > 300' }),
      buildEvidence('flame', { when: '= openFlame and dining = "dine-in"' }),
      buildEvidence('committed', { modes: ['commitment'] }),
      buildEvidence('inspected', { modes: ['ordinary'], source: 'shared-data' }),
    ],
  });
  const expected: readonly (readonly [string, Parameters<typeof requirementsOf>[1], readonly string[]])[] = [
    ['nothing answered yet', { answers: {}, situations: {}, mode: 'ordinary' }, ['always', 'inspected']],
    [
      'a large place',
      { answers: { floorAreaM2: 300.1 }, situations: {}, mode: 'ordinary' },
      ['always', 'large', 'inspected'],
    ],
    [
      'a place of just 300 m²',
      { answers: { floorAreaM2: 300 }, situations: {}, mode: 'ordinary' },
      ['always', 'inspected'],
    ],
    [
      'an answer and a situation together',
      { answers: { openFlame: true }, situations: { dining: 'dine-in' }, mode: 'ordinary' },
      ['always', 'flame', 'inspected'],
    ],
    ['a commitment', { answers: {}, situations: {}, mode: 'commitment' }, ['always', 'committed']],
    [
      'what could not be understood stays text and meets no condition',
      { answers: { floorAreaM2: 'very large' }, situations: {}, mode: 'ordinary' },
      ['always', 'inspected'],
    ],
  ];
  for (const [what, question, keys] of expected) {
    test(`${what}: ${keys.join(', ')}`, () => {
      assert.deepEqual(
        requirementsOf(service, question).map((one) => one.key),
        keys,
      );
    });
  }

  test('before the form is answered, only what mode and situations rule out is left out', () => {
    const conditional = buildService({
      evidence: [
        buildEvidence('always'),
        buildEvidence('large', { when: '= floorAreaM2 > 300' }),
        buildEvidence('other-situation', { when: '= dining = "takeaway"' }),
        buildEvidence('this-situation', { when: '= dining = "dine-in"' }),
        buildEvidence('other-mode', { modes: ['commitment'] }),
      ],
    });
    const possible = possibleRequirementsOf(conditional, {
      situations: { dining: 'dine-in' },
      mode: 'ordinary',
    });
    assert.deepEqual(
      possible.map((one) => one.key),
      ['always', 'large', 'this-situation'],
    );
  });
});

describe('publishing a service', () => {
  for (const key of ['business-licence', 'food-operation-permit', 'fire-safety-check']) {
    test(`${key} as it is published`, async () => {
      checkService(await readCityService(key));
    });
  }

  const { limits } = buildService();
  const faulty: readonly (readonly [string, Partial<ServiceContent>, RegExp])[] = [
    [
      'a kind that nobody knows',
      { kind: 'magic', limits: { ...limits, statutory: { ...limits.statutory, count: 0 } } },
      /unknown kind "magic"/,
    ],
    ['a basis that is not listed', { establishedBy: ['nowhere'] }, /legal basis "nowhere" is not there/],
    [
      'evidence of one key twice',
      { evidence: [buildEvidence('a'), buildEvidence('a')] },
      /evidence "a" is there twice/,
    ],
    ['a condition that is not FEEL', { evidence: [buildEvidence('a', { when: '= 1 +' })] }, /evidence "a"/],
    [
      'a condition that reads the clock',
      { evidence: [buildEvidence('a', { when: '= today() > x' })] },
      /reads the clock/,
    ],
    [
      'evidence in a mode that is not offered',
      { evidence: [buildEvidence('a', { modes: ['commitment'] })] },
      /lacks: "commitment"/,
    ],
    [
      'only modes of the officer',
      { modes: [buildMode('on-the-spot')] },
      /No mode is there that an applicant may choose/,
    ],
    [
      'two defaults',
      { modes: [buildMode('ordinary', { default: true }), buildMode('commitment', { default: true })] },
      /More than one/,
    ],
    [
      'a default that the officer has',
      { modes: [buildMode('ordinary'), buildMode('on-the-spot', { default: true })] },
      /only an officer/,
    ],
    [
      'a mode twice',
      { modes: [buildMode('ordinary'), buildMode('ordinary')] },
      /mode "ordinary" is there twice/,
    ],
    [
      'a commitment without its text',
      { modes: [buildMode('ordinary'), { mode: 'commitment', basis: ['a'], verified: false }] },
      /needs the text/,
    ],
    [
      'a conditional acceptance of nothing',
      { modes: [buildMode('ordinary'), buildMode('conditional-acceptance')] },
      /supplied later/,
    ],
    [
      'a conditional acceptance of evidence that is not there',
      {
        modes: [
          buildMode('ordinary'),
          buildMode('conditional-acceptance', {
            evidence: ['x'],
            supplyWithin: { count: 5, unit: 'working-day' },
          }),
        ],
      },
      /"x" is not there/,
    ],
    [
      'an ordinary mode with a verification',
      { modes: [buildMode('ordinary', { verification: { count: 1, unit: 'month', basis: ['a'] } })] },
      /has no verification/,
    ],
    ['the general limit for what is no licence', { kind: 'public-service' }, /only for licences/],
    [
      'a joint limit for what is no licence',
      {
        kind: 'public-service',
        limits: {
          ...limits,
          statutory: { ...limits.statutory, count: 0 },
          promised: { count: 3, unit: 'working-day', basis: [] },
          jointHandling: { governmentDecision: ['decision'] },
        },
      },
      /Only licences have a joint limit/,
    ],
    [
      'an own limit of nothing',
      { limits: { ...limits, statutory: { ...limits.statutory, own: true, count: 0 } } },
      /has a count/,
    ],
    [
      'visits where all is online',
      { channels: { online: true, window: true, onlineDepth: 'IV' }, visits: { applicantVisits: 1 } },
      /Online depth IV/,
    ],
  ];
  for (const [what, changes, sentence] of faulty) {
    test(`is refused for ${what}`, () => {
      assert.throws(() => checkService(buildService(changes)), sentence);
    });
  }
});
