import type { ActionName, Status } from '../schema';
import type { ReleaseState } from '../state';

export type ActionFacts = {
  state: ReleaseState;
  /** Steps of the plan that need approval. */
  approvalSteps: number[];
  /** Whether this release is its service's present version. */
  current: boolean;
  rollbackWindowMs: number;
  otherExposed: boolean;
};

type Rule = (facts: ActionFacts, now: number) => ActionName[];

/** The table "Statuses" of lifecycle.md: which actions a status allows. */
const TABLE: Record<Status, Rule> = {
  pending: ({ state, approvalSteps }) => [
    'pause',
    'cancel',
    ...(approvalSteps.some((i) => i >= state.step) ? (['approve'] as const) : []),
  ],
  awaiting_approval: ({ state }) => [
    'approve',
    'reject',
    'override',
    'pause',
    state.desired > 0 ? 'rollback' : 'cancel',
  ],
  applying: () => ['pause', 'rollback'],
  holding: () => ['advance', 'override', 'pause', 'rollback'],
  paused: ({ state }) => [
    'resume',
    'override',
    ...(state.generation > 0 ? (['rollback'] as const) : []),
    ...(state.desired === 0 ? (['cancel'] as const) : []),
  ],
  rolling_back: () => ['rollback'],
  rollback_failed: () => ['rollback'],
  rolled_back: () => ['rollback'],
  completed: (facts, now) => {
    const within = now - (facts.state.finishedAt ?? 0) <= facts.rollbackWindowMs;
    return facts.current && within && !facts.otherExposed ? ['rollback'] : [];
  },
  cancelled: () => [],
  superseded: () => [],
};

/** The actions a release allows now; anything else is a conflict. */
export const allowedActions = (facts: ActionFacts, now: number): ActionName[] => TABLE[facts.state.status](facts, now);

/** What a page offers as a button: not what would be answered 200 and do nothing. */
export const offeredActions = (facts: ActionFacts, now: number): ActionName[] =>
  facts.state.status === 'rolled_back' ? [] : allowedActions(facts, now);
