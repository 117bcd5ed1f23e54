'use client';

import { type FormEvent, useState } from 'react';
import { Mark } from '@/components/layout/mark';
import { Button } from '@/components/ui/button';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { signInBy, signInWithPassword } from '@/lib/queries/session';

type SignInFormProps = { to: string; error: string | null; ways: { github: boolean; oidc: string | null } };

/** Errors that come back in the URL from single sign-on. */
const WORDS: Record<string, string> = {
  unknown: 'Nobody with this e-mail address is known here. Ask an admin to add you.',
  unverified: 'The e-mail address of this account is not verified there.',
  taken: 'This e-mail address is linked to another account there. Ask an admin.',
};

export function SignInForm({ to, error, ways }: SignInFormProps) {
  const [busy, setBusy] = useState(false);
  const [wrong, setWrong] = useState(error === null ? null : (WORDS[error] ?? 'Signing in did not work. Try again.'));

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    setBusy(true);
    const answer = await signInWithPassword(String(form.get('email')), String(form.get('password')));
    if (answer === null) return location.assign(to);
    setWrong(answer);
    setBusy(false);
  }

  return (
    <section aria-labelledby="sign-in" className="w-full max-w-sm rounded-panel border border-border bg-surface p-6">
      <h1 id="sign-in" className="mb-4 flex items-center gap-2 text-lg font-semibold text-ink">
        <Mark /> Sign in to Rampart
      </h1>
      {/* Before the script runs a form sends itself: never with the password in the address. */}
      <form method="post" onSubmit={submit} className="flex flex-col gap-4">
        <Field label="E-mail">
          <Input name="email" type="email" autoComplete="username" required autoFocus />
        </Field>
        <Field label="Password">
          <Input name="password" type="password" autoComplete="current-password" required maxLength={256} />
        </Field>
        <p role="alert" className="text-sm text-failing-text empty:hidden">
          {wrong}
        </p>
        <Button type="submit" variant="primary" size="lg" disabled={busy}>
          {busy ? 'Signing in…' : 'Sign in'}
        </Button>
      </form>
      {ways.github || ways.oidc !== null ? (
        <div className="mt-4 flex flex-col gap-2 border-t border-border pt-4">
          {ways.github ? <Button onClick={() => signInBy('github', to)}>Sign in with GitHub</Button> : null}
          {ways.oidc === null ? null : (
            <Button onClick={() => signInBy('oidc', to)}>{`Sign in with ${ways.oidc}`}</Button>
          )}
        </div>
      ) : null}
    </section>
  );
}
