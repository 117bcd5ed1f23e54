import { compare } from './compare';
import { since } from './counts';
import type { Judged } from './decide';
import type { Early, GateFacts } from './facts';
import { tolerating } from './failing-looks';
import type { GateMemory, GateRecord } from './fold';
import { measure } from './measure';
import type { GateSpec } from './schema';

/**
 * `threshold`: the plain numbers at each look. A look fails where this hold's numbers are beyond the limit and what came
 * since the last look is so by itself: one bad moment is one failing look, however long it weighs on the whole.
 */
export function byComparison(
  spec: GateSpec,
  facts: GateFacts,
  early: Early | null,
  memory: GateMemory,
  before: GateRecord,
): Judged {
  const found = early ? null : compare(spec, facts);
  const news = measure(since(memory.canary, before.seen ?? before.base?.canary), spec.sli);
  const isFailingLook =
    found?.failing === true && news.samples > 0 && compare(spec, { ...facts, canary: news }).failing;
  const failures = before.failures + (isFailingLook ? 1 : 0);
  const record = { ...before, failures, seen: found ? memory.canary : before.seen };
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
