// Owns pages that are kept in memory and shown again while nothing changed that they are made of; refuses to show one
// without having asked the database, and one person's page to another (decision 0020).
import type { FastifyRequest } from 'fastify';
import { type Actor, anonymous } from '#kernel/actors';
import { legalDayOf } from '#kernel/dates';
import { sha256 } from '#platform/crypto';
import {
  type Answers,
  askAtOnce,
  type LoginKind,
  lookTogether,
  type Pools,
  type Question,
} from '#platform/database';
import type { Revision } from '#platform/use-case';

/** Whom a page was made for: everything of a reader that a page may show. */
export interface Reader {
  readonly actor: Actor;
  readonly displayName: string | undefined;
}

export interface KeptPage {
  readonly body: Buffer;
  /** Of pages that are everybody's: what a browser may ask with whether its copy still holds. */
  readonly etag: string | undefined;
  readonly reader: Reader;
  readonly login: LoginKind;
  readonly questions: readonly Question[];
  readonly answers: readonly string[];
}

/** What a page that is being made was made from so far. */
export interface PageSources {
  readonly revisions: readonly Revision[];
  /** Before each use case: one that has no revision leaves the page without a ground to be kept on. */
  expect(): void;
  note(revision: Revision): void;
  /** Something of this one answer went into the page. */
  spoil(): void;
  isWhole(): boolean;
}

export interface KeptPages {
  find(key: string, at: Date): KeptPage | undefined;
  /** Whether everything that the page is made of is as it was, asked as its reader from now on and not before. */
  holds(page: KeptPage): Promise<boolean>;
  keep(key: string, page: KeptPage, at: Date): void;
}

const bytesMost = 64 * 1_024 * 1_024;
const pageBytesMost = 256 * 1_024;
/** What a page takes beside its bytes, roughly: its key, its reader, its questions. */
const overheadBytes = 2_048;
/** A page that nobody has asked for goes: what is somebody's own lies in memory no longer than it is of use. */
const unusedMostMs = 15 * 60_000;

/**
 * The place of a page: address, language, size of letters, day, and the session. A page with the name and form token of
 * one session so has a place that no other session comes to. Undefined for addresses with a query: there are as many of
 * them as somebody likes to make up.
 */
export function placeOf(
  request: FastifyRequest,
  of: {
    readonly locale: string;
    readonly largeLetters: boolean;
    readonly sessionToken: string | undefined;
    readonly now: Date;
  },
): string | undefined {
  if (request.method !== 'GET' || request.url.includes('?')) return undefined;
  const session = of.sessionToken === undefined ? '' : sha256(of.sessionToken).toString('base64');
  const letters = of.largeLetters ? 'large' : 'usual';
  return `${session} ${of.locale} ${letters} ${dayOf(of.now)} ${request.url}`;
}

let hourOfDay = { hour: Number.NaN, day: '' };

/** Days begin with an hour in Shanghai, so the day is worked out once an hour. */
function dayOf(now: Date): string {
  const hour = Math.floor(now.getTime() / 3_600_000);
  if (hourOfDay.hour !== hour) hourOfDay = { hour, day: legalDayOf(now) };
  return hourOfDay.day;
}

/** Whether both are the same person with the same posts under the same name. */
export function isSameReader(one: Reader, other: Reader): boolean {
  return one === other || JSON.stringify(one) === JSON.stringify(other);
}

export function createPageSources(): PageSources {
  const revisions: Revision[] = [];
  let missing = 0;
  return {
    revisions,
    expect() {
      missing += 1;
    },
    note(revision) {
      missing -= 1;
      revisions.push(revision);
    },
    spoil() {
      missing = Number.POSITIVE_INFINITY;
    },
    isWhole: () => missing === 0 && revisions.length > 0,
  };
}

/** The page as it is kept, or undefined where something went into it that has no revision. */
export function keepable(html: string, reader: Reader, sources: PageSources): KeptPage | undefined {
  const [first] = sources.revisions;
  const body = Buffer.from(html);
  if (first === undefined || !sources.isWhole() || body.length > pageBytesMost) return undefined;
  const answers = sources.revisions.flatMap(({ answer, login }) =>
    answer === null || login !== first.login ? [] : [answer],
  );
  if (answers.length < sources.revisions.length) return undefined;
  return {
    body,
    etag: reader.actor.kind === 'anonymous' ? `"${sha256(body).toString('base64url')}"` : undefined,
    reader,
    login: first.login,
    questions: sources.revisions.map((one) => one.question),
    answers,
  };
}

/** The pages that this process keeps; others keep their own, and all of them ask the same database. */
export function createKeptPages(pools: Pools): KeptPages {
  // In the order of their last use, the longest unused first.
  const pages = new Map<string, { readonly page: KeptPage; readonly usedAt: number }>();
  let bytes = 0;
  // Nobody is the same for everyone, so all who read what is published ask together, and each thing once.
  const lookAtPublished = lookTogether<KeptPage, Answers>(async (asked) => {
    const questions = new Map(asked.flatMap((page) => page.questions).map((one) => [one.join(' '), one]));
    const answers = await askAtOnce(pools.get('internet'), anonymous, [...questions.values()]);
    const found = new Map([...questions.keys()].map((key, index) => [key, answers[index] ?? null]));
    return asked.map((page) => page.questions.map((one) => found.get(one.join(' ')) ?? null));
  });
  const remove = (key: string) => {
    bytes -= sizeOf(pages.get(key)?.page);
    pages.delete(key);
  };
  const put = (key: string, page: KeptPage, at: Date) => {
    remove(key);
    pages.set(key, { page, usedAt: at.getTime() });
    bytes += sizeOf(page);
  };
  return {
    find(key, at) {
      const found = pages.get(key)?.page;
      if (found !== undefined) put(key, found, at);
      return found;
    },
    async holds(page) {
      const { reader, login, questions, answers } = page;
      const found =
        reader.actor.kind === 'anonymous' && login === 'internet'
          ? await lookAtPublished(page)
          : await askAtOnce(pools.get(login), reader.actor, questions);
      return found.length === answers.length && answers.every((answer, index) => answer === found[index]);
    },
    keep(key, page, at) {
      put(key, page, at);
      for (const [oldest, { usedAt }] of pages) {
        if (bytes <= bytesMost && at.getTime() - usedAt <= unusedMostMs) break;
        remove(oldest);
      }
    },
  };
}

function sizeOf(page: KeptPage | undefined): number {
  return page === undefined ? 0 : page.body.length + overheadBytes;
}
