'use client';

import { type FormEvent, useRef, useState } from 'react';
import { TextField, textsOf } from '@/components/form/text-field';
import { focusFirstWrong, useIssues } from '@/components/form/use-issues';
import { Mark } from '@/components/layout/mark';
import { Button } from '@/components/ui/button';
import type { InvitationView } from '@/lib/access/team-schema';
import { acceptInvitationSchema } from '@/lib/access/team-schema';
import { acceptInvitation } from '@/lib/queries/accounts';
import { signInWithPassword } from '@/lib/queries/session';

/** Name and password, then signed in. */
export function InvitationForm({ secret, invitation }: { secret: string; invitation: InvitationView }) {
  const form = useRef<HTMLFormElement>(null);
  const [busy, setBusy] = useState(false);
  const [wrong, setWrong] = useState<string | null>(null);
  const [draft, setDraft] = useState({ name: '', password: '' });
  const { issues, attempt, refuse } = useIssues(acceptInvitationSchema, { secret, ...draft });
  const text = textsOf(draft, (part) => setDraft({ ...draft, ...part }), issues);
  const { email, role, team, teamRole, invitedBy } = invitation;

  async function submit(event: FormEvent) {
    event.preventDefault();
    const input = attempt();
    if (!input) return focusFirstWrong(form.current);
    setBusy(true);
    try {
      await acceptInvitation(input);
      if ((await signInWithPassword(email, input.password)) === null) return location.assign('/overview');
      location.assign('/sign-in');
    } catch (error) {
      setBusy(false);
      if (!(error instanceof Error)) return;
      refuse(error);
      setWrong(error.message);
    }
  }

  return (
    <section aria-labelledby="welcome" className="w-full max-w-sm rounded-panel border border-border bg-surface p-6">
      <h1 id="welcome" className="flex items-center gap-2 text-lg font-semibold text-ink">
        <Mark /> Welcome to Rampart
      </h1>
      <p className="mt-2 mb-4 text-sm text-ink-2">
        {invitedBy} invites <span className="break-all text-ink">{email}</span> as {role} everywhere
        {team ? ` and ${teamRole} in ${team}` : ''}.
      </p>
      <form ref={form} method="post" onSubmit={submit} noValidate className="flex flex-col gap-4">
        <TextField label="Your name" {...text('name')} autoComplete="name" />
        <TextField
          label="Password"
          hint="At least 8 characters; a sentence is fine."
          type="password"
          {...text('password')}
          autoComplete="new-password"
        />
        <p role="alert" className="text-sm text-failing-text empty:hidden">
          {wrong}
        </p>
        <Button type="submit" variant="primary" size="lg" disabled={busy}>
          {busy ? 'Coming in…' : 'Come in'}
        </Button>
      </form>
    </section>
  );
}
