import { z } from 'zod';
import { durationSchema } from '@/lib/shared/duration';
import { nameSchema } from '@/lib/shared/names';

export const BUILT_IN_SLIS = [
  'error_rate',
  'latency_p50',
  'latency_p90',
  'latency_p95',
  'latency_p99',
  'cpu',
  'memory',
  'cost',
] as const;

/** One of the built-in SLIs, or a key of `values` in the telemetry. */
export const sliSchema = nameSchema.meta({
  description: `One of ${BUILT_IN_SLIS.join(', ')}, or a key of \`values\` in the telemetry`,
});

export const gateSpecSchema = z
  .strictObject({
    sli: sliSchema,
    direction: z.enum(['lower_is_better', 'higher_is_better']).default('lower_is_better'),
    compare: z.enum(['baseline', 'limit']),
    method: z.enum(['sequential', 'threshold', 'mann-whitney']).default('sequential'),
    maxIncrease: z
      .number()
      .min(0)
      .max(1000)
      .optional()
      .meta({ description: 'Tolerated relative worsening; 0.2 is 20 %' }),
    limit: z.number().nonnegative().optional().meta({
      description:
        'Absolute limit: a rate 0–1 for error_rate, milliseconds for latency, the unit of the value otherwise',
    }),
    minSamples: z.int().min(1).max(1e9).default(100),
    initialDelay: durationSchema.default('0s'),
    failureLimit: z.int().min(0).max(1000).default(0),
    alpha: z.number().gt(0).lt(1).default(0.05),
    beta: z.number().gt(0).lt(1).default(0.05),
    critical: z.boolean().default(false),
    onFail: z.enum(['rollback', 'pause']).default('rollback'),
    onInconclusive: z.enum(['advance', 'extend', 'pause']).default('advance'),
    maxExtend: durationSchema.optional(),
    onSplitMismatch: z.enum(['warn', 'hold']).default('warn'),
  })
  .superRefine((gate, ctx) => {
    if (gate.compare === 'limit' && gate.limit === undefined) {
      ctx.addIssue({ code: 'custom', path: ['limit'], message: 'is needed where compare is "limit"' });
    }
    if (gate.sli === 'error_rate' && gate.limit !== undefined && gate.limit > 1) {
      ctx.addIssue({
        code: 'custom',
        path: ['limit'],
        message: `is a rate for error_rate: from 0 to 1, not ${gate.limit}`,
      });
    }
  });

/** A gate as a plan holds it, defaults filled in. */
export type GateSpec = z.output<typeof gateSpecSchema>;

/** The tolerated worsening where a plan does not say: 20 %. */
export const DEFAULT_MAX_INCREASE = 0.2;

export const VERDICTS = ['pass', 'fail', 'inconclusive', 'no_data'] as const;
export const verdictSchema = z.enum(VERDICTS);
export type Verdict = z.infer<typeof verdictSchema>;

/** One gate at one look, as the API and the page show it. Rates 0–1, latency in ms, ratios as factors. */
export const gateEvaluationSchema = z.object({
  name: z.string(),
  sli: z.string(),
  verdict: verdictSchema,
  canary: z.number().nullable(),
  baseline: z.number().nullable(),
  /** canary ÷ baseline for a baseline gate, canary ÷ limit for a limit gate; null where it cannot be computed. */
  effect: z.number().nullable(),
  /** What the effect is held against: 1 + maxIncrease, or the limit. */
  bound: z.number().nullable(),
  samples: z.object({ canary: z.number(), baseline: z.number() }),
  baselineKind: z.enum(['concurrent', 'recorded']),
  /** How it was decided: "ratio" or "limit" until the statistical judge is asked. */
  method: z.string(),
  satisfied: z.boolean(),
  critical: z.boolean(),
  onFail: z.enum(['rollback', 'pause']),
  /** Failing looks so far in this step, and how many the gate tolerates. */
  failures: z.int(),
  failureLimit: z.int(),
  why: z.string(),
  evaluatedAt: z
    .string()
    .nullable()
    .meta({ description: 'The look that first said this; later looks that say the same leave it' }),
});
export type GateEvaluation = z.infer<typeof gateEvaluationSchema>;
