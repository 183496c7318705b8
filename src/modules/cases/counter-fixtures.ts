// Owns a counter as tests need it: clerks of two districts, drafts in every state, made through the use cases themselves.
import type pg from 'pg';
import type { Actor, OfficerActor, ResidentActor } from '#kernel/actors';
import { type Id, newId } from '#kernel/ids';
import type { Role } from '#kernel/roles';
import { exampleIdNumber } from '#modules/identity';
import { runUseCase, type UseCaseRequest } from '#platform/use-case';
import { attachCounterEvidence } from './attach-counter-evidence.ts';
import type { ApplicantBody } from './counter-contract.ts';
import { evidenceToAttach } from './draft.ts';
import { identifyApplicant } from './identify-applicant.ts';
import { saveCounterDraft } from './save-counter-draft.ts';
import { startCounterDraft } from './start-counter-draft.ts';
import { printCounterDraft, submitCounterApplication } from './submit-counter-application.ts';
import { type SeenCounterDraft, viewCounterDraft } from './view-counter-draft.ts';

/** Three services: business licence, food permit and fire safety check. */
export const counterSituations = {
  businessLicence: 'not-held',
  dining: 'dine-in-other',
  signboard: 'none',
  drainage: 'not-sewer',
};

const answers = {
  shopName: '示例饭店',
  operatorKind: 'individual-business',
  premisesStreet: '440507001',
  premisesAddress: '示例路1号',
  floorAreaM2: '420.5',
  businessItems: ['hot-food'],
  openFlame: 'true',
  contactMobile: '13800000000',
};

type Person = Omit<ApplicantBody, 'revision'>;
type RequestAs = (actor: Actor, now?: Date) => UseCaseRequest;

/** The demonstration's window clerks of 龙湖区 and 金平区 and its first resident; everything begins in 龙湖区. */
export class CounterScene {
  readonly as: RequestAs;
  readonly pool: pg.Pool;
  readonly longhu: OfficerActor;
  readonly jinping: OfficerActor;
  readonly resident: ResidentActor;

  private constructor(as: RequestAs, pool: pg.Pool, clerks: readonly OfficerActor[], residentId: Id) {
    const [longhu, jinping] = clerks;
    if (longhu === undefined || jinping === undefined) throw new Error('Two clerks are needed.');
    this.as = as;
    this.pool = pool;
    this.longhu = longhu;
    this.jinping = jinping;
    this.resident = { kind: 'resident', id: residentId, realNameLevel: 3 };
  }

  /** `pool` is the migrator's: it looks for accounts and nothing else. */
  static async open(as: RequestAs, pool: pg.Pool): Promise<CounterScene> {
    const { rows } = await pool.query<{ id: Id }>(
      `select id from identity.resident where login_name = 'resident-a'`,
    );
    const clerks = [
      await findOfficer(pool, 'longhu-window-clerk'),
      await findOfficer(pool, 'jinping-window-clerk'),
    ];
    return new CounterScene(as, pool, clerks, rows[0]?.id ?? '');
  }

  officer(loginName: string): Promise<OfficerActor> {
    return findOfficer(this.pool, loginName);
  }

  organOf(actor: OfficerActor): Id {
    return actor.posts[0]?.organId ?? '';
  }

  async start(): Promise<Id> {
    return await runUseCase(this.as(this.longhu), startCounterDraft, {
      organId: this.organOf(this.longhu),
      lifeEventKey: 'open-restaurant',
      situations: counterSituations,
      serviceKeys: null,
      ticketLabel: 'A001',
    });
  }

  look(draftId: Id, actor = this.longhu): Promise<SeenCounterDraft> {
    return runUseCase(this.as(actor), viewCounterDraft, { draftId });
  }

  async revisionOf(draftId: Id): Promise<number> {
    return (await this.look(draftId)).draft.revision;
  }

  person(number = exampleIdNumber(), name = '示例店主'): Person {
    return { name, documentKind: 'resident-id', number, agent: null };
  }

  async identify(draftId: Id, who: Person): Promise<void> {
    const revision = await this.revisionOf(draftId);
    await runUseCase(this.as(this.longhu), identifyApplicant, { draftId, revision, ...who });
  }

  async save(draftId: Id, more: Readonly<Record<string, string | string[]>> = {}): Promise<void> {
    await runUseCase(this.as(this.longhu), saveCounterDraft, {
      draftId,
      revision: await this.revisionOf(draftId),
      answers: { ...answers, ...more },
      modes: { 'fire-safety-check': 'ordinary' },
      deferred: [],
      originalsSeen: [],
    });
  }

  /** A scan whose original was seen; its file has a row and no bytes. */
  async attach(draftId: Id, requirementKey: string): Promise<void> {
    const request = this.as(this.longhu);
    await runUseCase(request, attachCounterEvidence, {
      draftId,
      revision: await this.revisionOf(draftId),
      requirementKey,
      originalSeen: true,
      file: {
        fileId: newId(request.now),
        name: `${requirementKey}.pdf`,
        mediaType: 'application/pdf',
        sizeBytes: 1,
        sha256: '00'.repeat(32),
      },
    });
  }

  async attachAll(draftId: Id): Promise<void> {
    for (const { requirement } of evidenceToAttach(await this.look(draftId)))
      await this.attach(draftId, requirement.key);
  }

  async complete(who = this.person()): Promise<Id> {
    const draftId = await this.start();
    await this.identify(draftId, who);
    await this.save(draftId);
    await this.attachAll(draftId);
    return draftId;
  }

  async printAndSend(draftId: Id): Promise<Id> {
    const revision = await this.revisionOf(draftId);
    const request = this.as(this.longhu);
    await runUseCase(request, printCounterDraft, { draftId, revision });
    return await runUseCase(request, submitCounterApplication, { draftId, revision, signed: true });
  }
}

async function findOfficer(pool: pg.Pool, loginName: string): Promise<OfficerActor> {
  const { rows } = await pool.query<{ officer: Id; post: Id; organ: Id; role: Role }>(
    `select holding.officer_id as officer, post.id as post, post.organ_id as organ, post.role
     from identity.officer join identity.post_holding holding on holding.officer_id = officer.id
     join organs.post on post.id = holding.post_id where officer.login_name = $1`,
    [loginName],
  );
  const found = rows[0];
  if (found === undefined) throw new Error(`There is no officer ${loginName}.`);
  const { post: postId, organ: organId, role } = found;
  return { kind: 'officer', id: found.officer, posts: [{ postId, organId, role }] };
}
