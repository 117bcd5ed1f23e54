import { Panel, SectionHeader } from '@/components/layout/page-header';
import { unbroken } from '@/lib/format/number';
import type { Postmortem } from '@/lib/postmortems/schema';
import { factLines } from './words';

/** What the record says. Nobody edits it; until telemetry is complete it says so. */
export function FactList({ postmortem }: { postmortem: Postmortem }) {
  return (
    <section aria-labelledby="facts">
      <SectionHeader id="facts" title="Facts from the record" />
      <Panel className="px-4 py-3">
        <p className="max-w-prose text-base font-medium text-ink">{unbroken(postmortem.facts.reason)}</p>
        <dl className="mt-3 grid grid-cols-[auto_minmax(0,1fr)] gap-x-4 gap-y-1.5 text-sm">
          {factLines(postmortem.facts).map((line) => (
            <div key={line.term} className="contents">
              <dt className="text-ink-3">{line.term}</dt>
              <dd className="text-ink first-letter:uppercase">{unbroken(line.words)}</dd>
            </div>
          ))}
        </dl>
        {postmortem.factsFinal ? null : (
          <p className="mt-3 text-sm text-ink-2">
            Telemetry of these minutes is still coming in: the numbers are completed by themselves.
          </p>
        )}
      </Panel>
    </section>
  );
}
