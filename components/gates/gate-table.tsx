import { VerdictMark } from '@/components/status/verdict-mark';
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from '@/components/ui/table';
import { formatRatio } from '@/lib/format/number';
import type { GateEvaluation } from '@/lib/gates/schema';
import { byConcern, gateTitle, isLimitGate, limitWords, sliWord, valueWithSamples } from './words';

function consequence(gate: GateEvaluation): string {
  return gate.critical ? 'critical' : gate.onFail === 'rollback' ? 'rolls back' : 'pauses';
}

function GateRow({ gate }: { gate: GateEvaluation }) {
  const failing = gate.verdict === 'fail';
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
      <TableCell className="text-right">
        {gate.effect === null ? '–' : formatRatio(gate.effect)}
        {gate.effect !== null && isLimitGate(gate) ? <span className="text-ink-3"> of limit</span> : null}
      </TableCell>
      <TableCell className="whitespace-nowrap">
        {limitWords(gate)}
        <span className="text-ink-3">, {consequence(gate)}</span>
      </TableCell>
      <TableCell className="text-right whitespace-nowrap text-ink-2">
        {gate.failures} of {gate.failureLimit + 1}
      </TableCell>
      <TableCell className="min-w-72">
        <span className="flex items-baseline gap-2">
          <VerdictMark verdict={gate.verdict} className="shrink-0" />
          <span className="text-ink-2">{gate.why}</span>
        </span>
        {gate.verdict === 'inconclusive' && gate.satisfied ? (
          <span className="block text-xs text-ink-3">
            not proven, but even: lets the release on at the end of the hold
          </span>
        ) : null}
      </TableCell>
    </TableRow>
  );
}

/** The gates with the numbers behind them: failing first, then least proven. */
export function GateTable({ gates }: { gates: readonly GateEvaluation[] }) {
  return (
    <Table aria-label="Gates with their evidence">
      <TableHead>
        <tr>
          <TableHeader>Gate</TableHeader>
          <TableHeader className="text-right">Canary</TableHeader>
          <TableHeader className="text-right">Baseline</TableHeader>
          <TableHeader className="text-right">Effect</TableHeader>
          <TableHeader>Limit</TableHeader>
          <TableHeader className="text-right">Failing looks</TableHeader>
          <TableHeader>Verdict and why</TableHeader>
        </tr>
      </TableHead>
      <TableBody>
        {[...gates].sort(byConcern).map((gate) => (
          <GateRow key={gate.name} gate={gate} />
        ))}
      </TableBody>
    </Table>
  );
}
