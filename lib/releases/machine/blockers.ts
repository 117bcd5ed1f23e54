import { spanWords } from '@/lib/gates/words';
import { stepGates } from '@/lib/plans/schema';
import { durationMs } from '@/lib/shared/duration';
import { wantedWords } from '../approval-rule';
import type { Blocker, BlockerKind } from '../schema';
import { isExposed, type ReleaseState, type Snapshot } from '../state';
import { BLOCKER_KINDS } from '../status';
import { approvalsOf } from './approvals';
import { sameExposure } from './exposure';
import { freezeBlockers, freezesSince } from './freezes';

/** A blocker as found now; `since` is kept from before where it stood already. */
export type Found = { kind: BlockerKind; detail: string; since?: number; until?: number };

/** What keeps a release from starting. */
export function startBlockers(snapshot: Snapshot, now: number): Found[] {
  const { release } = snapshot;
  const found: Found[] = [...freezeBlockers(snapshot), ...queueBlockers(snapshot)];
  if (release.startAt !== null && release.startAt > now) {
    found.push({
      kind: 'schedule',
      detail: `Starts at ${new Date(release.startAt).toISOString()}`,
      until: release.startAt,
    });
  }
  if (!release.deployed) {
    found.push({
      kind: 'deployment',
      detail: `Announced, not deployed yet: waits for the report that ${release.version} is deployed`,
    });
  }
  return found;
}

/**
 * What keeps exposure from rising to `step`, overrides not yet counted: `mayAdvance` asks nothing else.
 * @param decidedAt when the rise was decided (epoch ms), of one that is on its way
 */
export function raiseBlockers(snapshot: Snapshot, step: number, now: number, decidedAt: number | null = null): Found[] {
  return [
    ...(decidedAt === null ? freezeBlockers(snapshot) : freezesSince(snapshot, decidedAt)),
    ...queueBlockers(snapshot),
    ...approvalBlockers(snapshot, step, now),
    ...gateBlockers(snapshot),
    ...noDataBlockers(snapshot, now),
  ];
}

/** One exposed release per service: whoever comes second waits; a newer one waiting never holds an older one back. */
export function queueBlockers(snapshot: Snapshot): Found[] {
  const ahead = snapshot.siblings.find((sibling) => sibling.exposed || !sibling.newer);
  return ahead && !isExposed(snapshot.release.state)
    ? [{ kind: 'queue', detail: `Waits behind ${ahead.version}: ${ahead.line}` }]
    : [];
}

export function approvalBlockers(snapshot: Snapshot, step: number, now: number): Found[] {
  const { needed, given, other, complete } = approvalsOf(snapshot, step);
  const spec = snapshot.release.plan.steps[step]?.approval;
  if (complete || !spec) return [];
  const from = given.length > 0 ? ` (given: ${given.join(', ')})` : '';
  const alone =
    given.length >= needed && !other ? '; one must be by someone who neither asked for it nor wrote it' : '';
  const { state } = snapshot.release;
  const until = state.step === step ? approvalDeadline(state, spec) : null;
  const late = until !== null && now >= until ? `; nobody approved within ${spec.within}, it waits on` : '';
  return [
    {
      kind: 'approval',
      detail: `${given.length} of ${needed} approvals from ${wantedWords(spec)}${from}${alone}${late}`,
      ...(until !== null && now < until ? { until } : {}),
    },
  ];
}

/** Until when the approvals of the present step are asked for, epoch ms; null without a limit or while none are. */
export function approvalDeadline(
  { askedAt }: Pick<ReleaseState, 'askedAt'>,
  { within }: { within?: string | undefined },
): number | null {
  return within === undefined || askedAt === null ? null : askedAt + durationMs(within);
}

/** Gates of the confirmed step that do not let the release on. */
export function gateBlockers(snapshot: Snapshot): Found[] {
  const open = snapshot.gates.filter((gate) => !gate.satisfied);
  const missing = open.filter((gate) => gate.verdict === 'no_data');
  const unproven = open.filter((gate) => gate.verdict !== 'no_data');
  const words = (gates: typeof open) => gates.map((gate) => `${gate.name}: ${gate.why}`).join('; ');
  return [
    ...(missing.length > 0 ? [{ kind: 'no_data' as const, detail: words(missing) }] : []),
    ...(unproven.length > 0 ? [{ kind: 'gate' as const, detail: words(unproven) }] : []),
  ];
}

/** Canary telemetry missing for `noDataAfter` while someone may see the new version and a gate wants to look. */
export function noDataBlockers(snapshot: Snapshot, now: number): Found[] {
  const { plan, state } = snapshot.release;
  const { confirmed, hold } = state;
  if (!confirmed || !hold || state.desired === 0 || stepGates(plan, confirmed.step).length === 0) return [];
  const seen = Math.max(snapshot.newestCanaryAt ?? 0, hold.startedAt);
  const silent = now - seen;
  if (silent <= durationMs(plan.noDataAfter)) return [];
  const newest =
    snapshot.newestCanaryAt === null
      ? 'none in this step so far'
      : `newest ${new Date(snapshot.newestCanaryAt).toISOString()}`;
  return [
    {
      kind: 'no_data',
      detail: `No samples from the canary for ${spanWords(silent / 1000)}; ${newest}`,
      since: seen,
    },
  ];
}

/** The provider reports something else than was asked, or cannot be read. */
export function driftBlockers(snapshot: Snapshot): Found[] {
  const { provider, release } = snapshot;
  if (provider.error) {
    return [
      {
        kind: 'provider',
        detail: `Exposure cannot be read back: ${provider.error}`,
        ...(provider.errorSince === null ? {} : { since: provider.errorSince }),
      },
    ];
  }
  const drift = driftOf(snapshot);
  if (drift === null) return [];
  return [
    { kind: 'provider', detail: `${release.state.desired / 100} % was asked, the provider reports ${drift / 100} %` },
  ];
}

/** What is observed where it differs from what was asked and accepted; null where they agree or nothing is known. */
export function driftOf(snapshot: Snapshot): number | null {
  const { provider, command, service } = snapshot;
  const { desired, generation } = snapshot.release.state;
  if (command?.generation !== generation) return null;
  if (command.acceptedAt === null) {
    // While exposure is being asserted again, what was last read above it still stands.
    const above = !command.raising && service.readBack && (provider.observed ?? 0) > desired + 1;
    return above ? provider.observed : null;
  }
  const read = provider.at !== null && provider.at >= command.acceptedAt ? provider.observed : null;
  // Without a status to read, what it answered the command with is all there is.
  const observed = service.readBack ? read : command.answered;
  return observed === null || sameExposure(observed, desired) ? null : observed;
}

/** A command that lowers or keeps exposure and was refused: the release goes on standing where it stands, and says so. */
export function refusalBlockers({ command, release }: Snapshot): Found[] {
  if (command?.status !== 'refused' || command.raising || command.generation !== release.state.generation) return [];
  return [
    { kind: 'provider', detail: `The provider refused to ${command.action}: ${command.error ?? 'no words given'}` },
  ];
}

/** Merges with what stood before, so that `since` says when it began; in the order in which a page names them. */
export function standing(before: Blocker[], found: Found[], now: number): Blocker[] {
  const byKind = new Map<BlockerKind, Found[]>();
  for (const item of found) byKind.set(item.kind, [...(byKind.get(item.kind) ?? []), item]);
  return BLOCKER_KINDS.flatMap((kind) => {
    const items = byKind.get(kind);
    if (!items) return [];
    const earlier = before.find((blocker) => blocker.kind === kind);
    const since = Math.min(...items.map((item) => item.since ?? (earlier ? Date.parse(earlier.since) : now)));
    const ends = items.map((item) => item.until);
    const until = ends.every((end) => end !== undefined) ? Math.max(...ends) : undefined;
    return [
      {
        kind,
        detail: [...new Set(items.map((item) => item.detail))].join('; '),
        since: new Date(since).toISOString(),
        ...(until === undefined ? {} : { until: new Date(until).toISOString() }),
      },
    ];
  });
}

/** Blockers without those an override lifts for this step. */
export function notLifted(found: Found[], override: ReleaseState['override']): Found[] {
  return override ? found.filter((item) => !override.blockers.includes(item.kind)) : found;
}
