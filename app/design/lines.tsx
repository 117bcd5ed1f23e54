import { FirstLine } from '@/components/layout/first-line';
import { ReleaseStatus } from '@/components/releases/release-status';
import { failing, gate, release } from '@/components/releases/testing/release';
import type { Release } from '@/lib/releases/schema';
import { firstLine } from '@/lib/releases/sentences';
import { ago, BACK, NOW } from './samples';
import { Section } from './section';

const MINUTE = 60;

const HELD = { totalMs: 30 * 60_000, elapsedMs: 23 * 60_000, extendedMs: 0, atMostMs: 30 * 60_000, running: true };
const UNPROVEN = gate({ verdict: 'inconclusive', satisfied: false, why: '59 % of the evidence needed' });
const blocked = (kind: Release['blockers'][number]['kind'], detail: string, until?: string): Partial<Release> => ({
  blockers: [{ kind, detail, since: ago(18 * MINUTE), ...(until ? { until } : {}) }],
});

/** One of each: the state as the wire has it, and the words that the one function makes of it. */
const STATES: Partial<Release>[] = [
  {
    status: 'pending',
    exposure: { desired: 0, observed: 0, generation: 0, confirmedAt: null },
    startedAt: null,
  },
  {
    status: 'pending',
    startAt: '2026-11-19T15:00:00Z',
    startedAt: null,
    ...blocked('schedule', '', '2026-11-19T15:00:00Z'),
  },
  {
    status: 'awaiting_approval',
    steps: release().steps.map((step) => ({ ...step, approvals: 2, approved: 1 })),
    ...blocked('approval', '', '2026-11-20T14:14:00Z'),
  },
  { status: 'applying', exposure: { desired: 5, observed: 0, generation: 3, confirmedAt: null }, commandedAt: ago(4) },
  { status: 'holding' },
  { status: 'holding', verdict: 'inconclusive', gates: [UNPROVEN] },
  { status: 'holding', verdict: 'inconclusive', gates: [UNPROVEN], hold: { ...HELD, extendedMs: 8 * 60_000 } },
  { status: 'holding', verdict: 'fail', gates: [failing(), gate({ name: 'orders', sli: 'orders' })] },
  { status: 'paused', pause: { kind: 'person', by: 'Mara Lind', reason: 'checking a report', at: ago(12 * MINUTE) } },
  {
    status: 'paused',
    verdict: 'fail',
    gates: [failing()],
    pause: { kind: 'gate', by: 'Rampart', reason: 'errors', at: ago(MINUTE) },
  },
  {
    status: 'rolling_back',
    gates: [failing()],
    rollback: BACK,
    exposure: { desired: 0, observed: 5, generation: 4, confirmedAt: null },
    commandedAt: ago(8),
  },
  {
    status: 'rollback_failed',
    gates: [failing()],
    rollback: BACK,
    exposure: { desired: 0, observed: 5, generation: 4, confirmedAt: null },
    ...blocked('provider', 'the provider refused 25 times (“locked”)'),
  },
  {
    status: 'rolled_back',
    gates: [failing()],
    rollback: BACK,
    finishedAt: ago(1),
    exposure: { desired: 0, observed: 0, generation: 4, confirmedAt: ago(1) },
  },
  {
    status: 'completed',
    finishedAt: ago(5 * MINUTE),
    exposure: { desired: 100, observed: 100, generation: 6, confirmedAt: ago(6 * MINUTE) },
  },
  { status: 'cancelled', cancelled: 'Mara Lind: wrong branch' },
  { status: 'superseded', finishedAt: ago(MINUTE) },
  blocked('freeze', 'Quarter end', '2026-11-23T07:00:00Z'),
  blocked('no_data', 'No samples from the canary for 3 min.'),
  blocked('budget', 'Error budget of checkout availability is spent (-4 % of 30 days).'),
  blocked('incident', 'INC-812 is open: “payments time out”'),
];

/** The first line of every status and of the blockers that hold one. */
export function Lines() {
  return (
    <Section title="First lines">
      <ul className="divide-y divide-border">
        {STATES.map((change) => {
          const one = release(change);
          const line = firstLine(one, NOW);
          return (
            <li key={line} className="grid items-start gap-x-4 gap-y-1 py-2 md:grid-cols-[11rem_1fr]">
              <ReleaseStatus release={one} />
              <FirstLine line={line} className="max-w-none" />
            </li>
          );
        })}
      </ul>
    </Section>
  );
}
