// Owns the sign-in page of residents; refuses to say which of name and password was wrong.
import { inLocale, type Text } from '#kernel/texts';
import { html } from '#platform/markup';
import { type CarriedForm, renderCarriedForm } from './kept-form.ts';
import { renderButton } from './look/button.ts';
import { renderErrorSummary } from './look/error-summary.ts';
import { type FrameData, renderBanner, renderFormToken, renderHeading, renderPage } from './look/frame.ts';
import { portalPaths } from './look/portal-paths.ts';
import { renderTextField } from './look/text-field.ts';
import { signInWords } from './messages.ts';

export interface SignInPageView {
  /** Where to go afterwards; a path of the portal that the handler has checked. */
  readonly wanted: string | undefined;
  readonly loginName: string;
  /** Why it failed; undefined at first. */
  readonly error: Text | undefined;
  /** What was typed when the session had ended, and the sentence that says so. */
  readonly carried?: { readonly form: CarriedForm; readonly because: Text | undefined } | undefined;
}

export function renderSignInPage(view: SignInPageView, frame: FrameData): string {
  const { locale } = frame;
  const { carried } = view;
  const title = inLocale(carried === undefined ? signInWords.title : signInWords.againTitle, locale);
  const errors = view.error === undefined ? [] : [{ field: 'loginName', text: view.error }];
  const main = html`${renderErrorSummary(locale, errors, false)}${renderHeading(title)}${
    carried?.because === undefined
      ? html`<p>${inLocale(signInWords.intro, locale)}</p>`
      : renderBanner('attention', inLocale(carried.because, locale))
  }
<form method="post" action="${portalPaths.signIn(locale)}">${renderFormToken(frame)}${
    view.wanted !== undefined && html`<input type="hidden" name="next" value="${view.wanted}">`
  }${carried !== undefined && renderCarriedForm(carried.form)}${renderTextField(locale, {
    name: 'loginName',
    label: inLocale(signInWords.loginName, locale),
    value: view.loginName,
    autocomplete: 'username',
    error: view.error === undefined ? undefined : inLocale(view.error, locale),
  })}${renderTextField(locale, {
    name: 'password',
    kind: 'password',
    label: inLocale(signInWords.password, locale),
    value: '',
    autocomplete: 'current-password',
  })}${renderButton({ label: inLocale(signInWords.submit, locale) })}</form>`;
  return renderPage(frame, { title, breadcrumbs: [], hasErrors: errors.length > 0, main });
}
