import type { Freeze, Snapshot } from '../state';
import { isExposed } from '../state';
import type { Found } from './blockers';
import type { Draft } from './draft';

/** Whether the release was on its way before this freeze began. */
const wasInFlight = ({ release }: Snapshot, { since }: Freeze): boolean =>
  release.state.startedAt !== null && release.state.startedAt <= since;

/** Whether it lets this kind of release through: an exception is explicit, by the release's kind. */
const excepts = ({ release }: Snapshot, { allows }: Freeze): boolean =>
  allows?.includes(release.kind ?? 'change') ?? false;

/** The freezes that forbid this release a rise of exposure now. */
export function forbidding(snapshot: Snapshot): Freeze[] {
  return snapshot.freezes.filter((freeze) => {
    if (excepts(snapshot, freeze)) return false;
    // What was on its way goes on, or is judged instead (`burning`); what is new waits.
    const spares = freeze.inFlight === 'continue' || freeze.inFlight === 'fail_gate';
    return !(spares && wasInFlight(snapshot, freeze));
  });
}

export const freezeBlockers = (snapshot: Snapshot): Found[] => forbidding(snapshot).map(foundOf);

/**
 * As `freezeBlockers`, for what was decided at `decidedAt` and is not done yet: a freeze that lets the step be finished
 * does not forbid what was decided before it began. Nothing that is decided later passes.
 */
export const freezesSince = (snapshot: Snapshot, decidedAt: number): Found[] =>
  forbidding(snapshot)
    .filter(({ inFlight, since }) => inFlight !== 'finish_step' || decidedAt >= since)
    .map(foundOf);

const foundOf = ({ kind, detail, since, began = since, until }: Freeze): Found => ({
  kind,
  detail,
  since: began,
  ...(until === undefined ? {} : { until }),
});

/** The kinds of freezes that let this release through because of what it is: said in its record when it rises. */
export const exceptedBy = (snapshot: Snapshot): string[] => [
  ...new Set(
    snapshot.freezes.filter((freeze) => excepts(snapshot, freeze)).map(({ kind, detail }) => `${kind}: ${detail}`),
  ),
];

/** A freeze whose policy takes back what was in flight when it began. Answers whether the release moved. */
export function takenBack(draft: Draft): boolean {
  const { snapshot, state } = draft;
  if (!isExposed(state) || state.status === 'rolling_back' || state.status === 'rollback_failed') return false;
  const freeze = forbidding(snapshot).find(
    (one) => one.inFlight === 'rollback' && wasInFlight(snapshot, one) && !draft.isLifted(one.kind),
  );
  if (!freeze) return false;
  draft.rollback('Rampart', true, `${freeze.kind}: ${freeze.detail}; its policy rolls back what is in flight`);
  return true;
}

/** Budgets that burn since the release went out: each counts as a critical gate that fails. */
export const burning = (snapshot: Snapshot): Freeze[] =>
  snapshot.freezes.filter(
    (freeze) => freeze.inFlight === 'fail_gate' && wasInFlight(snapshot, freeze) && isExposed(snapshot.release.state),
  );
