/** The words a release's life is told in. Without zod, so that pages that only read them stay small. */
export const STATUSES = [
  'pending',
  'awaiting_approval',
  'applying',
  'holding',
  'paused',
  'rolling_back',
  'rolled_back',
  'completed',
  'cancelled',
  'superseded',
  'rollback_failed',
] as const;
export type Status = (typeof STATUSES)[number];

/** Statuses of a release that is over: nothing in flight. */
export const TERMINAL: readonly Status[] = ['rolled_back', 'completed', 'cancelled', 'superseded'];
export const isTerminal = (status: Status): boolean => TERMINAL.includes(status);

/** In the order in which a page names them (screens.md 2.10). */
export const BLOCKER_KINDS = [
  'provider',
  'incident',
  'no_data',
  'budget',
  'freeze',
  'manual',
  'approval',
  'queue',
  'schedule',
  'deployment',
  'gate',
] as const;

/** What break-glass may lift. Never the queue, the provider or a deployment that did not happen, and never a critical fail. */
export const LIFTABLE: readonly (typeof BLOCKER_KINDS)[number][] = [
  'approval',
  'freeze',
  'budget',
  'incident',
  'gate',
  'no_data',
];

export const ACTIONS = ['advance', 'pause', 'resume', 'rollback', 'cancel', 'approve', 'reject', 'override'] as const;

/** What a release may be: a security fix and a revert pass freezes and budget policies that let them. */
export const RELEASE_KINDS = ['change', 'security_fix', 'revert'] as const;

/** What stands in the record where a person gave no reason and none was demanded. */
export const NO_REASON = 'no reason given';
