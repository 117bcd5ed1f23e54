import { TriangleAlert } from 'lucide-react';
import { EvidenceBar } from '@/components/charts/evidence-bar';
import { VerdictMark } from '@/components/status/verdict-mark';
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from '@/components/ui/table';
import { formatRatio } from '@/lib/format/number';
import { edgeWords, intervalWords, methodWords, sliWord, verdictClause } from '@/lib/gates/explain';
import type { GateEvaluation } from '@/lib/gates/schema';
import type { Release } from '@/lib/releases/schema';
import { ExplainDecision } from './explain-decision';
import { GateStack } from './gate-stack';
import { byConcern, gateTitle, isLimitGate, limitWords, valueWithSamples } from './words';

function consequence(gate: GateEvaluation): string {
  return gate.critical ? 'critical' : gate.onFail === 'rollback' ? 'rolls back' : 'pauses';
}

/** `at`: the moment that is looked at, epoch ms; null for now. */
type GateTableProps = { gates: readonly GateEvaluation[]; release: Release; at: number | null };

function GateRow({ gate, release, at }: Omit<GateTableProps, 'gates'> & { gate: GateEvaluation }) {
  const failing = gate.verdict === 'fail';
  const edge = edgeWords(gate);
  return (
    <TableRow className={failing ? 'bg-failing-tint hover:bg-failing-tint' : ''}>
      <TableCell>
        <span className="font-medium whitespace-nowrap text-ink">{gateTitle(gate)}</span>
        {gateTitle(gate) === sliWord(gate.sli) ? null : <span className="text-ink-3"> {sliWord(gate.sli)}</span>}
      </TableCell>
      <TableCell className="text-right whitespace-nowrap">
        {valueWithSamples(gate.sli, gate.canary, gate.samples.canary)}
      </TableCell>
      <TableCell className="text-right whitespace-nowrap text-ink-2">
        {isLimitGate(gate) ? 'none needed' : valueWithSamples(gate.sli, gate.baseline, gate.samples.baseline)}
        {!isLimitGate(gate) && gate.baselineKind === 'recorded' ? (
          <span className="block text-xs text-ink-3">recorded</span>
        ) : null}
      </TableCell>
      <TableCell className="text-right whitespace-nowrap">
        {gate.effect === null ? '–' : formatRatio(gate.effect)}
        {gate.effect !== null && isLimitGate(gate) ? <span className="text-ink-3"> of limit</span> : null}
        {edge ? <span className="block text-xs text-ink-3">{edge}</span> : null}
      </TableCell>
      <TableCell className="text-right whitespace-nowrap text-ink-2">{intervalWords(gate) ?? '–'}</TableCell>
      <TableCell className="whitespace-nowrap">
        {limitWords(gate)}
        <span className="block text-xs text-ink-3">{consequence(gate)}</span>
      </TableCell>
      <TableCell className="whitespace-nowrap">
        {gate.evidence ? (
          <EvidenceBar worse={gate.evidence.worse} fine={gate.evidence.fine} />
        ) : (
          <span className="text-ink-2">
            {gate.failures} of {gate.failureLimit + 1} failing looks
          </span>
        )}
      </TableCell>
      <TableCell className="min-w-64">
        <span className="flex items-start gap-2">
          <VerdictMark verdict={gate.verdict} className="shrink-0" />
          <span className="text-ink-2">{verdictClause(gate)}</span>
        </span>
        <span className="block text-xs text-ink-3">
          {methodWords(gate)}
          {gate.verdict === 'inconclusive' && gate.satisfied ? '; nothing speaks for harm, so it may go on' : null}
        </span>
      </TableCell>
      <TableCell className="text-right">
        <ExplainDecision gate={gate} release={release} at={at} />
      </TableCell>
    </TableRow>
  );
}

/** Requests do not fall to the canary as commanded: said once, above the gates it concerns. */
function SplitWarning({ gates }: { gates: readonly GateEvaluation[] }) {
  const split = gates.find((gate) => gate.split)?.split;
  if (!split) return null;
  return (
    <p className="flex items-start gap-2 border-b border-border px-4 py-2 text-sm text-ink">
      <TriangleAlert aria-hidden="true" className="mt-0.5 size-3.5 shrink-0 text-needs" strokeWidth={2.25} />
      <span>
        <span className="font-medium text-needs-text">Split is off: </span>
        {split}. Comparisons condition on the share that is seen; look at the routing.
      </span>
    </p>
  );
}

/** The gates with the numbers behind them: failing first, then least proven. */
export function GateTable(props: GateTableProps) {
  return (
    <>
      <SplitWarning gates={props.gates} />
      <div className="xl:hidden">
        <GateStack {...props} />
      </div>
      <div className="hidden xl:block">
        <GateGrid {...props} />
      </div>
    </>
  );
}

function GateGrid({ gates, ...rest }: GateTableProps) {
  return (
    <Table aria-label="Gates with their evidence">
      <TableHead>
        <tr>
          <TableHeader>Gate</TableHeader>
          <TableHeader className="text-right">Canary</TableHeader>
          <TableHeader className="text-right">Baseline</TableHeader>
          <TableHeader className="text-right">Effect</TableHeader>
          <TableHeader className="text-right whitespace-nowrap">95 % bound</TableHeader>
          <TableHeader>Limit</TableHeader>
          <TableHeader className="whitespace-nowrap">Worse ◂ evidence ▸ fine</TableHeader>
          <TableHeader>Verdict and why</TableHeader>
          <TableHeader>
            <span className="sr-only">More</span>
          </TableHeader>
        </tr>
      </TableHead>
      <TableBody>
        {[...gates].sort(byConcern).map((gate) => (
          <GateRow key={gate.name} gate={gate} {...rest} />
        ))}
      </TableBody>
    </Table>
  );
}
