// Owns the pages before an application: home, search, guide, interview, departments. Refuses nobody.

import { legalDay } from '#kernel/dates';
import { type AppError, isAppError } from '#kernel/errors';
import { inLocale, type Text } from '#kernel/texts';
import {
  alsoApplyForKey,
  chooseServices,
  defaultModeOf,
  findServiceItems,
  type LifeEventInHand,
  listPublishedLifeEvents,
  possibleRequirementsOf,
  type Situations,
  viewLifeEvent,
} from '#modules/catalogue';
import type { LifeEventContent, ServiceContent } from '#modules/catalogue/contract';
import { type OrganTree, viewDivisions, viewOrgans } from '#modules/organs';
import type { Exchange, Reply, Route } from '#platform/http';
import { effortOf, exemptEvidenceOf, lawOf, limitOf, neededEvidenceOf } from './catalogue-views.ts';
import { feeWords, guideSteps, homeAudiences, homeNews, organGroupWords } from './messages.ts';
import { renderDepartmentsPage } from './pages/departments-page.ts';
import { renderGuidePage } from './pages/guide-page.ts';
import { renderHomePage } from './pages/home-page.ts';
import { renderInterviewPage, renderInterviewResultPage } from './pages/interview-page.ts';
import { portalPaths } from './pages/look/portal-paths.ts';
import { stylesheet } from './pages/look/stylesheet.ts';
import { renderSearchPage } from './pages/search-page.ts';
import { forAnyone, frameOf, frameUseCases, localePattern, safePath } from './portal-request.ts';

export function findingRoutes(): readonly Route[] {
  const get = (path: string, useCases: readonly string[], handle: Route['handle'], kept?: true): Route => ({
    ...forAnyone,
    ...(kept === undefined ? {} : { kept }),
    method: 'GET',
    path: `${localePattern}${path}`,
    useCases: [...useCases, ...frameUseCases],
    handle,
  });
  return [
    {
      ...forAnyone,
      method: 'GET',
      path: '/',
      useCases: [],
      handle: async ({ locale }) => ({ kind: 'redirect', to: portalPaths.home(locale) }),
    },
    {
      ...forAnyone,
      method: 'GET',
      path: '/assets/portal.css',
      useCases: [],
      handle: async () => ({ kind: 'style', css: stylesheet.content }),
    },
    get('/', ['list-life-events', 'view-divisions'], showHome, true),
    get('/search', ['list-life-events', 'find-service-items'], showSearch),
    get('/life-events/:key', ['view-life-event'], showGuide, true),
    get('/life-events/:key/start', ['view-life-event'], showInterview),
    get('/departments', ['view-organs'], showDepartments, true),
    get('/letters', [], async ({ query, locale }) => ({
      kind: 'redirect',
      to: safePath(query['back'], portalPaths.home(locale)),
      letters: query['letters'] === 'large' ? 'large' : 'usual',
    })),
  ];
}

async function showHome(exchange: Exchange): Promise<Reply> {
  const lifeEvents = await exchange.run(listPublishedLifeEvents, {});
  const divisions = await exchange.run(viewDivisions, {});
  return {
    kind: 'page',
    html: renderHomePage(
      {
        audiences: homeAudiences,
        lifeEvents: lifeEvents.map(({ key, title }) => ({ key, title })),
        districts: divisions
          .filter((one) => one.kind === 'district' || one.kind === 'county')
          .map(({ code, name }) => ({ code, name })),
        news: homeNews.map(({ on, title, lifeEvent }) => ({
          title,
          on: legalDay(on),
          path: portalPaths.lifeEvent(exchange.locale, lifeEvent),
        })),
      },
      await frameOf(exchange),
    ),
  };
}

async function showSearch(exchange: Exchange): Promise<Reply> {
  const typed = (exchange.query['q'] ?? '').trim().slice(0, 100);
  const audience = exchange.query['audience'];
  const found = (await exchange.run(listPublishedLifeEvents, {})).filter((one) =>
    typed === '' ? audience === undefined || one.audiences.includes(audience) : matches(one, typed),
  );
  const items = await exchange.run(findServiceItems, { typed });
  return {
    kind: 'page',
    html: renderSearchPage(
      {
        query: typed,
        items: items.map(({ name, organName, sourceUrl }) => ({ name, organName, guideUrl: sourceUrl })),
        results: found.map(({ key, title, summary }) => ({
          title,
          summary,
          path: portalPaths.lifeEvent(exchange.locale, key),
        })),
      },
      await frameOf(exchange),
    ),
  };
}

/**
 * Whether a life event answers to what was typed: its words contain it, or it contains one of them, as 我想开一家小吃店
 * contains 小吃店; for English every word that was typed must occur.
 */
export function matches(lifeEvent: LifeEventContent, typed: string): boolean {
  const needle = typed.normalize('NFKC').toLowerCase();
  const words = [lifeEvent.title.zh, lifeEvent.title.en, ...lifeEvent.search.zh, ...lifeEvent.search.en].map(
    (one) => one.toLowerCase(),
  );
  if (words.some((word) => word.includes(needle) || (word.length > 1 && needle.includes(word)))) return true;
  const parts = needle.split(/\s+/).filter((part) => part.length > 2);
  return parts.length > 0 && parts.every((part) => words.some((word) => word.includes(part)));
}

function waitsForIn(lifeEvent: LifeEventContent): (serviceKey: string) => string | null {
  return (serviceKey) => lifeEvent.order.find((one) => one.service === serviceKey)?.waitsFor ?? null;
}

async function showGuide(exchange: Exchange): Promise<Reply> {
  const { locale } = exchange;
  const { lifeEvent, services } = await exchange.run(viewLifeEvent, { key: exchange.params['key'] ?? '' });
  return {
    kind: 'page',
    html: renderGuidePage(
      {
        title: lifeEvent.title,
        summary: lifeEvent.summary,
        startPath: portalPaths.interview(locale, lifeEvent.key),
        effort: effortOf(services, waitsForIn(lifeEvent)),
        steps: guideSteps,
        evidence: neededEvidenceOf(services),
        exempt: exemptEvidenceOf(services),
        services: services.map((service) => ({
          name: service.name,
          summary: service.summary,
          limit: limitOf(service),
          result: service.result.name,
        })),
        fees: services.map((service) => feeLine(service)),
        law: lawOf(services),
        questions: services.flatMap((service) =>
          service.faq.map(({ question, answer }) => ({ question, answer })),
        ),
      },
      await frameOf(exchange),
    ),
  };
}

function feeLine(service: ServiceContent): Text {
  const word = service.fees.charged ? feeWords.charged : feeWords.free;
  return { zh: `${service.name.zh}：${word.zh}`, en: `${service.name.en}: ${word.en}` };
}

/** The situations that the address names; unknown names are left out. */
function situationsOf(lifeEvent: LifeEventContent, query: Readonly<Record<string, string>>): Situations {
  return Object.fromEntries(
    [...lifeEvent.situations.map((one) => one.key), alsoApplyForKey].flatMap((key) => {
      const value = query[key];
      return value === undefined ? [] : [[key, value]];
    }),
  );
}

async function showInterview(exchange: Exchange): Promise<Reply> {
  const inHand = await exchange.run(viewLifeEvent, { key: exchange.params['key'] ?? '' });
  const situations = situationsOf(inHand.lifeEvent, exchange.query);
  const wasSent = Object.keys(situations).length > 0 || exchange.query['sent'] !== undefined;
  if (exchange.query['change'] !== undefined)
    return await askSituations(exchange, inHand, situations, undefined);
  try {
    return await showResult(exchange, inHand, situations);
  } catch (error) {
    if (!isAppError(error) || error.kind !== 'invalid') throw error;
    return await askSituations(exchange, inHand, situations, wasSent ? error : undefined);
  }
}

async function askSituations(
  exchange: Exchange,
  { lifeEvent }: LifeEventInHand,
  situations: Situations,
  error: AppError | undefined,
): Promise<Reply> {
  const html = renderInterviewPage(
    {
      lifeEventKey: lifeEvent.key,
      lifeEventTitle: lifeEvent.title,
      situations: lifeEvent.situations.map((one) => ({
        ...one,
        hint: one.hint,
        chosen: situations[one.key],
      })),
      errors: error?.fields ?? [],
    },
    await frameOf(exchange),
  );
  return { kind: 'page', html, status: error === undefined ? 200 : 422 };
}

async function showResult(
  exchange: Exchange,
  { lifeEvent, services }: LifeEventInHand,
  situations: Situations,
): Promise<Reply> {
  const choice = chooseServices(lifeEvent, situations);
  const byKey = new Map(services.map((service) => [service.key, service]));
  const nameOf = (key: string): Text => byKey.get(key)?.name ?? { zh: key, en: key };
  const chosen = choice.services.flatMap(({ serviceKey }) => {
    const service = byKey.get(serviceKey);
    if (service === undefined) return [];
    const mode = defaultModeOf(service);
    return [{ ...service, evidence: possibleRequirementsOf(service, { situations, mode }) }];
  });
  const waitsFor = (key: string) => choice.services.find((one) => one.serviceKey === key)?.waitsFor ?? null;
  const html = renderInterviewResultPage(
    {
      lifeEventKey: lifeEvent.key,
      lifeEventTitle: lifeEvent.title,
      situations,
      answers: lifeEvent.situations.map((one) => ({
        question: one.question,
        answer: one.options.find((option) => option.value === situations[one.key])?.label ?? one.question,
      })),
      services: choice.services.map((one) => ({
        name: nameOf(one.serviceKey),
        because: one.because,
        waitsFor: one.waitsFor === null ? undefined : nameOf(one.waitsFor),
      })),
      notNeeded: choice.notNeeded.map((one) => ({ name: nameOf(one.serviceKey), because: one.because })),
      mayAlso: choice.mayAlso.map((one) => ({
        key: one.serviceKey,
        name: nameOf(one.serviceKey),
        because: one.because,
      })),
      duties: choice.duties,
      effort: effortOf(chosen, waitsFor),
      evidence: neededEvidenceOf(chosen),
      exempt: exemptEvidenceOf(chosen),
    },
    await frameOf(exchange),
  );
  return { kind: 'page', html };
}

async function showDepartments(exchange: Exchange): Promise<Reply> {
  const tree = await exchange.run(viewOrgans, {});
  const { locale } = exchange;
  const order = new Intl.Collator(locale === 'zh' ? 'zh-CN' : 'en');
  const divisions = tree.divisions
    .filter((one) => ['city', 'district', 'county'].includes(one.kind))
    .map(({ code, name }) => ({
      code,
      name,
      groups: groupsOf(tree, code, (one, other) =>
        order.compare(inLocale(one, locale), inLocale(other, locale)),
      ),
    }));
  return { kind: 'page', html: renderDepartmentsPage({ divisions }, await frameOf(exchange)) };
}

/** The bodies of a division with what stands under them; the offices of its streets and towns as one group. */
function groupsOf({ organs }: OrganTree, divisionCode: string, compare: (one: Text, other: Text) => number) {
  const own = organs.filter((organ) => organ.divisionCode === divisionCode);
  const isBody = (kind: string) =>
    ['party', 'congress', 'standing-committee', 'government', 'cppcc'].includes(kind);
  const bodies = own.filter((organ) => isBody(organ.kind));
  const groups = bodies.map((body) => ({
    name: body.name,
    organs: own
      .filter((organ) => organ.parentId === body.id && !isBody(organ.kind))
      .map((organ) => organ.name)
      .sort(compare),
  }));
  const streets = organs
    .filter((organ) => organ.divisionCode.length === 9 && organ.divisionCode.startsWith(divisionCode))
    .map((organ) => organ.name)
    .sort(compare);
  return streets.length === 0 ? groups : [...groups, { name: organGroupWords.streets, organs: streets }];
}
