import { VerdictMark } from '@/components/status/verdict-mark';
import type { GateEvaluation } from '@/lib/gates/schema';
import { byConcern, gateTitle } from './words';

/** Gates in one line each: name, verdict, why. For narrow places; the release page has the table. */
export function GateList({ gates }: { gates: readonly GateEvaluation[] }) {
  if (gates.length === 0) return <p className="text-sm text-ink-2">No gate is watched at this step.</p>;
  return (
    <ul className="divide-y divide-border border-y border-border" aria-label="Gates">
      {[...gates].sort(byConcern).map((gate) => (
        <li key={gate.name} className="flex flex-col gap-0.5 py-2">
          <span className="flex items-baseline justify-between gap-4">
            <span className="text-sm font-medium text-ink">{gateTitle(gate)}</span>
            <VerdictMark verdict={gate.verdict} />
          </span>
          <span className="text-sm text-ink-2">{gate.why}</span>
        </li>
      ))}
    </ul>
  );
}
