// Owns what the stand-in does with an action, as little as the workbench can tell; refuses stale revisions.
import { type Text, text } from '#kernel/texts';
import type { CaseView } from '#modules/cases/contract';
import { allow, buildClock, type StoredCase, statusName, today } from './stand-in-cases.ts';
import { buildProcedure } from './stand-in-procedures.ts';
import type { Failure } from './stand-in-server.ts';

export interface ActionBody {
  readonly revision: number;
  readonly reasons?: string;
  readonly outcome?: 'granted' | 'refused';
  readonly opinion?: string;
  readonly ground?: string;
  readonly otherNumber?: string;
  readonly items?: readonly { readonly requirementKey: string; readonly sentence: string }[];
}

const nowAt = '2026-11-23T03:20:00Z';

function told(view: CaseView, sentence: Text, changed: Partial<CaseView>): CaseView {
  return {
    ...view,
    ...changed,
    revision: view.revision + 1,
    story: [...view.story, { at: nowAt, text: sentence }],
  };
}

/** Somebody else works on the case meanwhile. */
export function changeCase(stored: StoredCase, sentence: Text, changed: Partial<CaseView> = {}): void {
  stored.view = told(stored.view, sentence, changed);
}

export function act(stored: StoredCase, what: string, body: ActionBody): Failure | undefined {
  const { view } = stored;
  // What was delivered stands beside the case, and so beside its revision.
  if (what === 'deliveries') return undefined;
  if (body.revision !== view.revision) {
    return {
      status: 409,
      code: 'case-changed',
      zh: '这个办件在您打开以后有了变化，您的操作没有生效。',
      en: 'The case changed since you opened it, so nothing was done.',
    };
  }
  if (what === 'termination' && body.otherNumber === '440507-2026-000000') {
    return {
      status: 422,
      code: 'duplicate-unknown',
      zh: '没有找到要并入的办件。',
      en: 'No case to merge into was found.',
      fields: [{ field: 'otherNumber', message: '没有找到要并入的办件。' }],
    };
  }
  if (what === 'decision' && body.outcome === 'refused' && (body.reasons ?? '').length < 5) {
    return {
      status: 422,
      code: 'fields-invalid',
      zh: '有些内容需要更正，没有提交。',
      en: 'Some entries need correction.',
      fields: [{ field: 'reasons', message: '理由太短，请写明事实和法律依据。' }],
    };
  }
  const changed = changes(view, what, body);
  stored.view = told(view, changed.sentence, changed.view);
  return undefined;
}

interface Change {
  readonly sentence: Text;
  readonly view: Partial<CaseView>;
}

function changes(view: CaseView, what: string, body: ActionBody): Change {
  switch (what) {
    case 'acceptance':
      return accept(view);
    case 'correction':
      return requestCorrection(view, body);
    case 'decision':
      return decide(view, body.outcome ?? 'granted', body.reasons ?? '');
    case 'extension':
      return {
        sentence: text('决定期限经批准延长。', 'The time to decide was extended.'),
        view: { acts: [organAct(text('延长决定期限', 'The time to decide was extended'), body)] },
      };
    case 'termination':
      return {
        sentence: text('办件终止办理。', 'The case was terminated.'),
        view: {
          allowed: [],
          status: 'terminated',
          statusName: statusName('terminated'),
          acts: [organAct(text('终止办理', 'Terminated without a decision'), body)],
        },
      };
    case 'procedures':
      return {
        sentence: text('示例审查员甲发起了程序。', '示例审查员甲 began a procedure.'),
        view: { procedures: [buildProcedure(90, view), ...view.procedures] },
      };
    default:
      return {
        sentence: text('示例审查员甲提交了意见。', '示例审查员甲 recorded an opinion.'),
        view: { allowed: allow(['decide']) },
      };
  }
}

function organAct(name: Text, body: ActionBody): CaseView['acts'][number] {
  return { at: nowAt, name, reasons: body.reasons ?? '' };
}

function ended(view: CaseView): CaseView['clocks'] {
  return view.clocks.map((clock) => ({ ...clock, ended: true }));
}

function accept(view: CaseView): Change {
  return {
    sentence: text('示例审查员甲受理了申请。', '示例审查员甲 accepted the application.'),
    view: {
      status: 'accepted',
      statusName: statusName('accepted'),
      acceptedOn: today,
      clocks: [...ended(view), buildClock('decision', today, 20, false)],
      allowed: allow(['review']),
    },
  };
}

function requestCorrection(view: CaseView, body: ActionBody): Change {
  const nameOf = (key: string) => view.requirements.find((one) => one.key === key)?.name ?? text('？', '?');
  return {
    sentence: text('示例审查员甲发出了补正告知。', '示例审查员甲 sent the correction notice.'),
    view: {
      allowed: [],
      status: 'correcting',
      statusName: statusName('correcting'),
      correction: {
        noticedAt: nowAt,
        items: (body.items ?? []).map(({ requirementKey, sentence }) => ({
          name: nameOf(requirementKey),
          sentence,
        })),
        suppliedAt: null,
        note: null,
      },
    },
  };
}

function decide(view: CaseView, outcome: 'granted' | 'refused', reasons: string): Change {
  const licence = { number: 'JY24405070001234', verificationPath: '/zh/verify/abc' };
  return {
    sentence: text('示例审查员甲作出了决定。', '示例审查员甲 decided.'),
    view: {
      allowed: [],
      status: outcome,
      statusName: statusName(outcome),
      decidedOn: today,
      decision: { number: '汕龙市监许〔2026〕117号', outcome, reasons, decidedOn: today },
      licence: outcome === 'granted' ? licence : null,
      clocks: [...ended(view), buildClock('delivery', today, 10, false)],
    },
  };
}
