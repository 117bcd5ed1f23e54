'use client';

import Link from 'next/link';
import { Fragment, type ReactNode } from 'react';
import { byConcern, evidenceWords } from '@/components/gates/words';
import { useNow } from '@/components/layout/now';
import { remainingTone, remainingWords } from '@/components/slos/remaining';
import { VerdictMark } from '@/components/status/verdict-mark';
import { useSlosOf } from '@/lib/queries/slos';
import type { Release } from '@/lib/releases/schema';
import { blockerLine } from '@/lib/releases/sentences';
import { changeWords, voidedWords } from './inbox';

/** What one needs to decide: the evidence so far, the change and its risk, the budget, and what else stands in the way. */
export function ApprovalFacts({ release }: { release: Release }) {
  const now = useNow();
  const others = release.blockers.filter((blocker) => blocker.kind !== 'approval');
  const stopped = others.some(({ kind }) => kind === 'freeze' || kind === 'incident');
  return (
    <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-4 gap-y-1.5 text-sm">
      <Fact term="Evidence">
        {release.gates.length === 0 ? (
          <span className="text-ink-2">
            {release.exposure.desired === 0
              ? 'Nothing is measured before its first step.'
              : 'No gate watches the step it is at.'}
          </span>
        ) : (
          <span className="flex flex-wrap gap-x-4 gap-y-1">
            {[...release.gates].sort(byConcern).map((gate) => (
              <VerdictMark key={gate.name} verdict={gate.verdict} wraps>
                {evidenceWords(gate)}
              </VerdictMark>
            ))}
          </span>
        )}
      </Fact>
      <Fact term="Change">{changeWords(release)}</Fact>
      <Fact term="Risk">
        {release.risk ? (
          <span className="font-medium text-needs-text">{release.risk}</span>
        ) : (
          <span className="text-ink-2">none declared</span>
        )}
      </Fact>
      <Fact term="Budget">
        <Budget service={release.service} />
        {stopped ? null : <span className="text-ink-2"> · no freeze, no incident</span>}
      </Fact>
      {voidedWords(release).map((words) => (
        <Fact key={words} term="Void">
          <span className="font-medium text-needs-text">{words}</span>
        </Fact>
      ))}
      {others.map((blocker) => (
        <Fact key={blocker.kind} term="Also">
          <span className="font-medium text-needs-text">{blockerLine(blocker, now)}</span>
        </Fact>
      ))}
    </dl>
  );
}

const Fact = ({ term, children }: { term: string; children: ReactNode }) => (
  <div className="contents">
    <dt className="text-ink-3">{term}</dt>
    <dd className="min-w-0 wrap-break-word text-ink">{children}</dd>
  </div>
);

/** What each promise of the service still allows. */
function Budget({ service }: { service: string }) {
  const { data, error } = useSlosOf(service);
  if (error) return <span className="text-ink-2">could not be read</span>;
  if (!data) return <span className="text-ink-3">being read</span>;
  if (data.length === 0) return <span className="text-ink-2">{service} has no SLO, so none is counted</span>;
  return data.map((slo, index) => (
    <Fragment key={slo.slo}>
      {index > 0 ? ' · ' : null}
      <Link
        href={`/slos/${service}/${slo.slo}`}
        className="underline decoration-border-control hover:decoration-current"
      >
        {slo.displayName ?? slo.slo}
      </Link>{' '}
      <span className={remainingTone(slo.standing)}>{remainingWords(slo.standing)}</span>
    </Fragment>
  ));
}
