// Owns many people who apply at once while their server is killed again and again; refuses to know the database.
import { setTimeout as sleep } from 'node:timers/promises';
import {
  applicationIdIn,
  beginDraft,
  type Papers,
  preparePapers,
  sentencesIn,
  signInResident,
  takeStep,
} from '#test/attacks/applicant';
import { type Answer, createVisitor, type Visitor } from '#test/attacks/visitor';
import { type Place, type ServingProcess, startServing } from './serving-process.ts';

export interface StormSettings {
  readonly place: Place;
  readonly applicants: readonly { readonly loginName: string; readonly password: string }[];
  /** How many applications are to be acknowledged before it ends. */
  readonly submissions: number;
  readonly killsLeast: number;
  /** How long a server lives at most, from its start. */
  readonly lifeMsMost: number;
}

export interface StormReport {
  readonly kills: number;
  /** The application's id by its draft's: whoever applied has seen the receipt's address. */
  readonly acknowledged: ReadonlyMap<string, string>;
  /** Drafts whose applicant went away after the server died under the submission. */
  readonly abandoned: readonly string[];
  /** Answers that nobody should get, however the server fares. */
  readonly surprises: readonly string[];
}

interface Storm {
  readonly settings: StormSettings;
  readonly papers: Papers;
  readonly acknowledged: Map<string, string>;
  readonly abandoned: string[];
  readonly surprises: string[];
  kills: number;
  failed: boolean;
}

/** Runs until the submissions are acknowledged and the kills are done; leaves no server running. */
export async function runStorm(settings: StormSettings): Promise<StormReport> {
  const storm: Storm = {
    settings,
    papers: await preparePapers(),
    acknowledged: new Map(),
    abandoned: [],
    surprises: [],
    kills: 0,
    failed: false,
  };
  const people = settings.applicants.map((account, index) => applyAgainAndAgain(storm, account, index));
  // Where one of them fails, all go home, and nobody starts another server.
  const settled = await Promise.allSettled(
    [...people, killAgainAndAgain(storm)].map((one) =>
      one.catch((error: unknown) => {
        storm.failed = true;
        throw error;
      }),
    ),
  );
  for (const one of settled) if (one.status === 'rejected') throw one.reason;
  return storm;
}

function isOver({ settings, acknowledged, kills, surprises, failed }: Storm): boolean {
  if (failed) return true;
  return (acknowledged.size >= settings.submissions && kills >= settings.killsLeast) || surprises.length > 20;
}

async function killAgainAndAgain(storm: Storm): Promise<void> {
  const { place, lifeMsMost } = storm.settings;
  while (!isOver(storm)) {
    const serving = startServing(place);
    // One of six dies while it starts, in the middle of migrations or of the city's data.
    const diesEarly = Math.random() < 1 / 6 && storm.kills > 0;
    if (!diesEarly) await serving.ready();
    // Once there were enough kills the last submissions get more time: each start costs seconds.
    const lifeMs = 100 + Math.random() * lifeMsMost * (storm.kills < storm.settings.killsLeast ? 1 : 4);
    await sleepUnlessOver(storm, diesEarly ? Math.random() * 1_500 : lifeMs);
    await kill(serving);
    storm.kills += 1;
  }
}

async function sleepUnlessOver(storm: Storm, milliseconds: number): Promise<void> {
  const until = Date.now() + milliseconds;
  while (Date.now() < until && !isOver(storm)) await sleep(20);
}

export async function kill(serving: ServingProcess): Promise<void> {
  serving.signal('SIGKILL');
  await serving.ended;
}

async function applyAgainAndAgain(
  storm: Storm,
  account: StormSettings['applicants'][number],
  index: number,
): Promise<void> {
  const visitor = createVisitor(storm.settings.place.url, `10.1.${index >> 8}.${index & 255}`);
  try {
    await persist(storm, () => signInResident(visitor, account.loginName, account.password));
    while (!isOver(storm)) await applyOnce(storm, visitor);
  } finally {
    visitor.close();
  }
}

/** Applies until there is a receipt, or goes away where the server died under the submission: as people do. */
async function applyOnce(storm: Storm, visitor: Visitor): Promise<void> {
  const draftId = await persist(storm, async () => {
    await visitor.get('/zh/applications');
    return await beginDraft(visitor);
  });
  while (draftId !== undefined && !isOver(storm)) {
    let path = '';
    try {
      path = (await visitor.get(`/zh/drafts/${draftId}`)).location;
      while (!path.endsWith('/receipt')) {
        const answer = await takeStepOrTwo(storm, visitor, path);
        if (answer === undefined) break;
        path = answer.location;
      }
      if (path.endsWith('/receipt')) {
        storm.acknowledged.set(draftId, applicationIdIn(path));
        return;
      }
    } catch (error) {
      if (!isBroken(error)) throw error;
      if (path.endsWith('/check') && Math.random() < 0.25) {
        storm.abandoned.push(draftId);
        return;
      }
      await sleep(30 + Math.random() * 120);
    }
  }
}

/** Takes a step; a submission is sometimes sent twice at once. Undefined where the page has to be looked at again. */
async function takeStepOrTwo(storm: Storm, visitor: Visitor, path: string): Promise<Answer | undefined> {
  const pressedTwice = path.endsWith('/check') && Math.random() < 0.2;
  const sent = Array.from({ length: pressedTwice ? 2 : 1 }, () => takeStep(visitor, path, storm.papers));
  const settled = await Promise.allSettled(sent);
  const broken = settled.find((one) => one.status === 'rejected');
  if (broken !== undefined) throw broken.reason;
  const answers = settled.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
  for (const answer of answers) noteSurprise(storm, path, answer);
  const places = new Set(answers.map((one) => one.location));
  if (places.size > 1) storm.surprises.push(`${path}: sent twice, it led to ${[...places].join(' and ')}`);
  const [answer] = answers;
  return answer?.status === 303 ? answer : undefined;
}

/** 409: a page that was saved before its answer was lost; 503: it is just starting or going. */
function noteSurprise(storm: Storm, path: string, answer: Answer): void {
  if ([303, 409, 503].includes(answer.status)) return;
  storm.surprises.push(`${path}: ${answer.status} ${sentencesIn(answer.text)}`);
}

async function persist<Result>(storm: Storm, act: () => Promise<Result>): Promise<Result | undefined> {
  while (!isOver(storm)) {
    try {
      return await act();
    } catch (error) {
      if (!isBroken(error)) throw error;
      await sleep(30 + Math.random() * 120);
    }
  }
  return undefined;
}

/** The connection broke or nobody listens: the server is dead. */
function isBroken(error: unknown): boolean {
  const broken = ['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'UND_ERR_SOCKET'];
  return error instanceof Error && 'code' in error && broken.includes(String(error.code));
}
