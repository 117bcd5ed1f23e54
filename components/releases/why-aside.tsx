'use client';

import { useNow } from '@/components/layout/now';
import { Time } from '@/components/layout/time';
import { BlockerTag } from '@/components/status/blocker-tag';
import type { AuditEvent } from '@/lib/audit/schema';
import { formatDuration } from '@/lib/format/time';
import type { Release } from '@/lib/releases/schema';
import { blockerLine } from '@/lib/releases/sentences';
import { isTerminal } from '@/lib/releases/status';
import { auditSentence, isDecision, startWarnings } from './audit-words';

const RECENT = 4;
const until = (at: number | null) => (event: AuditEvent) => at === null || Date.parse(event.at) <= at;

type WhyAsideProps = {
  release: Release;
  events: readonly AuditEvent[];
  /** The moment that is looked at, epoch ms; null is now. */
  at: number | null;
};

/** What brought it here, and what could stop it: the two questions beside the charts. Of a moment, only what led to it. */
export function WhyAside({ release, events, at }: WhyAsideProps) {
  const now = useNow();
  const warnings = startWarnings(events);
  const decisions = events.filter(isDecision).filter(until(at)).slice(0, RECENT).reverse();
  const looked = release.gates.flatMap((gate) => (gate.evaluatedAt ? [Date.parse(gate.evaluatedAt)] : []));
  const newest = looked.length > 0 ? Math.max(...looked) : null;
  return (
    <div className="flex flex-col gap-6 text-sm">
      <section aria-labelledby="why">
        <h2 id="why" className="eyebrow mb-2">
          Why it is here
        </h2>
        <ol className="flex flex-col gap-2">
          {decisions.map((event) => (
            <li key={event.id} className="flex gap-3">
              <Time at={Date.parse(event.at)} className="shrink-0 text-ink-3" />
              <span className="text-ink">{auditSentence(event)}</span>
            </li>
          ))}
          {newest !== null && at === null && !isTerminal(release.status) ? (
            <li className="flex gap-3 text-ink-2">
              <Time at={newest} className="shrink-0 text-ink-3" />
              <span>newest evidence at the gates, {formatDuration(Math.max(0, now - newest))} ago</span>
            </li>
          ) : null}
        </ol>
      </section>
      {isTerminal(release.status) ? null : (
        <section aria-labelledby="stops">
          <h2 id="stops" className="eyebrow mb-2">
            {at === null ? 'What could stop it' : 'What could stop it now'}
          </h2>
          <ul className="flex flex-col gap-2">
            {release.blockers.map((blocker) => (
              <li key={`${blocker.kind}-${blocker.since}`}>
                <BlockerTag kind={blocker.kind} className="items-start text-ink [&>svg]:mt-0.5">
                  {blockerLine(blocker, now)}
                </BlockerTag>
              </li>
            ))}
            {comingApprovals(release).map((words) => (
              <li key={words}>
                <BlockerTag kind="approval">{words}</BlockerTag>
              </li>
            ))}
            {release.blockers.length === 0 ? (
              <li className="text-ink-2">No freeze, no incident, nothing blocks it now.</li>
            ) : null}
          </ul>
        </section>
      )}
      {warnings.length === 0 || isTerminal(release.status) ? null : (
        <section aria-labelledby="misses">
          <h2 id="misses" className="eyebrow mb-2">
            What its plan may miss
          </h2>
          {warnings.map((words) => (
            <p key={words} className="text-ink">
              {words}
            </p>
          ))}
        </section>
      )}
    </div>
  );
}

/** Approvals that later steps still need: "broad 5 % needs 2 approvals". */
export function comingApprovals({ steps, step, status }: Pick<Release, 'steps' | 'step' | 'status'>): string[] {
  // The one that is waited for stands among the blockers.
  const from = status === 'pending' ? step.index : step.index + 1;
  return steps.slice(from).flatMap((planned) => {
    const missing = planned.approvals - planned.approved;
    if (missing <= 0) return [];
    return [`${planned.ring} ${planned.exposure}\u202f% needs ${missing} ${missing === 1 ? 'approval' : 'approvals'}`];
  });
}
