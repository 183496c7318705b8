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

export function SignInForm({ afterwards }: SignInFormProps) {
  const say = useWords();
  const announce = useAnnounce();
  const { signIn } = useSession();
  const form = useRef<HTMLFormElement>(null);
  const first = useRef<InputRef>(null);
  const [loginName, setLoginName] = useState('');
  const [password, setPassword] = useState('');
  const [tried, setTried] = useState(0);
  const [sending, setSending] = useState(false);
  const [failure, setFailure] = useState<unknown>();
  const nameMissing = tried > 0 && loginName.trim() === '';
  const passwordMissing = tried > 0 && password === '';
  useEffect(() => first.current?.focus(), []);
  useEffect(() => {
    if (tried > 0) focusFirstWrong(form.current);
  }, [tried]);

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (sending) return;
    setTried(tried + 1);
    if (loginName.trim() === '' || password === '') return;
    setSending(true);
    setFailure(undefined);
    try {
      await signIn({ loginName: loginName.trim(), password });
      if (afterwards !== undefined) announce(afterwards);
    } catch (problem) {
      // The name stays; a password that was refused is typed anew.
      setPassword('');
      setTried(0);
      setFailure(problem);
    } finally {
      setSending(false);
    }
  };

  return (
    <form ref={form} className="sign-in-form" onSubmit={submit} noValidate>
      {failure !== undefined && <FailureNotice failure={failure} while="signing-in" />}
      <Field label={say(messages.loginName)} error={nameMissing ? say(messages.loginNameMissing) : undefined}>
        {(control) => (
          <Input
            {...control}
            ref={first}
            name="loginName"
            autoComplete="username"
            autoCapitalize="none"
            spellCheck={false}
            maxLength={64}
            value={loginName}
            onChange={(event) => setLoginName(event.target.value)}
          />
        )}
      </Field>
      <Field
        label={say(messages.password)}
        error={passwordMissing ? say(messages.passwordMissing) : undefined}
      >
        {(control) => (
          <Input
            {...control}
            type="password"
            name="password"
            autoComplete="current-password"
            maxLength={200}
            value={password}
            onChange={(event) => setPassword(event.target.value)}
          />
        )}
      </Field>
      <Button type="primary" htmlType="submit" block aria-disabled={sending}>
        {say(sending ? messages.signingIn : messages.signIn)}
      </Button>
    </form>
  );
}
