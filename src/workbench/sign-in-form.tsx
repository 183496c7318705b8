// Owns the form that signs an officer in; refuses to say which of name and password was wrong.
import { Button, Input, type InputRef } from 'antd';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import { useAnnounce } from './announcer.tsx';
import { FailureNotice } from './failure-notice.tsx';
import { Field, focusFirstWrong } from './field.tsx';
import { messages } from './messages.ts';
import { useSession } from './session.tsx';
import { useWords } from './words.tsx';

interface SignInFormProps {
  /** Said aloud after signing in. */
  readonly afterwards?: string;
}

/** What was typed, and what became of sending it. */
function useSignInForm(afterwards: string | undefined) {
  const announce = useAnnounce();
  const { signIn } = useSession();
  const form = useRef<HTMLFormElement>(null);
  const [typed, setTyped] = useState({ loginName: '', password: '' });
  const [tries, setTries] = useState(0);
  const [sending, setSending] = useState(false);
  const [failure, setFailure] = useState<unknown>();
  const missing = { loginName: typed.loginName.trim() === '', password: typed.password === '' };
  useEffect(() => {
    if (tries > 0) focusFirstWrong(form.current);
  }, [tries]);
  const type = (changed: Partial<typeof typed>) => setTyped((before) => ({ ...before, ...changed }));

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (sending) return;
    setTries(tries + 1);
    if (missing.loginName || missing.password) return;
    setSending(true);
    setFailure(undefined);
    try {
      await signIn({ loginName: typed.loginName.trim(), password: typed.password });
      if (afterwards !== undefined) announce(afterwards);
    } catch (problem) {
      // The name stays; a password that was refused is typed anew.
      type({ password: '' });
      setTries(0);
      setFailure(problem);
    } finally {
      setSending(false);
    }
  };
  const wrong = {
    loginName: tries > 0 && missing.loginName,
    password: tries > 0 && missing.password,
  };
  return { form, typed, type, wrong, sending, failure, submit };
}

export function SignInForm({ afterwards }: SignInFormProps) {
  const say = useWords();
  const first = useRef<InputRef>(null);
  const { form, typed, type, wrong, sending, failure, submit } = useSignInForm(afterwards);
  useEffect(() => first.current?.focus(), []);

  return (
    <form ref={form} className="sign-in-form" onSubmit={submit} noValidate>
      {failure !== undefined && <FailureNotice failure={failure} while="signing-in" />}
      <Field
        label={say(messages.loginName)}
        error={wrong.loginName ? say(messages.loginNameMissing) : undefined}
      >
        {(control) => (
          <Input
            {...control}
            ref={first}
            name="loginName"
            autoComplete="username"
            autoCapitalize="none"
            spellCheck={false}
            maxLength={64}
            value={typed.loginName}
            onChange={(event) => type({ loginName: event.target.value })}
          />
        )}
      </Field>
      <Field
        label={say(messages.password)}
        error={wrong.password ? say(messages.passwordMissing) : undefined}
      >
        {(control) => (
          <Input
            {...control}
            type="password"
            name="password"
            autoComplete="current-password"
            maxLength={200}
            value={typed.password}
            onChange={(event) => type({ password: event.target.value })}
          />
        )}
      </Field>
      <Button type="primary" htmlType="submit" block aria-disabled={sending}>
        {say(sending ? messages.signingIn : messages.signIn)}
      </Button>
    </form>
  );
}
