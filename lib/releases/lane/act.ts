import { AppError } from '@/lib/errors';
import { act } from '../machine';
import type { Action, Refusal } from '../state';
import type { Changes } from './changes';
import type { Lane, LaneRelease, LaneService } from './model';
import { snapshotOf } from './snapshot';

const AFTER_ROLLBACK_MS = 1_000;

/** Acts on a loaded release; what it changes is collected. Answers the refusal, or null when it was done. */
export function actOn(
  lane: Lane,
  service: LaneService,
  release: LaneRelease,
  action: Action,
  changes: Changes,
): Refusal | null {
  if (action.name === 'deployed' && !release.deployed) {
    release.deployed = true;
    changes.touch(service, release, true);
  }
  const outcome = act(snapshotOf(service, release), action, lane.now);
  if ('refused' in outcome) return outcome;
  changes.take(service, release, outcome, action.actor);
  // The other releases of the service may now go on, and this one's next look may be at once. Not so after a rollback:
  // nothing is to be decided before its command is answered, and that wakes by itself.
  changes.due.set(service.name, action.name === 'rollback' ? lane.now + AFTER_ROLLBACK_MS : lane.now);
  return null;
}

const CODES = { conflict: 'conflict', forbidden: 'forbidden', unprocessable: 'unprocessable' } as const;

/** A refusal as the error that clients get: with the present status and what is allowed. */
export function refusalError(release: LaneRelease, refusal: Refusal): AppError {
  const { field, detail } = refusal;
  return new AppError(CODES[refusal.refused], field ? `${field}: ${detail}` : detail, {
    ...(field ? { errors: [{ path: field, message: detail }] } : {}),
    extra: {
      current: release.state.status,
      allowed: refusal.allowed,
      ...(refusal.changed ? { changed: refusal.changed } : {}),
    },
  });
}
