import type { ActionName, Release } from '@/lib/releases/schema';

/** An ellipsis says that a reason is asked for. */
export const ACTION_LABEL: Record<ActionName, string> = {
  rollback: 'Roll back',
  pause: 'Pause',
  resume: 'Resume…',
  advance: 'Advance…',
  override: 'Override…',
  approve: 'Approve',
  reject: 'Reject…',
  cancel: 'Cancel…',
};

export const ACTION_KEY: Record<ActionName, string> = {
  rollback: 'R',
  pause: 'P',
  resume: 'U',
  advance: 'V',
  override: 'O',
  approve: 'A',
  reject: 'X',
  cancel: 'R',
};

/** More exposure: not while the page shows old data (screens.md 2.11). */
export const RAISING: ReadonlySet<ActionName> = new Set(['advance', 'resume', 'approve', 'override']);

/** The one or two buttons a row shows: what most likely is needed, the safe one first. */
export function rowActions(release: Pick<Release, 'status' | 'actions' | 'attention'>): ActionName[] {
  const order: ActionName[] =
    release.attention.class >= 7
      ? ['rollback', 'resume']
      : release.status === 'awaiting_approval'
        ? ['approve', 'rollback', 'reject']
        : release.status === 'paused'
          ? ['resume', 'rollback']
          : ['rollback', 'cancel', 'pause'];
  const allowed = order.filter((action) => release.actions.includes(action));
  return release.status === 'rolling_back' ? [] : allowed.slice(0, 2);
}
