'use client';

import { type FormEvent, useRef, useState } from 'react';
import { useOutbox } from '@/components/outbox/outbox-provider';
import { Button } from '@/components/ui/button';
import { cn } from '@/components/ui/cn';
import { Dialog } from '@/components/ui/dialog';
import { Field } from '@/components/ui/field';
import { controlClass, Input } from '@/components/ui/input';
import { toast } from '@/components/ui/toast';
import { unreached } from '@/lib/outbox/outbox';
import { ApiError } from '@/lib/queries/http';
import { KILL_PATH, type KillInput, newKey, useFlight, useKill } from '@/lib/queries/releases';
import { useServices } from '@/lib/queries/services';
import { KillReceipt } from './kill-receipt';
import { EVERYTHING, KILL_CHIPS, type KillChip, killConsequence, killReason, killTitle } from './kill-words';

type KillSwitchDialogProps = {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  /** Already chosen where it is opened from a service. */
  service?: string;
};

/** Returns exposure to the last known good version, for one service or for everything, and freezes new exposure. */
export function KillSwitchDialog({ open, onOpenChange, service }: KillSwitchDialogProps) {
  return open ? <KillSwitch onOpenChange={onOpenChange} service={service} /> : null;
}

function KillSwitch({
  onOpenChange,
  service,
}: Pick<KillSwitchDialogProps, 'onOpenChange'> & { service: string | undefined }) {
  const releases = useFlight().data ?? [];
  const services = useServices();
  const kill = useKill();
  const { outbox } = useOutbox();
  const field = useRef<HTMLInputElement>(null);
  const [scope, setScope] = useState(service ?? '');
  const [chip, setChip] = useState<KillChip | null>(null);
  const [text, setText] = useState('');
  const reason = killReason(chip, text);
  const names = [...new Set([...(services.data?.map((entry) => entry.name) ?? []), ...releases.map((r) => r.service)])];
  const options = [
    { value: EVERYTHING, label: 'Everything' },
    ...names.sort().map((name) => ({ value: name, label: name })),
  ];
  const ready = scope !== '' && reason !== '' && !kill.isPending;

  function submit(event: FormEvent) {
    event.preventDefault();
    if (!ready || kill.data) return;
    const body: KillInput = { scope: scope === EVERYTHING ? 'all' : { service: scope }, reason };
    const key = newKey();
    const at = Date.now();
    kill.mutate(
      { ...body, key },
      {
        onError: (error) => {
          if (!(error instanceof ApiError) || !unreached(error.status)) return;
          const subject = scope === EVERYTHING ? 'every service' : scope;
          const tries = navigator.onLine ? 1 : 0;
          outbox?.add({ key, action: 'kill', path: KILL_PATH, body, subject, release: null, at, tries });
          toast('Not sent yet: kept on this device', { description: 'It is sent as soon as Rampart is reached.' });
          onOpenChange(false);
        },
      },
    );
  }

  return (
    <Dialog
      open
      onOpenChange={onOpenChange}
      title={kill.data ? 'The kill switch is pulled' : killTitle(scope)}
      initialFocus={field}
      wide={scope === EVERYTHING}
    >
      <form
        onSubmit={submit}
        onKeyDown={(event) => {
          if (event.repeat && event.key === 'Enter') event.preventDefault();
        }}
      >
        {scope === '' || kill.data ? null : (
          <p className="mt-2 text-base font-medium text-ink">{killConsequence(scope, releases)}</p>
        )}
        {kill.data ? (
          <KillReceipt answer={kill.data} onClose={() => onOpenChange(false)} />
        ) : (
          <>
            <div className="mt-4 flex flex-col gap-4">
              {service ? null : (
                <Field label="What to take back">
                  {/* The browser's own list: this dialog is kept ready on every page, and a thumb knows it. */}
                  <select
                    value={scope}
                    onChange={(event) => setScope(event.target.value)}
                    className={cn(controlClass, 'h-control touch:text-lg')}
                  >
                    <option value="" disabled>
                      A service, or everything
                    </option>
                    {options.map(({ value, label }) => (
                      <option key={value} value={value}>
                        {label}
                      </option>
                    ))}
                  </select>
                </Field>
              )}
              {scope === EVERYTHING && releases.length > 0 ? (
                <ul className="max-h-40 overflow-y-auto rounded-control bg-sunken px-3 py-2 text-sm text-ink-2">
                  {releases.map((release) => (
                    <li key={release.id} className="flex justify-between gap-4 py-0.5">
                      <span>{release.service}</span>
                      <span className="font-mono">
                        {release.version} → {release.baselineVersion ?? 'no known good version'}
                      </span>
                    </li>
                  ))}
                </ul>
              ) : null}
              {/* biome-ignore lint/a11y/useSemanticElements: toggles, not form fields with a legend */}
              <div role="group" aria-label="Kind of reason" className="flex flex-wrap gap-2">
                {KILL_CHIPS.map((kind) => (
                  <Button
                    key={kind}
                    size="sm"
                    aria-pressed={chip === kind}
                    variant={chip === kind ? 'primary' : 'outline'}
                    onClick={() => setChip(kind)}
                  >
                    {kind}
                  </Button>
                ))}
              </div>
              <Field label="Reason" hint="Written to the record, with your name.">
                <Input
                  ref={field}
                  value={text}
                  onChange={(event) => setText(event.target.value)}
                  maxLength={500}
                  autoComplete="off"
                />
              </Field>
            </div>
            {kill.error ? (
              <p role="alert" className="mt-3 text-sm font-medium text-failing-text">
                {kill.error.message}
              </p>
            ) : null}
            <div className="mt-6 flex items-center justify-between gap-4">
              <Button size="lg" className="max-sm:h-14 max-sm:min-w-24" onClick={() => onOpenChange(false)}>
                Leave it
              </Button>
              <Button type="submit" size="lg" variant="failing" className="max-sm:h-14 max-sm:grow" disabled={!ready}>
                {kill.isPending ? 'Pulling…' : 'Pull the kill switch'}
              </Button>
            </div>
            {ready || kill.isPending ? null : (
              <p className="mt-2 text-right text-sm text-ink-2">
                {scope === '' ? 'Choose what to take back.' : 'A reason is needed.'}
              </p>
            )}
          </>
        )}
      </form>
    </Dialog>
  );
}
