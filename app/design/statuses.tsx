import { RailLarge } from '@/components/rail/rail-large';
import { RailSmall } from '@/components/rail/rail-small';
import { railView } from '@/components/rail/view';
import { BlockerTag } from '@/components/status/blocker-tag';
import { Seen } from '@/components/status/exposure';
import { Receipt } from '@/components/status/receipt';
import { ReleaseName } from '@/components/status/release-name';
import { StatusBadge } from '@/components/status/status-badge';
import { VerdictMark } from '@/components/status/verdict-mark';
import { STATUS, type StatusVariant } from '@/components/status/vocabulary';
import { VERDICTS } from '@/lib/gates/schema';
import { BLOCKER_KINDS } from '@/lib/releases/status';
import { LONG_STEPS, type RailSample, sampleRelease } from './samples';
import { Row, Section } from './section';

const RAILS: [string, RailSample][] = [
  ['not started', sampleRelease('pending', 0, { desired: 0, observed: 0 })],
  ['first, moving', sampleRelease('applying', 0, { elapsed: 0, observed: 0 })],
  ['holding', sampleRelease('holding', 1)],
  ['extended', sampleRelease('holding', 1, { elapsed: 23, extended: 30 })],
  ['needs approval', sampleRelease('awaiting_approval', 3, { desired: 100 })],
  ['paused', sampleRelease('paused', 3, { elapsed: 4 })],
  ['drift', sampleRelease('holding', 4, { observed: 5 })],
  ['unknown', sampleRelease('holding', 3, { observed: null })],
  ['rolled back', sampleRelease('rolled_back', 3, { observed: 0 })],
  ['done', sampleRelease('completed', 5)],
  ['12 steps', sampleRelease('holding', 7, { steps: LONG_STEPS })],
];

export function Statuses() {
  return (
    <>
      <Section title="Status">
        <div className="grid grid-cols-[repeat(auto-fill,minmax(11rem,1fr))] gap-3">
          {(Object.keys(STATUS) as StatusVariant[]).map((variant) => (
            <StatusBadge key={variant} variant={variant} />
          ))}
          <StatusBadge variant="holding" stale />
        </div>
        <Row>
          {VERDICTS.map((verdict) => (
            <VerdictMark key={verdict} verdict={verdict} />
          ))}
          <VerdictMark verdict="fail">errors 3.1×</VerdictMark>
          <VerdictMark verdict="pass">3 of 3 gates</VerdictMark>
          <VerdictMark verdict={null} />
        </Row>
        <Row>
          {BLOCKER_KINDS.map((kind) => (
            <BlockerTag key={kind} kind={kind} />
          ))}
        </Row>
        <Row>
          <Seen asked={5} seen={5} />
          <Seen asked={0} seen={5} />
          <Seen asked={5} seen={5} outdated />
          <Seen asked={5} seen={null} />
          <ReleaseName service="checkout" version="2.4.1" baselineVersion="2.4.0" tier={1} />
        </Row>
        <Receipt
          steps={[
            { label: 'Asked', state: 'done', detail: '14:32:14' },
            { label: 'Accepted', state: 'done', detail: '14:32:15' },
            { label: 'Provider confirms 0 %', state: 'now', detail: '6 s, usually 8 s' },
            { label: 'Errors at baseline', state: 'todo' },
          ]}
        />
      </Section>
      <Section title="Ring rail">
        <div className="grid grid-cols-[repeat(auto-fill,minmax(16rem,1fr))] gap-x-8 gap-y-3">
          {RAILS.map(([name, release]) => (
            <div
              key={name}
              className="flex items-end justify-between gap-4 border-b border-border pb-1 text-sm text-ink-2"
            >
              {name}
              <RailSmall rail={railView(release)} />
            </div>
          ))}
        </div>
        <div className="rounded-panel border border-border bg-surface">
          <RailLarge rail={railView(sampleRelease('holding', 1, { elapsed: 23, extended: 30 }))} />
        </div>
        <div className="rounded-panel border border-border bg-surface">
          <RailLarge rail={railView(sampleRelease('paused', 3, { elapsed: 10, observed: 25 }), 4)} />
        </div>
      </Section>
    </>
  );
}
