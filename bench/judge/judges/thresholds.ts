import { FLAGGER_DEFAULTS, type FlaggerState, freshFlagger, tickFlagger } from '@/lib/judge/rivals/flagger';
import { measure } from '@/lib/judge/rivals/threshold/measure';
import { ARGO_DEFAULTS, addMeasurement, freshMetric } from '@/lib/judge/rivals/threshold/metric';
import { type Minute, quantileOf } from '../series';
import { BASE_RATE } from '../traces/trace';
import { firstMinute, type Judge, type Showing } from './judge';

/** What the canary may show in a minute: twice what the baseline usually does, in percent of errors or ms of p99. */
const TIMES = 2;
const MOST_ERRORS = TIMES * BASE_RATE * 100;
const LIMIT = `canary over ${MOST_ERRORS} % errors in a minute (latency: p99 over ${TIMES} times the baseline's usual one)`;

/** Whether the minute is within the limit; null where the canary reported nothing. */
const isWithin = ({ trace: { latency } }: Showing, { canary }: Minute): boolean | null =>
  canary === null ? null : canary <= (latency ? TIMES * (quantileOf(latency.history, 0.99) ?? 0) : MOST_ERRORS);

/** Argo Rollouts' analysis with a failure limit, measured each minute. */
const argo = (failureLimit: number): Judge => {
  const spec = { ...ARGO_DEFAULTS, failureLimit };
  return {
    name: `Argo, limit ${failureLimit}`,
    settings: `failed measurement: ${LIMIT}; interval 1m, failureLimit ${failureLimit}, consecutiveErrorLimit ${spec.consecutiveErrorLimit} (a minute without data is an error; too many abort)`,
    otherwise: 'fine',
    stop: (showing) => {
      let metric = freshMetric();
      return firstMinute(showing.minutes, (minute) => {
        const within = isWithin(showing, minute);
        metric = addMeasurement(metric, measure(within ?? 'error', null), spec);
        return metric.phase === 'Failed' || metric.phase === 'Error';
      });
    },
  };
};

export const argo0 = argo(0);
export const argo3 = argo(3);

/** Flagger's failed checks. The trace moves the traffic, not Flagger: its weight never reaches a promotion here. */
const FLAGGER = { ...FLAGGER_DEFAULTS, threshold: 5, maxWeight: Number.POSITIVE_INFINITY };

export const flagger5: Judge = {
  name: 'Flagger, 5',
  settings: `failed check: ${LIMIT}, or no data; interval 1m, threshold ${FLAGGER.threshold}; rolls back on the tick after the fifth; never promotes within the hour`,
  otherwise: 'fine',
  stop: (showing) => {
    let state: FlaggerState = { ...freshFlagger(), weight: FLAGGER.stepWeight };
    return firstMinute(showing.minutes, (minute) => {
      const within = isWithin(showing, minute);
      state = tickFlagger(state, within === null ? 'no_data' : within ? 'passed' : 'failed', FLAGGER);
      return state.phase === 'failed';
    });
  },
};
