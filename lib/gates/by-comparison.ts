import { compare } from './compare';
import type { Judged } from './decide';
import type { Early, GateFacts } from './facts';
import { tolerating } from './failing-looks';
import type { GateMemory, GateRecord } from './fold';
import type { GateSpec } from './schema';

/** `threshold`: the plain numbers at each look. A failing look counts once per new data. */
export function byComparison(
  spec: GateSpec,
  facts: GateFacts,
  early: Early | null,
  memory: GateMemory,
  before: GateRecord,
): Judged {
  const found = early ? null : compare(spec, facts);
  const isNewLook = memory.newestCanaryAt !== null && memory.newestCanaryAt !== before.lookedAt;
  const failures = before.failures + (found?.failing && isNewLook ? 1 : 0);
  const record = { ...before, failures, lookedAt: memory.newestCanaryAt };
  const look: Early = { verdict: found?.failing ? 'fail' : 'pass', why: found?.why ?? 'failed before' };
  const said = tolerating(spec, failures, look, early);
  // The baseline's own past leaves drift uncontrolled: nothing is proven by it.
  const isUnproven = said.verdict === 'pass' && facts.baselineKind === 'recorded';
  return {
    effect: found?.effect ?? null,
    isHarmless: found !== null && !found.failing,
    record,
    ...(isUnproven ? { verdict: 'inconclusive', why: `${said.why}, from its own past: not proven` } : said),
  };
}
