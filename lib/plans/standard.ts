import { type PlanSpec, planSpecSchema } from './schema';

export const STANDARD = 'standard';

/**
 * The plan of a new installation, so that a first service has one to name. Errors and latency against the baseline,
 * judged by evidence: a proven worsening rolls back, too little traffic lets a hold run out as it is.
 */
export const STANDARD_PLAN: PlanSpec = planSpecSchema.parse({
  mechanism: 'canary',
  steps: [
    { ring: 'internal', exposure: 5, hold: '10m' },
    { ring: 'early', exposure: 25, hold: '30m' },
    { ring: 'broad', exposure: 50, hold: '30m' },
    { ring: 'broad', exposure: 100, hold: '30m' },
  ],
  gates: {
    errors: { sli: 'error_rate', compare: 'baseline', maxIncrease: 0.5, critical: true },
    latency: { sli: 'latency_p95', compare: 'baseline', maxIncrease: 0.5 },
  },
});
