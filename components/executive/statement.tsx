import type { ReactNode } from 'react';
import { formatClock, formatFull } from '@/lib/format/time';
import type { Executive } from '@/lib/insights/schema';
import { Budget } from './budget';
import { Delivery } from './delivery';
import { RolledBack } from './rolled-back';
import { Users } from './users';
import { costWords } from './words';

/** The statement (screens.md 2.4): the sentence first, then numbers in plain words; prints to one A4 page. */
export function Statement({ data, actions, note }: { data: Executive; actions: ReactNode; note?: ReactNode }) {
  return (
    <article className="executive flex max-w-5xl flex-col gap-6">
      <header>
        <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-2">
          <h1 className="text-xl font-semibold text-ink">Release status</h1>
          <p className="text-sm text-ink-2">
            {formatFull(Date.parse(data.at))}
            {data.dataAt ? ` · complete to ${formatClock(Date.parse(data.dataAt))}` : ' · no measurement yet'}
          </p>
        </div>
        <p className="executive-lead mt-3 max-w-prose text-xl font-semibold text-pretty text-ink">
          {data.sentences.join(' ')}
        </p>
      </header>
      <Budget health={data.health} />
      <Users data={data} />
      <Delivery data={data} />
      <section aria-labelledby="cost" className="executive-part">
        <h2 id="cost" className="eyebrow">
          Cost
        </h2>
        <p className="mt-1 text-base text-ink">{costWords(data.cost)}</p>
      </section>
      <RolledBack list={data.rolledBack} total={data.takenBack} at={Date.parse(data.at)} />
      <footer className="executive-part flex flex-wrap items-center justify-between gap-4 border-t border-border pt-3 text-sm text-ink-2">
        <p>
          {data.audit
            ? `Audit ${data.audit.ok ? 'verified' : 'does not verify'}, ${data.audit.events.toLocaleString('en-US')} events, head ${data.audit.head.slice(0, 8)}`
            : 'Audit not checked yet: it is each hour'}
          {note ? <> · {note}</> : null}
          <span className="hidden print:inline"> · Page 1 of 1</span>
        </p>
        <div className="no-print flex flex-wrap gap-2">{actions}</div>
      </footer>
    </article>
  );
}
