import { StatusBadge } from '@/components/status/status-badge';
import { type StatusVariant, statusVariant } from '@/components/status/vocabulary';
import type { Release, Status } from '@/lib/releases/schema';

type Stating = Pick<Release, 'status' | 'verdict' | 'hold' | 'startedAt' | 'startAt' | 'blockers' | 'pause'>;

/** Once approved, what still stops it is no approval: it holds where it is, or has not started. */
function standing({ status, blockers, startedAt }: Stating): Status {
  const approved = blockers.length > 0 && !blockers.some(({ kind }) => kind === 'approval');
  if (status !== 'awaiting_approval' || !approved) return status;
  return startedAt ? 'holding' : 'pending';
}

/** The variant of a release's status: what makes it read differently is why it paused and whether it was extended. */
export function variantOf(release: Stating): StatusVariant {
  const unproven = release.pause?.kind === 'unproven';
  return statusVariant({
    status: standing(release),
    verdict: release.status === 'paused' && release.pause?.kind === 'gate' ? 'fail' : release.verdict,
    extended: unproven || (release.hold?.extendedMs ?? 0) > 0,
    scheduled: release.blockers.some((blocker) => blocker.kind === 'schedule'),
  });
}

/** A release's status badge. */
export function ReleaseStatus({ release, stale = false }: { release: Stating; stale?: boolean }) {
  return <StatusBadge variant={variantOf(release)} stale={stale} />;
}
