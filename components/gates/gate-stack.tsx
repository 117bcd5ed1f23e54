import { EvidenceBar } from '@/components/charts/evidence-bar';
import { VerdictMark } from '@/components/status/verdict-mark';
import { methodWords, verdictClause } from '@/lib/gates/explain';
import type { GateEvaluation } from '@/lib/gates/schema';
import type { Release } from '@/lib/releases/schema';
import { ExplainDecision } from './explain-decision';
import { byConcern, evidenceWords, gateTitle } from './words';

type GateStackProps = { gates: readonly GateEvaluation[]; release: Release; at: number | null };

/** The gates one under the other, for screens too narrow for the table: the same words, nothing to scroll for. */
export function GateStack({ gates, release, at }: GateStackProps) {
  return (
    <ul className="divide-y divide-border" aria-label="Gates with their evidence">
      {[...gates].sort(byConcern).map((gate) => (
        <li key={gate.name} className="flex flex-col gap-1.5 px-4 py-3 text-sm">
          <span className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1">
            <span className="font-medium text-ink">{gateTitle(gate)}</span>
            <VerdictMark verdict={gate.verdict} />
          </span>
          <span className="text-ink">{evidenceWords(gate)}</span>
          {gate.evidence ? <EvidenceBar worse={gate.evidence.worse} fine={gate.evidence.fine} /> : null}
          <span className="text-ink-2">{verdictClause(gate)}</span>
          <span className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1">
            <span className="text-xs text-ink-3">{methodWords(gate)}</span>
            <ExplainDecision gate={gate} release={release} at={at} />
          </span>
        </li>
      ))}
    </ul>
  );
}
