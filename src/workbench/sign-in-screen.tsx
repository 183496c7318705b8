// Owns the page of whoever isn't signed in; refuses to lead away from the page that was wanted.
import { messages } from './messages.ts';
import { PageHeading } from './page-heading.tsx';
import { SignInForm } from './sign-in-form.tsx';
import { LanguageButton } from './top-bar.tsx';
import { useWords } from './words.tsx';

export function SignInScreen() {
  const say = useWords();
  return (
    <div className="sign-in">
      <header className="top">
        <span className="top-mark">
          <span className="top-square">{say(messages.mark)}</span>
          <span className="top-name">{say(messages.workbench)}</span>
        </span>
        <div className="top-tools">
          <LanguageButton />
        </div>
      </header>
      <main className="sign-in-card">
        <PageHeading title={say(messages.signInTo)} />
        <p className="quiet">{say(messages.signInHint)}</p>
        <SignInForm />
      </main>
    </div>
  );
}
