// Owns signing in again over a page whose session ended; refuses to lose what was typed under it.
import { Dialog } from './dialog.tsx';
import { messages } from './messages.ts';
import { type Officer, useSession } from './session.tsx';
import { SignInForm } from './sign-in-form.tsx';
import { useWords } from './words.tsx';

export function SignInDialog({ open, officer }: { open: boolean; officer: Officer }) {
  const say = useWords();
  const { signOut } = useSession();
  return (
    <Dialog open={open} title={say(messages.signInAgain)}>
      <p>{say(messages.signInAgainHint)}</p>
      <p className="quiet">{officer.displayName}</p>
      <SignInForm afterwards={say(messages.sendAgain)} />
      <button type="button" className="plain-button" onClick={() => void signOut()}>
        {say(messages.leaveTo)}
      </button>
    </Dialog>
  );
}
