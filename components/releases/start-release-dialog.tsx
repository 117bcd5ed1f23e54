'use client';

import { useRouter } from 'next/navigation';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import { focusFirstWrong } from '@/components/form/use-issues';
import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { LinkButton } from '@/components/ui/link-button';
import { Select } from '@/components/ui/select';
import { Textarea } from '@/components/ui/textarea';
import { toast } from '@/components/ui/toast';
import { formatDate } from '@/lib/format/time';
import { fieldError } from '@/lib/queries/http';
import { useRolledBack, useStartRelease } from '@/lib/queries/releases';
import { useServices } from '@/lib/queries/services';
import type { ReleaseKind } from '@/lib/releases/schema';
import { RELEASE_KINDS } from '@/lib/releases/status';
import { KIND_WORDS } from './kind-words';
import { PlanChoice } from './plan-choice';
import { PlanWarning } from './plan-warning';

type StartReleaseDialogProps = { open: boolean; onOpenChange: (open: boolean) => void; service?: string };

export function StartReleaseDialog({ open, onOpenChange, service }: StartReleaseDialogProps) {
  return open ? <StartRelease onOpenChange={onOpenChange} service={service} /> : null;
}

type Draft = {
  service: string;
  version: string;
  baselineVersion: string;
  plan: string;
  kind: ReleaseKind;
  changelog: string;
  risk: string;
};

function StartRelease({
  onOpenChange,
  service,
}: {
  onOpenChange: (open: boolean) => void;
  service: string | undefined;
}) {
  const router = useRouter();
  const services = useServices();
  const start = useStartRelease();
  const [draft, setDraft] = useState<Draft>({
    service: service ?? '',
    version: '',
    baselineVersion: '',
    plan: '',
    kind: 'change',
    changelog: '',
    risk: '',
  });
  const set = (key: keyof Draft) => (event: { target: { value: string } }) =>
    setDraft({ ...draft, [key]: event.target.value });
  const version = draft.version.trim();
  const attempts = useRolledBack(draft.service, draft.service !== '' && version !== '');
  const before = attempts.data?.find((entry) => entry.version === version);
  const form = useRef<HTMLFormElement>(null);
  const [tried, setTried] = useState(false);
  // What the server refuses stands at its field too.
  useEffect(() => {
    if (start.error) focusFirstWrong(form.current);
  }, [start.error]);

  function submit(event: FormEvent) {
    event.preventDefault();
    setTried(true);
    if (draft.service === '' || version === '') return focusFirstWrong(form.current);
    const given = Object.entries(draft).flatMap(([key, value]) => (value.trim() === '' ? [] : [[key, value.trim()]]));
    start.mutate(Object.fromEntries(given), {
      onSuccess: (release) => {
        onOpenChange(false);
        toast(`${release.service} ${release.version} is announced`, {
          description: 'It arrives dark and climbs from its first step.',
        });
        router.push(`/releases/${release.id}`);
      },
    });
  }

  const errorOf = (path: string) => {
    const needed = (path === 'service' && draft.service === '') || (path === 'version' && version === '');
    const message = tried && needed ? 'is needed' : fieldError(start.error, path);
    return message ? { error: message } : {};
  };
  const chosen = services.data?.find(({ name }) => name === draft.service);
  const options = (services.data ?? []).map((entry) => ({ value: entry.name, label: entry.displayName }));
  return (
    <Dialog
      open
      onOpenChange={onOpenChange}
      title="Start a release"
      description="Nobody sees it before its first step goes out."
    >
      <form ref={form} onSubmit={submit} noValidate className="mt-4 flex flex-col gap-4">
        <Field label="Service" {...errorOf('service')}>
          <Select
            value={draft.service === '' ? null : draft.service}
            onValueChange={(value) => setDraft({ ...draft, service: value, plan: '' })}
            options={options}
            placeholder={services.isPending ? 'Looking them up' : 'Choose a service'}
          />
        </Field>
        {services.data?.length === 0 ? (
          <div className="flex flex-wrap items-center gap-3 text-sm text-ink-2">
            There is no service yet. <LinkButton href="/services">Register one first</LinkButton>
          </div>
        ) : null}
        <div className="grid gap-4 sm:grid-cols-2">
          <Field label="Version" {...errorOf('version')}>
            <Input
              value={draft.version}
              onChange={set('version')}
              placeholder="2.4.1"
              autoComplete="off"
              spellCheck={false}
              className="font-mono"
            />
          </Field>
          <Field
            label="Compare with"
            optional
            hint="The last completed version when empty."
            {...errorOf('baselineVersion')}
          >
            <Input
              value={draft.baselineVersion}
              onChange={set('baselineVersion')}
              placeholder="2.4.0"
              autoComplete="off"
              spellCheck={false}
              className="font-mono"
            />
          </Field>
        </div>
        <div className="grid gap-4 sm:grid-cols-2">
          <Field
            label="Kind"
            hint="Freezes and error-budget policies may let a security fix or a revert through; the record says so."
            {...errorOf('kind')}
          >
            <Select
              value={draft.kind}
              onValueChange={(kind) => setDraft({ ...draft, kind })}
              options={RELEASE_KINDS.map((value) => ({ value, label: KIND_WORDS[value] }))}
            />
          </Field>
          {chosen ? (
            <PlanChoice
              service={chosen}
              value={draft.plan}
              onChange={(plan) => setDraft({ ...draft, plan })}
              {...errorOf('plan')}
            />
          ) : null}
        </div>
        <Field label="What changes" optional {...errorOf('changelog')}>
          <Textarea value={draft.changelog} onChange={set('changelog')} rows={2} />
        </Field>
        <Field
          label="Declared risk"
          optional
          hint="Shown to whoever rolls it back, such as a schema change."
          {...errorOf('risk')}
        >
          <Input value={draft.risk} onChange={set('risk')} autoComplete="off" />
        </Field>
        <PlanWarning service={chosen && { name: chosen.name, plan: draft.plan || chosen.plan }} />
        {before ? (
          <p className="text-sm font-medium text-needs-text">
            {version} was rolled back
            {before.finishedAt ? ` on ${formatDate(Date.parse(before.finishedAt), Date.parse(before.finishedAt))}` : ''}
            {before.rollback ? ` (${before.rollback.reason})` : ''}. Start it again?
          </p>
        ) : null}
        {start.error ? (
          <p role="alert" className="text-sm font-medium text-failing-text">
            {start.error.message}
          </p>
        ) : null}
        <div className="flex items-center justify-between gap-4">
          <Button size="lg" onClick={() => onOpenChange(false)}>
            Close
          </Button>
          <Button type="submit" size="lg" variant="primary" busy={start.isPending}>
            {before ? 'Start it again' : 'Start the release'}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
