// Owns how somebody applies over plain HTTP, from signing in to the receipt; refuses to know the database.
import assert from 'node:assert/strict';
import { buildPdf, buildPng } from '#test/kit/papers';
import type { Part } from './multipart.ts';
import { type Answer, type Fields, revisionIn, type Visitor } from './visitor.ts';

/** What is entered on each page of the form. */
export const goodAnswers: Readonly<Record<string, Fields>> = {
  shop: { shopName: '汕头市龙湖区示例饭店', operatorKind: 'individual-business' },
  premises: { premisesStreet: '440507001', premisesAddress: '示例路12号104铺', floorAreaM2: '420.5' },
  kitchen: { businessItems: ['hot-food', 'pastry'], openFlame: 'true' },
  contact: { contactMobile: '13800000000' },
};

/** The fire check by inspection, and not on a commitment as proposed. */
export const goodManner: Fields = { 'mode.fire-safety-check': 'ordinary' };

/** The pages of the form, by their keys. */
export const draftPages = Object.keys(goodAnswers);

/** The situations of a restaurant without sign and sewer, so that three services are applied for. */
export const situations: Fields = {
  businessLicence: 'not-held',
  dining: 'dine-in-other',
  signboard: 'none',
  drainage: 'not-sewer',
};

export async function signInResident(visitor: Visitor, loginName: string, password: string): Promise<void> {
  await visitor.get('/zh/sign-in');
  const answer = await visitor.submit('/zh/sign-in', { loginName, password });
  assert.equal(answer.status, 303, `${loginName} signs in`);
  await visitor.get('/zh/applications');
}

export async function signInOfficer(visitor: Visitor, loginName: string, password: string): Promise<void> {
  await visitor.get('/api/session');
  const answer = await visitor.post('/api/sign-in', { loginName, password });
  assert.equal(answer.status, 200, `${loginName} signs in`);
}

/** Begins a draft and answers with its id. */
export async function beginDraft(visitor: Visitor): Promise<string> {
  const answer = await visitor.submit('/zh/life-events/open-restaurant/start', situations);
  return draftIdIn(answer);
}

export function draftIdIn(answer: Answer): string {
  const id = /\/drafts\/([0-9a-f-]{36})/.exec(answer.location)?.[1];
  assert.ok(id !== undefined, `a draft was begun (${answer.status})`);
  return id;
}

export interface Papers {
  readonly pdf: Buffer;
  readonly png: Buffer;
}

export async function preparePapers(): Promise<Papers> {
  return { pdf: await buildPdf('Lease'), png: buildPng() };
}

export function evidenceParts({ pdf, png }: Papers, revision: string): readonly Part[] {
  return [
    { name: 'revision', value: revision },
    { name: 'premises-document', value: pdf, fileName: '租赁合同.pdf', mediaType: 'application/pdf' },
    { name: 'floor-plan', value: png, fileName: '平面图.png', mediaType: 'image/png' },
    { name: 'food-safety-rules', value: pdf, fileName: '食品安全管理制度.pdf', mediaType: 'application/pdf' },
    { name: 'fire-safety-rules', value: pdf, fileName: '消防安全制度.pdf', mediaType: 'application/pdf' },
    { name: 'fire-equipment-plan', value: png, fileName: '消防设施平面图.png', mediaType: 'image/png' },
  ];
}

/** Sends the step of the draft that this path leads to; answers with what the server said. */
export async function takeStep(visitor: Visitor, path: string, papers: Papers): Promise<Answer> {
  const step = path.split('/').at(-1) ?? '';
  const shown = await visitor.get(path);
  const revision = revisionIn(shown);
  if (step === 'manner') return await visitor.submit(path, { revision, ...goodManner });
  if (step === 'evidence') return await visitor.upload(path, evidenceParts(papers, revision));
  if (step === 'check') {
    const target = path.replace(/check$/, 'submission');
    return await visitor.submit(target, { revision, declaration: 'true' });
  }
  return await visitor.submit(path, { revision, ...goodAnswers[step] });
}

/** Walks a draft on from where it stands up to `last` (a step's name, itself not taken) and answers with its path. */
export async function walkDraft(
  visitor: Visitor,
  draftId: string,
  papers: Papers,
  last = 'receipt',
): Promise<string> {
  let path = (await visitor.get(`/zh/drafts/${draftId}`)).location;
  for (let steps = 0; steps < 10 && !path.endsWith(`/${last}`); steps += 1) {
    const answer = await takeStep(visitor, path, papers);
    assert.equal(answer.status, 303, `${path}: ${sentencesIn(answer.text)}`);
    path = answer.location;
  }
  assert.ok(path.endsWith(`/${last}`), `${path} leads to ${last}`);
  return path;
}

/** Applies from the beginning to the receipt and answers with the application's id. */
export async function apply(visitor: Visitor, papers: Papers): Promise<string> {
  const path = await walkDraft(visitor, await beginDraft(visitor), papers);
  return applicationIdIn(path);
}

export function applicationIdIn(path: string): string {
  const id = /\/applications\/([0-9a-f-]{36})\/receipt/.exec(path)?.[1];
  assert.ok(id !== undefined, 'the application has an id');
  return id;
}

/** What a person reads of a page, without its marks. */
export function sentencesIn(html: string): string {
  const main = /<main[\s\S]*<\/main>/.exec(html)?.[0] ?? html;
  return main
    .replaceAll(/<[^>]+>/g, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim()
    .slice(0, 600);
}
