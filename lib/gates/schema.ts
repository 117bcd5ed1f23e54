import { z } from 'zod';
import { durationSchema } from '@/lib/shared/duration-schema';
import { valueKeySchema } from '@/lib/shared/names';
import { BUILT_IN_SLIS } from './defaults';

/** One of the built-in SLIs, or a key of `values` in the telemetry. */
export const sliSchema = valueKeySchema.meta({
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
    maxDifference: z.number().positive().optional().meta({
      description:
        'Tolerated absolute worsening against the baseline, in the unit of the SLI, in place of maxIncrease: for rare errors, where proof of a ratio is dear',
    }),
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
    for (const issue of differenceIssues(gate)) ctx.addIssue({ code: 'custom', ...issue });
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

/** An absolute margin is judged on means, and stands in place of the relative one. */
function differenceIssues(gate: {
  sli: string;
  compare: string;
  method: string;
  maxIncrease?: number | undefined;
  maxDifference?: number | undefined;
}): { path: string[]; message: string }[] {
  if (gate.maxDifference === undefined) return [];
  const refuse = (message: string) => [{ path: ['maxDifference'], message }];
  if (gate.maxIncrease !== undefined) return refuse('stands in place of maxIncrease: give one of them');
  if (gate.compare === 'limit') return refuse('is held against the baseline: compare must be "baseline", not "limit"');
  if (gate.method !== 'sequential') return refuse(`needs method "sequential", not "${gate.method}"`);
  if (gate.sli.startsWith('latency_p')) return refuse('is for rates and means, not for latency quantiles');
  return [];
}

/** A gate as a plan holds it, defaults filled in. */
export type GateSpec = z.output<typeof gateSpecSchema>;

export const VERDICTS = ['pass', 'fail', 'inconclusive', 'no_data'] as const;
export const verdictSchema = z.enum(VERDICTS);
export type Verdict = z.infer<typeof verdictSchema>;

/** How much speaks for either verdict, on the log scale on which evidence adds up. */
export const gateEvidenceSchema = z.object({
  worse: z.number().meta({ description: 'Share of the evidence needed to call the canary worse, 0–1' }),
  fine: z.number().meta({ description: 'Share of the evidence needed to call it proven no worse, 0–1' }),
  logWorse: z.number().meta({ description: 'Natural log of the e-value of harm now' }),
  logFine: z.number(),
  needWorse: z.number().meta({ description: 'What logWorse must reach: ln(1/α) after the correction for many gates' }),
  needFine: z.number(),
  alpha: z.number().meta({ description: 'Chance of a false fail this gate may take, after the correction' }),
  spent: z.number().meta({ description: 'Anytime p-value: 1 ÷ the largest e-value so far' }),
  dispersion: z.number().nullable().meta({ description: 'How bursty the counts are: 1 is plain chance' }),
  edgeMs: z.number().nullable().meta({ description: 'Latency gates: the edge above which requests are counted' }),
});
export type GateEvidence = z.infer<typeof gateEvidenceSchema>;

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
  since: z
    .string()
    .nullish()
    .meta({ description: 'From when the samples are counted: its step, or a fresh look in it' }),
  baselineKind: z.enum(['concurrent', 'recorded']),
  /** How it was decided: the plan's method, and in words why it was chosen or switched. */
  method: z.string(),
  methodWhy: z.string().nullish(),
  compare: z.enum(['baseline', 'limit']).optional(),
  /** Bounds of the effect that hold however often one looks; null where none can be given. */
  interval: z.object({ lower: z.number(), upper: z.number().nullable() }).nullish(),
  evidence: gateEvidenceSchema.nullish(),
  /** Why nothing is decided on the evidence yet, in words: too early, too few; null where it is. */
  waiting: z.string().nullish(),
  /** What is wrong with the split of requests, in words. */
  split: z.string().nullish(),
  /** When a verdict may be expected at the present traffic. */
  expected: z.object({ verdict: z.enum(['pass', 'fail']), seconds: z.number() }).nullish(),
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
