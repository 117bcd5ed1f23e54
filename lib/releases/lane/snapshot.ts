import { planRef } from '../approval-rule';
import { isExposed, type Snapshot } from '../state';
import { isTerminal } from '../status';
import type { LaneRelease, LaneService } from './model';

/** One line on where a release is, as another one waiting behind it shows it. */
export function siblingLine({ state, plan }: LaneRelease): string {
  const step = plan.steps[state.confirmed?.step ?? state.step];
  const where = state.desired > 0 ? ` at ${state.desired / 100} % of ${step?.ring ?? 'everyone'}` : '';
  return `${state.status.replaceAll('_', ' ')}${where}`;
}

/** What the machine may know of one release: pure, from the loaded lane. */
export function snapshotOf(service: LaneService, release: LaneRelease): Snapshot {
  const { id, version, baselineVersion, plan, createdBy, createdAt, startAt, deployed, kind, state } = release;
  const { artifact, commit, committer } = release;
  return {
    release: {
      id,
      service: service.name,
      version,
      baselineVersion,
      plan,
      createdBy,
      createdAt,
      startAt,
      deployed,
      kind: kind ?? 'change',
      planRef: planRef(release),
      artifact: artifact ?? null,
      commit: commit ?? null,
      committer: committer ?? null,
      state,
    },
    service: {
      generation: service.generation,
      rollbackWindowMs: service.rollbackWindowMs,
      currentReleaseId: service.currentReleaseId,
      readBack: service.readBack,
      owner: service.owner,
    },
    siblings: siblingsOf(service, release),
    freezes: service.freezes,
    approvals: release.approvals,
    gates: release.gates,
    newestCanaryAt: release.newestCanaryAt,
    command: release.command,
    provider: service.provider,
  };
}

function siblingsOf(service: LaneService, release: LaneRelease): Snapshot['siblings'] {
  if (service.releases.length < 2) return [];
  return service.releases
    .filter((other) => other.id !== release.id && !isTerminal(other.state.status))
    .map((other) => ({
      id: other.id,
      version: other.version,
      status: other.state.status,
      exposed: isExposed(other.state),
      newer: other.id > release.id,
      line: siblingLine(other),
    }))
    .reverse();
}
