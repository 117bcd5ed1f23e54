'use client';

import type { Queued } from '@/lib/outbox/outbox';
import { QueuedNotice } from './queued-notice';

export function OutboxList({ entries }: { entries: readonly Queued[] }) {
  return (
    <section aria-label="Not sent yet" className="no-print border-b border-needs bg-needs-tint px-page py-2">
      <ul className="flex flex-col gap-3">
        {entries.map((entry) => (
          <li key={entry.key}>
            <QueuedNotice entry={entry} />
          </li>
        ))}
      </ul>
    </section>
  );
}
