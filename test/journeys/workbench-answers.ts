// Owns what a journey hears from the workbench's API: an answer that is expected, or a refusal; refuses a silent failure.
import assert from 'node:assert/strict';
import type { Visitor } from '#test/attacks/visitor';

export async function read<Answer>(visitor: Visitor, path: string): Promise<Answer> {
  const answer = await visitor.get(path);
  assert.equal(answer.status, 200, answer.text);
  return JSON.parse(answer.text) as Answer;
}

export async function send<Answer>(visitor: Visitor, path: string, body: object): Promise<Answer> {
  const answer = await visitor.post(path, body as Record<string, unknown>);
  assert.equal(answer.status, 200, answer.text);
  return JSON.parse(answer.text) as Answer;
}

export async function refusal(visitor: Visitor, path: string, body: object) {
  const answer = await visitor.post(path, body as Record<string, unknown>);
  return { status: answer.status, ...(JSON.parse(answer.text) as { code: string; message: string }) };
}
