import { z } from 'zod';
import { parseDuration } from '@/lib/shared/duration';
import { httpUrlSchema } from '@/lib/shared/http-url';
import { isLocalTime } from '@/lib/shared/local-time';
import { valueKeySchema } from '@/lib/shared/names';
import { alertRules, cannotFire } from './alerts';
import { isFraction } from './budget';
import { BURN_WINDOWS, burnWindowMs } from './burn';
import { CALENDAR_UNITS, isCalendarUnit, isZone, longestPeriodMs } from './window';

const HOUR = 3_600_000;
const DAY = 86_400_000;
const promql = z.string().trim().min(1).max(4000);

const ratioSliSchema = z.strictObject({
  kind: z.literal('ratio'),
  value: valueKeySchema.optional().meta({
    description: 'A key of telemetry `values`: its count are the events, its sum the good ones. Requests when absent',
  }),
});

const latencySliSchema = z.strictObject({
  kind: z.literal('latency'),
  thresholdMs: z
    .number()
    .positive()
    .max(3_600_000)
    .meta({ description: 'Good is a request of at most so many milliseconds' }),
});

const promqlSliSchema = z
  .strictObject({
    kind: z.literal('promql'),
    url: httpUrlSchema.optional().meta({ description: 'The Prometheus to ask; that of the service when absent' }),
    good: promql.optional(),
    bad: promql.optional(),
    total: promql.optional(),
    counter: z
      .boolean()
      .optional()
      .meta({ description: 'The queries give ever-rising counters: their increase is taken' }),
    value: promql.optional().meta({ description: 'A measure that is compared with `threshold` each minute' }),
    op: z.enum(['lt', 'lte', 'gt', 'gte']).optional(),
    threshold: z.number().optional(),
  })
  .superRefine((sli, context) => {
    const refuse = (path: string, message: string) => context.addIssue({ code: 'custom', path: [path], message });
    if (sli.value === undefined) {
      if (sli.total === undefined)
        return refuse('total', 'is needed: how many events there were (or `value` with `op` and `threshold`)');
      if ((sli.good === undefined) === (sli.bad === undefined))
        refuse('good', 'exactly one of good and bad is needed beside total');
      if (sli.op !== undefined || sli.threshold !== undefined) refuse('op', 'only goes with value');
      return;
    }
    for (const key of ['good', 'bad', 'total'] as const)
      if (sli[key] !== undefined) refuse(key, 'does not go with value');
    if (sli.op === undefined) refuse('op', 'is needed beside value: lt, lte, gt or gte');
    if (sli.threshold === undefined) refuse('threshold', 'is needed beside value');
  });

const kinds = z.discriminatedUnion('kind', [ratioSliSchema, latencySliSchema, promqlSliSchema]);
/** `"error_rate"`, the name gates know it by, is short for the ratio of good requests. */
export const sliSchema = z.preprocess((sli) => (sli === 'error_rate' ? { kind: 'ratio' } : sli), kinds);
export type Sli = z.output<typeof kinds>;
const { $schema: _, ...sliDocument } = z.toJSONSchema(kinds, { io: 'input' });

const windowEnum = z.enum(BURN_WINDOWS);
export const alertRuleSchema = z.strictObject({
  severity: z.enum(['page', 'ticket']),
  long: windowEnum,
  short: windowEnum,
  budgetShare: z
    .number()
    .positive()
    .max(1)
    .optional()
    .meta({ description: 'Fires when the long window would spend this share of the whole budget' }),
  factor: z.number().positive().optional().meta({ description: 'Fires above this burn rate; instead of budgetShare' }),
});
export type AlertRuleInput = z.output<typeof alertRuleSchema>;

const windowSchema = z
  .string()
  .max(40)
  .refine((text) => isCalendarUnit(text) || parseDuration(text) !== null, {
    error: `must be a duration such as 7d, 28d or 30d, or one of ${CALENDAR_UNITS.join(', ')}`,
  })
  .refine((text) => isCalendarUnit(text) || parseDuration(text) === null || inRange(parseDuration(text) ?? 0), {
    error: 'must be whole hours from 1d to 366d',
  })
  .meta({
    description: 'Rolling: 7d, 28d, 30d. By the calendar: day, week, month, quarter, year',
    examples: ['30d', 'month'],
  });

const inRange = (ms: number): boolean => ms >= DAY && ms <= 366 * DAY && ms % HOUR === 0;

const fields = {
  displayName: z.string().trim().min(1).max(200).optional(),
  description: z.string().max(2000).optional(),
  sli: sliSchema.meta(sliDocument),
  objective: z
    .number()
    .min(0.5, { error: 'must be at least 50 % (0.5)' })
    .lt(1, { error: 'must be below 100 % (1): it would have no error budget' })
    .refine(isFraction, { error: 'may have at most nine decimals' })
    .meta({ description: 'Share of good events (or slices), 0.5 up to but without 1', examples: [0.999] }),
  window: windowSchema,
  timeZone: z
    .string()
    .refine(isZone, { error: 'is no time zone that is known; use an IANA name such as Europe/Berlin' })
    .optional()
    .meta({ description: 'Of a window by the calendar; UTC when absent' }),
  windowStart: z
    .string()
    .regex(/^\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d$/, { error: 'must be a local time like 2026-01-01T00:00:00' })
    .refine(isLocalTime, { error: 'is no time that exists' })
    .optional()
    .meta({ description: 'Any local start of a calendar period, where it is not midnight of its first day' }),
  budget: z
    .enum(['events', 'time_slices'])
    .default('events')
    .meta({ description: 'What the budget is counted in: bad events of all, or bad slices of time' }),
  slice: z
    .strictObject({
      length: z.enum(['1m', '5m']).default('1m'),
      target: z.number().positive().max(1).meta({ description: 'A slice is good from this share of good events on' }),
    })
    .optional()
    .meta({ description: 'For time_slices' }),
  alerts: z
    .array(alertRuleSchema)
    .max(8)
    .optional()
    .meta({ description: 'The four of the SRE workbook when absent; none when empty' }),
  minEvents: z
    .int()
    .min(0)
    .max(1_000_000)
    .default(100)
    .meta({ description: 'Fewer events than this in the long window never page' }),
};

export const sloInputSchema = z.strictObject(fields).superRefine((slo, context) => {
  const refuse = (path: (string | number)[], message: string) => context.addIssue({ code: 'custom', path, message });
  const calendar = isCalendarUnit(slo.window);
  if (!calendar && slo.timeZone !== undefined) refuse(['timeZone'], 'only goes with a window by the calendar');
  if (!calendar && slo.windowStart !== undefined) refuse(['windowStart'], 'only goes with a window by the calendar');
  const measured = slo.sli.kind === 'promql' && slo.sli.value !== undefined;
  if (slo.budget === 'events' && slo.slice !== undefined) refuse(['slice'], 'only goes with budget "time_slices"');
  if (slo.budget === 'events' && measured)
    refuse(['budget'], 'must be "time_slices": a compared value has no events to count');
  if (slo.budget === 'time_slices' && slo.slice === undefined && !measured)
    refuse(['slice'], 'is needed with budget "time_slices"');
  refuseAlerts(slo, refuse);
});

type Checked = {
  objective: number;
  window: string;
  timeZone?: string | undefined;
  windowStart?: string | undefined;
  alerts?: AlertRuleInput[] | undefined;
};

function refuseAlerts(slo: Checked, refuse: (path: (string | number)[], message: string) => void): void {
  if (!(slo.objective >= 0.5 && slo.objective < 1)) return;
  const periodMs = longestPeriodMs(slo.window);
  if (periodMs === null) return;
  let broken = false;
  slo.alerts?.forEach((rule, index) => {
    const bad = (field: string, message: string): void => {
      broken = true;
      refuse(['alerts', index, field], message);
    };
    if ((rule.budgetShare === undefined) === (rule.factor === undefined))
      bad('budgetShare', 'exactly one of budgetShare and factor is needed');
    if (burnWindowMs(rule.short) >= burnWindowMs(rule.long)) bad('short', `must be shorter than long (${rule.long})`);
    if (burnWindowMs(rule.long) > periodMs) bad('long', `must not be longer than the window (${slo.window})`);
  });
  if (broken) return;
  alertRules(slo.alerts, periodMs).forEach((rule, index) => {
    const why = cannotFire(rule, slo.objective);
    if (why !== null) refuse(slo.alerts === undefined ? ['window'] : ['alerts', index], why);
  });
}

export type SloInput = z.output<typeof sloInputSchema>;

export const SLO_STATUSES = ['no_data', 'exhausted', 'burning', 'low_traffic', 'healthy'] as const;
export type SloStatus = (typeof SLO_STATUSES)[number];

const amount = z.number().nullable();
const burningSchema = z.object({
  severity: z.enum(['page', 'ticket']),
  long: windowEnum,
  short: windowEnum,
  /** Burn rate over the long window. */
  rate: z.number(),
});
export type Burning = z.infer<typeof burningSchema>;

const alertSchema = z.object({
  severity: z.enum(['page', 'ticket']),
  long: windowEnum,
  short: windowEnum,
  factor: z.number(),
  state: z.enum(['firing', 'rising', 'recovering', 'fine', 'no_data', 'low_traffic']),
  longRate: amount,
  shortRate: amount,
});
export type AlertView = z.infer<typeof alertSchema>;

/** How an SLO stands; computed each minute, `asOf` says for when. */
export const sloStandingSchema = z.object({
  status: z.enum(SLO_STATUSES),
  asOf: z.string(),
  window: z.object({ start: z.string(), end: z.string().nullable() }),
  /** Good ÷ all of the window, 0–1; null without data. */
  attained: amount,
  /** Share of the budget left; negative when overspent, null without data. */
  remaining: amount,
  events: z.object({ total: z.number(), bad: z.number(), allowed: amount, remaining: amount }),
  /** The budget in minutes of the window; for events, those that total failure would take. */
  minutes: z.object({ allowed: z.number(), spent: amount, remaining: amount }),
  burnRates: z.record(windowEnum, amount),
  alerts: z.array(alertSchema),
  exhaustion: z.object({ inMs: amount, at: z.string().nullable(), pace: windowEnum.nullable() }),
  exhaustedAt: z.string().nullable(),
  /** Why it cannot be counted at present (Prometheus does not answer); null where it can. */
  problem: z.string().nullable(),
});
export type SloStanding = z.infer<typeof sloStandingSchema>;

export const spendSchema = z.object({
  version: z.string(),
  release: z.string().nullable(),
  /** Share of the whole budget of the window that this version's bad events spent. */
  share: z.number(),
  /** What of that was spent while its release was in flight. */
  releasing: z.number(),
  bad: z.number(),
  from: z.string(),
  to: z.string(),
});
export type Spend = z.infer<typeof spendSchema>;

export const sloSchema = z.object({
  service: z.string(),
  slo: z.string(),
  displayName: z.string().nullable(),
  description: z.string().nullable(),
  sli: kinds,
  objective: z.number(),
  window: z.string(),
  timeZone: z.string().nullable(),
  windowStart: z.string().nullable(),
  budget: z.enum(['events', 'time_slices']),
  slice: z.object({ length: z.enum(['1m', '5m']), target: z.number() }).nullable(),
  alerts: z.array(alertRuleSchema).nullable(),
  minEvents: z.int(),
  version: z.int(),
  createdAt: z.string(),
  updatedAt: z.string(),
  /** Null until it was computed for the first time. */
  standing: sloStandingSchema.nullable(),
});
export type SloView = z.infer<typeof sloSchema>;

/** One SLO with what its budget was spent on. */
export const sloDetailSchema = sloSchema.extend({ attribution: z.array(spendSchema) });
export type SloDetail = z.infer<typeof sloDetailSchema>;

const marker = z.object({
  at: z.string(),
  until: z.string().nullable(),
  kind: z.enum(['release', 'incident']),
  id: z.string(),
  label: z.string(),
});
export const burnDownSchema = z.object({
  start: z.string(),
  end: z.string(),
  now: z.string(),
  /** Share of the budget left at each hour's end, as the events of the window alone make it. */
  points: z.array(z.object({ at: z.string(), remaining: z.number(), total: z.number(), bad: z.number() })),
  markers: z.array(marker),
});
export type BurnDown = z.infer<typeof burnDownSchema>;
