import { attentionClass, verdictOf } from '../attention';
import type { LaneRelease } from './model';

/** The copies of the state that lists sort and filter by. `observed` in hundredths of a percent, as last read back. */
export function releaseColumns({ state, gates }: Pick<LaneRelease, 'state' | 'gates'>, observed: number | null) {
  return {
    status: state.status,
    step: state.step,
    desired: state.desired,
    generation: state.generation,
    verdict: verdictOf(gates),
    reason: state.reason,
    attention: attentionClass(state, gates, observed),
    startedAt: state.startedAt,
    finishedAt: state.finishedAt,
  };
}
