// Owns what stands around every page: head, header, breadcrumbs, footer; refuses scripts and inline style.
import { inLocale, type Locale } from '#kernel/texts';
import { html, type Markup, nothing } from '#platform/markup';
import { renderShape } from './icons.ts';
import { renderMark } from './mark.ts';
import { frameWords } from './messages.ts';
import { inOtherLanguage, portalPaths } from './portal-paths.ts';
import { stylesheet } from './stylesheet.ts';

/** Who reads: `unknown` where the page can't tell, as when the request failed before the session was read. */
type Reader =
  | { readonly kind: 'signed-in'; readonly displayName: string; readonly unreadNotices: number }
  | { readonly kind: 'signed-out' }
  | { readonly kind: 'unknown' };

/** What the frame of a page needs to know about the request. */
export interface FrameData {
  readonly locale: Locale;
  /** The path as requested with its query, from `/zh/…`: the language switch and the sign-in come back to it. */
  readonly address: string;
  readonly reader: Reader;
  /** For the forms of this page, and for signing out. */
  readonly formToken: string;
  /** Large-print mode (大字版). */
  readonly largeLetters: boolean;
}

export interface PageContent {
  /** The heading, and the beginning of the title in the browser's tab. */
  readonly title: string;
  /** The pages above this one, from the home page down; the home page itself is put before them. */
  readonly breadcrumbs?: readonly Breadcrumb[];
  /** Whether the page says that something must be corrected: the title says so first. */
  readonly hasErrors?: boolean;
  readonly main: Markup;
}

interface Breadcrumb {
  readonly label: string;
  readonly href: string;
}

/** A whole page as text, ready to be sent. */
export function renderPage(frame: FrameData, page: PageContent): string {
  const { locale } = frame;
  const say = (key: keyof typeof frameWords) => inLocale(frameWords[key], locale);
  const title = `${page.hasErrors === true ? say('errorInTitle') : ''}${page.title} – ${say('titleEnd')}`;
  return html`<!doctype html>
<html lang="${locale === 'zh' ? 'zh-CN' : 'en-GB'}"${frame.largeLetters && html` class="large"`}>
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="format-detection" content="telephone=no">
<title>${title}</title>
<link rel="stylesheet" href="${stylesheet.path}">
<link rel="icon" href="/assets/mark.svg" type="image/svg+xml">
</head>
<body>
<a class="skip" href="#main">${say('skip')}</a>
${renderHeader(frame)}
<div class="column">
${page.breadcrumbs === undefined ? nothing : renderBreadcrumbs(locale, page.breadcrumbs)}
<main id="main" tabindex="-1">
${page.main}
</main>
</div>
${renderFooter(frame)}
</body>
</html>
`.toString();
}

function renderHeader(frame: FrameData): Markup {
  const { locale, address, reader } = frame;
  const other = locale === 'zh' ? 'en' : 'zh';
  return html`<header class="bar"><div class="bar-in">
<a class="brand" href="${portalPaths.home(locale)}">${renderMark()}<span>${inLocale(frameWords.siteName, locale)}</span></a>
${reader.kind === 'signed-in' && renderSignOut(frame, reader.displayName)}
<nav class="menu" aria-label="${inLocale(frameWords.mainMenu, locale)}"><ul>
${reader.kind === 'signed-in' ? renderOwnLinks(locale, reader.unreadNotices) : renderVisitorLinks(locale)}
<li><a href="${inOtherLanguage(address, locale)}" lang="${other === 'zh' ? 'zh-CN' : 'en-GB'}" hreflang="${other}">${other === 'zh' ? '中文' : 'English'}</a></li>
${reader.kind === 'signed-out' && html`<li><a href="${portalPaths.signIn(locale, signInReturn(address, locale))}">${inLocale(frameWords.signIn, locale)}</a></li>`}
</ul></nav>
</div></header>`;
}

/** Signing in from the sign-in page itself leads to the home page, not back to the form. */
function signInReturn(address: string, locale: Locale): string | undefined {
  return address.startsWith(portalPaths.signIn(locale)) ? undefined : address;
}

function renderOwnLinks(locale: Locale, unreadNotices: number): Markup {
  const unread = unreadNotices > 0 ? inLocale(frameWords.unread, locale, { count: unreadNotices }) : '';
  return html`<li><a href="${portalPaths.applications(locale)}">${inLocale(frameWords.applications, locale)}</a></li>
<li><a href="${portalPaths.licences(locale)}">${inLocale(frameWords.licences, locale)}</a></li>
<li><a href="${portalPaths.notices(locale)}">${inLocale(frameWords.notices, locale)}${unread}</a></li>`;
}

function renderVisitorLinks(locale: Locale): Markup {
  return html`<li><a href="${portalPaths.progress(locale)}">${inLocale(frameWords.progress, locale)}</a></li>`;
}

function renderSignOut(frame: FrameData, displayName: string): Markup {
  const { locale } = frame;
  return html`<form class="account" method="post" action="${portalPaths.signOut(locale)}">${renderFormToken(frame)}
<span><span class="heard">${inLocale(frameWords.signedInAs, locale)}</span>${displayName}</span>
<button class="plain">${inLocale(frameWords.signOut, locale)}</button></form>`;
}

/** The hidden field without which no form of the portal is taken. */
export function renderFormToken(frame: FrameData): Markup {
  return html`<input type="hidden" name="formToken" value="${frame.formToken}">`;
}

function renderBreadcrumbs(locale: Locale, breadcrumbs: readonly Breadcrumb[]): Markup {
  const all = [{ label: inLocale(frameWords.home, locale), href: portalPaths.home(locale) }, ...breadcrumbs];
  return html`<nav class="crumbs" aria-label="${inLocale(frameWords.breadcrumbs, locale)}"><ol>${all.map(
    ({ label, href }) => html`<li><a href="${href}">${label}</a></li>`,
  )}</ol></nav>`;
}

function renderFooter({ locale, address, largeLetters }: FrameData): Markup {
  const letters = largeLetters ? 'usual' : 'large';
  const links = [
    { label: frameWords.progress, href: portalPaths.progress(locale) },
    { label: frameWords.verify, href: portalPaths.verify(locale) },
    { label: frameWords.departments, href: portalPaths.departments(locale) },
    {
      label: largeLetters ? frameWords.usualLetters : frameWords.largeLetters,
      href: portalPaths.letters(locale, letters, address),
    },
  ];
  return html`<footer class="foot"><div class="foot-in"><nav aria-label="${inLocale(frameWords.footerMenu, locale)}"><ul>${links.map(
    ({ label, href }) => html`<li><a href="${href}">${inLocale(label, locale)}</a></li>`,
  )}</ul></nav><p>${inLocale(frameWords.footerNote, locale)}</p></div></footer>`;
}

/** The heading of a page, with a line above it that says to what it belongs. */
export function renderHeading(title: string, belongsTo?: string): Markup {
  return html`<h1>${belongsTo !== undefined && html`<span class="above">${belongsTo}</span>`}${title}</h1>`;
}

/** A banner for what the reader must see first; its shape and its first word say how serious it is. */
export function renderBanner(
  tone: 'done' | 'now' | 'attention' | 'refused',
  title: string,
  body: Markup = nothing,
): Markup {
  return html`<section class="banner ${tone}"><h2>${renderShape(tone)}${title}</h2>${body}</section>`;
}
