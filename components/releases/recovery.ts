/** Whether users are better off since a release was taken back. Pure. */

import { isLimitGate, sliValue } from '@/components/gates/words';
import type { GateEvaluation } from '@/lib/gates/schema';
import { type Limit, wholeService } from '@/lib/postmortems/regression';
import type { Series } from '@/lib/telemetry/series-schema';

/** What was measured since the provider confirmed; `back` is null while the SLI is not within its limit again. Epoch ms. */
export type Recovery = { back: number | null; newest: { at: number; words: string } | null };

/** What the gate held the canary against when it failed: its limit, or the baseline times what it tolerates. */
function limitOf(gate: GateEvaluation): Limit | null {
  if (gate.bound === null) return null;
  const worse = !isLimitGate(gate) && gate.bound < 1 ? 'below' : 'above';
  if (isLimitGate(gate)) return { sli: gate.sli, value: gate.bound, worse };
  // Value ÷ effect is the baseline as the gate took it, also where it had no error at all.
  const base = gate.canary !== null && gate.effect ? gate.canary / gate.effect : gate.baseline;
  return base === null ? null : { sli: gate.sli, value: base * gate.bound, worse };
}

/** @param left epoch ms when the provider confirmed that nobody sees the release any more */
export function recoveryOf(gate: GateEvaluation, series: Series, left: number): Recovery {
  const limit = limitOf(gate);
  const since = wholeService(series, left);
  const newest = since.at(-1);
  const back =
    limit && since.find(({ value }) => (limit.worse === 'above' ? value <= limit.value : value >= limit.value));
  return {
    back: back?.at ?? null,
    newest: newest ? { at: newest.at, words: sliValue(gate.sli, newest.value) } : null,
  };
}
