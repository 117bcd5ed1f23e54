'use client';

import { Check, CircleDashed, TriangleAlert } from 'lucide-react';
import { Button } from '@/components/ui/button';
import { cn } from '@/components/ui/cn';
import { formatCount } from '@/lib/format/number';
import type { Probe } from '@/lib/providers/probe';
import { useTestProvider } from '@/lib/queries/services';

const VERDICT = {
  works: { icon: Check, word: 'works', className: 'text-done' },
  unsure: { icon: CircleDashed, word: 'answers; a command may be answered otherwise', className: 'text-needs' },
  fails: { icon: TriangleAlert, word: 'does not work', className: 'text-needs' },
} as const;

function Tried({ check }: { check: Probe }) {
  const { icon: Icon, word, className } = VERDICT[check.verdict];
  return (
    <li className="flex min-w-0 flex-col gap-0.5">
      <span className="flex flex-wrap items-baseline gap-x-2">
        <Icon aria-hidden="true" className={cn('size-3.5 shrink-0 self-center', className)} strokeWidth={2.25} />
        <span className="font-medium text-ink">
          {check.what === 'command' ? 'Commands' : 'Reading back'}: {word}
        </span>
        <span className="text-ink-3">
          {formatCount(check.latencyMs)}
          {'\u202fms'}
          {check.signed ? '' : ', unsigned: no secret is stored'}
        </span>
      </span>
      <code className="text-xs break-all text-ink-3">
        {check.method} {check.url}
      </code>
      <span className="break-words text-ink-2">{check.words}</span>
    </li>
  );
}

/** Whether the provider would hear and be heard, before a release depends on it. */
export function ProviderTest({ service }: { service: string }) {
  const test = useTestProvider(service);
  return (
    <div className="flex flex-col gap-2 px-4 pb-2.5 text-sm sm:pl-30">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <Button size="sm" busy={test.isPending} onClick={() => test.mutate()}>
          {test.data ? 'Test it again' : 'Test the connection'}
        </Button>
        <span className="min-w-0 text-ink-3">
          Sends a <code>connection.test</code>, which sets no exposure, and reads the status URL.
        </span>
      </div>
      <div aria-live="polite" className="flex flex-col gap-2 empty:hidden">
        {test.data && !test.isPending ? (
          <>
            <ul className="flex flex-col gap-2">
              {test.data.checks.map((check) => (
                <Tried key={check.what} check={check} />
              ))}
            </ul>
            {test.data.leftOut ? <p className="text-ink-2">No test was sent: {test.data.leftOut}.</p> : null}
          </>
        ) : null}
        {test.error ? <p className="font-medium text-failing-text">{test.error.message}</p> : null}
      </div>
    </div>
  );
}
