'use client';

import { CloudOff } from 'lucide-react';
import { useNow } from '@/components/layout/now';
import { Button } from '@/components/ui/button';
import { formatClock, formatDuration } from '@/lib/format/time';
import { dueOf, type Queued, queuedWords } from '@/lib/outbox/outbox';
import { useOutbox } from './outbox-provider';

/** One action that waits on this device: that it was not sent, since when, and how to call it off. */
export function QueuedNotice({ entry }: { entry: Queued }) {
  // The page's clock is drawn each second; the wait is counted by this device's own.
  useNow();
  const { sending, outbox } = useOutbox();
  const due = dueOf(entry, Date.now());
  const waited = formatDuration(Math.max(0, Date.now() - entry.at));
  const going = sending === entry.key;
  return (
    <div data-queued={entry.action} className="flex flex-wrap items-center gap-x-4 gap-y-2">
      <p className="flex min-w-0 flex-1 basis-64 items-start gap-2 text-base text-ink">
        <CloudOff aria-hidden="true" className="mt-0.5 size-4 shrink-0 text-ink-2" strokeWidth={1.75} />
        <span>
          <span className="font-semibold">{headline(entry, due, going)}</span>{' '}
          <span className="text-ink-2">{detail(entry, due, waited)}</span>
        </span>
      </p>
      <div className="flex gap-2 max-sm:w-full">
        {due === 'ask' ? (
          <Button
            size="lg"
            variant="primary"
            className="max-sm:grow"
            disabled={going}
            onClick={() => {
              outbox?.renew(entry.key);
              void outbox?.flush();
            }}
          >
            Send it now
          </Button>
        ) : null}
        <Button size="lg" className="max-sm:grow" disabled={going} onClick={() => outbox?.drop(entry.key)}>
          {due === 'told' ? 'Dismiss' : due === 'ask' ? 'Drop it' : 'Call it off'}
        </Button>
      </div>
    </div>
  );
}

function headline(entry: Queued, due: ReturnType<typeof dueOf>, going: boolean): string {
  const what = queuedWords(entry);
  if (due === 'told') return `Refused: ${what}.`;
  if (due === 'ask') return `Still ${what.charAt(0).toLowerCase()}${what.slice(1)}?`;
  return going ? `Trying to send: ${what}.` : `Not sent yet: ${what}.`;
}

function detail({ at, refusal, tries }: Queued, due: ReturnType<typeof dueOf>, waited: string): string {
  if (due === 'told') return refusal ?? '';
  const arrived = tries > 0 ? ' It may have arrived without an answer; sent twice, it happens once.' : '';
  if (due === 'ask') return `You pressed it ${waited} ago and it was never sent.`;
  return `Pressed ${formatClock(at)}, ${waited} ago. Kept on this device and sent as soon as Rampart is reached.${arrived}`;
}
