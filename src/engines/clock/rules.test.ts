import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { type LawReference, law } from './law.ts';
import {
  type ClockBasis,
  clockRulesFor,
  findSuspensionRule,
  serviceKinds,
  suspensionGrounds,
} from './rules.ts';

const governmentDecision: LawReference = {
  law: '某市人民政府关于联合办理的决定',
  rank: 'normative-document',
};
const regulation: LawReference = { law: '某条例', article: '9', rank: 'regulation' };
const rule: LawReference = { law: '某规章', article: '9', rank: 'rule' };
const workingDays = (count: number, basis: LawReference) => ({ count, unit: 'working-day', basis }) as const;

describe('administrative licences', () => {
  const rules = clockRulesFor({ kind: 'administrative-licence' });

  test('follow the Administrative Licensing Law where nothing else is said', () => {
    assert.deepEqual(rules.correctionNotice, workingDays(5, law.correctionNotice));
    assert.equal(rules.deemedAcceptance, true);
    assert.equal(rules.startsOn, 'acceptance');
    assert.deepEqual(rules.decision, workingDays(20, law.licenceDecision));
    assert.deepEqual(rules.extension, { ...workingDays(10, law.licenceDecision), approver: 'organ-head' });
    assert.deepEqual(rules.delivery, workingDays(10, law.licenceDelivery));
    assert.deepEqual(rules.hearing, {
      request: workingDays(5, law.hearing),
      organise: workingDays(20, law.hearing),
    });
    assert.deepEqual(rules.lowerLevelReview, workingDays(20, law.lowerLevelReview));
    assert.deepEqual(rules.statedLimit, { ...workingDays(20, law.licenceDecision), source: 'law' });
    assert.deepEqual(rules.notes, []);
  });

  test('stop on the eight grounds of article 45 and on no other', () => {
    assert.deepEqual(
      rules.suspendableBy.map(({ ground }) => ground),
      suspensionGrounds.slice(0, 8),
    );
    assert.deepEqual(findSuspensionRule(rules, 'expert-review')?.basis, law.licenceSuspension);
    assert.equal(findSuspensionRule(rules, 'third-party-opinion'), undefined);
  });

  test('take 45 days and 15 only where the decision of the government is cited', () => {
    const joint = clockRulesFor({ kind: 'administrative-licence', jointHandling: { governmentDecision } });
    assert.deepEqual(joint.decision, workingDays(45, law.jointDecision));
    assert.deepEqual(joint.extension, { ...workingDays(15, law.jointDecision), approver: 'government-head' });
    assert.deepEqual(joint.governmentDecision, governmentDecision);
    const bundled = clockRulesFor({ kind: 'administrative-licence', jointHandling: {} });
    assert.deepEqual(bundled.decision, rules.decision);
    assert.deepEqual(bundled.extension, rules.extension);
    assert.deepEqual(bundled.notes, ['joint-limit-needs-government-decision']);
  });

  test('take the limit of their own law, with its extension or with none', () => {
    const own = clockRulesFor({ kind: 'administrative-licence', ownLimit: workingDays(30, regulation) });
    assert.deepEqual(own.decision, workingDays(30, regulation));
    assert.equal(own.extension, undefined);
    const extended = clockRulesFor({
      kind: 'administrative-licence',
      ownLimit: workingDays(10, rule),
      ownExtension: workingDays(5, rule),
    });
    assert.deepEqual(extended.decision, workingDays(10, rule));
    assert.deepEqual(extended.extension, { ...workingDays(5, rule), approver: 'organ-head' });
  });

  test('are not lengthened by a source below law and regulation, nor jointly beyond their own limit', () => {
    const byRule = clockRulesFor({ kind: 'administrative-licence', ownLimit: workingDays(30, rule) });
    assert.deepEqual(byRule.decision, workingDays(20, law.licenceDecision));
    assert.deepEqual(byRule.notes, ['own-limit-needs-law-or-regulation']);
    const both = clockRulesFor({
      kind: 'administrative-licence',
      ownLimit: workingDays(10, rule),
      jointHandling: { governmentDecision },
    });
    assert.deepEqual(both.decision, workingDays(10, rule));
    assert.deepEqual(both.notes, ['own-limit-prevails-over-joint']);
  });

  test('tell the applicant the promise where it is shorter', () => {
    const promised = clockRulesFor({
      kind: 'administrative-licence',
      promised: { count: 7, unit: 'working-day' },
    });
    assert.deepEqual(promised.decision, rules.decision);
    assert.deepEqual(promised.statedLimit, { ...workingDays(7, law.serviceLimit), source: 'promise' });
    const tooLong = clockRulesFor({ kind: 'administrative-licence', promised: { count: 2, unit: 'month' } });
    assert.deepEqual(tooLong.statedLimit, { ...rules.decision, source: 'law' });
    assert.deepEqual(tooLong.notes, ['promise-too-long']);
  });
});

describe('other services', () => {
  test('without a limit in law have their promise alone, and say so', () => {
    const rules = clockRulesFor({ kind: 'public-service', promised: { count: 3, unit: 'working-day' } });
    assert.deepEqual(rules.decision, workingDays(3, law.serviceLimit));
    assert.deepEqual(rules.statedLimit, { ...rules.decision, source: 'promise' });
    assert.deepEqual(rules.notes, ['promised-limit-only']);
    assert.equal(rules.extension, undefined);
    assert.equal(rules.deemedAcceptance, false);
    assert.deepEqual(rules.suspendableBy, []);
  });

  test('take what their own law says: business registration within 3 working days and 3 more', () => {
    const own = workingDays(3, law.businessRegistration);
    const rules = clockRulesFor({ kind: 'registration', ownLimit: own, ownExtension: own });
    assert.deepEqual(rules.decision, own);
    assert.deepEqual(rules.extension, { ...own, approver: 'organ-head' });
    assert.equal(rules.correctionNotice, undefined);
    assert.deepEqual(rules.notes, []);
  });

  test('stop only where their own law says so', () => {
    const ownSuspensions = [{ ground: 'appraisal', basis: regulation }] as const;
    const promised = { count: 3, unit: 'working-day' } as const;
    const rules = clockRulesFor({ kind: 'administrative-confirmation', promised, ownSuspensions });
    assert.deepEqual(findSuspensionRule(rules, 'appraisal')?.basis, regulation);
    assert.equal(findSuspensionRule(rules, 'hearing'), undefined);
  });

  test('answer requests for information in 20 working days from receipt, and 20 more', () => {
    const rules = clockRulesFor({ kind: 'information-request' });
    assert.equal(rules.startsOn, 'receipt');
    assert.deepEqual(rules.decision, workingDays(20, law.informationDecision));
    assert.deepEqual(rules.extension?.approver, 'disclosure-office-head');
    assert.deepEqual(rules.correctionNotice, workingDays(7, law.informationCorrection));
    assert.equal(rules.deemedAcceptance, false);
    assert.deepEqual(findSuspensionRule(rules, 'third-party-opinion')?.basis, law.informationSuspension);
  });

  test('without any limit are refused', () => {
    assert.throws(() => clockRulesFor({ kind: 'public-service' }), RangeError);
  });
});

describe('for any kind and basis', () => {
  const optional = <T>(value: T) => fc.constantFrom<T | undefined>(undefined, value);
  const anyBasis = fc
    .record({
      kind: fc.constantFrom(...serviceKinds),
      ownLimit: fc.option(fc.integer({ min: 1, max: 60 }), { nil: undefined }),
      basis: fc.constantFrom(regulation, rule, { law: '某文件', article: '1' }),
      governmentDecision: optional(governmentDecision),
    })
    .map(({ kind, ownLimit, basis, governmentDecision: decision }) => ({
      base: {
        kind,
        promised: { count: 15, unit: 'working-day' },
        ...(ownLimit === undefined ? {} : { ownLimit: workingDays(ownLimit, basis) }),
      } satisfies ClockBasis,
      jointHandling: decision === undefined ? {} : { governmentDecision: decision },
    }));

  test('every limit has a citation and joint handling without a decision changes none', () => {
    fc.assert(
      fc.property(anyBasis, ({ base }) => {
        const alone = clockRulesFor(base);
        const { notes: _, ...bundled } = clockRulesFor({ ...base, jointHandling: {} });
        const { notes: __, ...expected } = alone;
        assert.deepEqual(bundled, expected);
        for (const limit of [alone.decision, alone.statedLimit, alone.extension, alone.delivery]) {
          assert.ok(limit === undefined || limit.basis.law !== '');
        }
      }),
    );
  });

  test('a licence takes more than 20 days only by law, regulation or the decision of a government', () => {
    fc.assert(
      fc.property(anyBasis, ({ base, jointHandling }) => {
        const { decision, governmentDecision: used } = clockRulesFor({
          ...base,
          kind: 'administrative-licence',
          jointHandling,
        });
        const lawful = used !== undefined || decision.basis.rank === 'regulation';
        assert.ok(decision.count <= 20 || lawful);
      }),
    );
  });
});
