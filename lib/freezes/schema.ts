import { z } from 'zod';
import { RELEASE_KINDS } from '@/lib/releases/status';
import { isLocalTime } from '@/lib/shared/local-time';
import { nameSchema, reasonSchema } from '@/lib/shared/names';

/** A freeze's name in a path: one that was put, or one of Rampart's own (`kill:…`, `budget:…`). */
export const freezeNameSchema = z.string().regex(/^[a-z0-9][a-z0-9._:-]{0,159}$/, { error: 'is no name of a freeze' });

/** Everything, a service, the services of a team or of a tier. */
export const freezeScopeSchema = z.union(
  [
    z.literal('all'),
    z.strictObject({ service: nameSchema }),
    z.strictObject({ team: z.string().trim().min(1).max(120) }),
    z.strictObject({ tier: z.union([z.literal(1), z.literal(2), z.literal(3)]) }),
  ],
  { error: 'must be "all", { "service": "<name>" }, { "team": "<owner>" } or { "tier": 1 | 2 | 3 }' },
);
export type FreezeScope = z.output<typeof freezeScopeSchema>;

export const IN_FLIGHT = ['hold', 'finish_step', 'rollback'] as const;

const LOCAL = /^\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d)?$/;
const timeSchema = z
  .union([z.iso.datetime({ offset: true }), z.string().regex(LOCAL)], {
    error: 'must be a time like 2026-11-20T23:00:00Z, or 2026-11-20T23:00:00 of the timezone',
  })
  .refine((text) => !LOCAL.test(text) || isLocalTime(text), { error: 'is no time that exists' })
  .refine((text) => /^(?:19|2\d)\d\d/.test(text), { error: 'must be within the years 1900 to 2999' })
  .meta({ examples: ['2026-11-20T23:00:00'] });

const input = z.strictObject({
  scope: freezeScopeSchema,
  start: timeSchema.optional().meta({ description: 'Now when absent. Inclusive' }),
  end: timeSchema.optional().meta({ description: 'Until someone lifts it when absent. Exclusive' }),
  timezone: z
    .string()
    .max(64)
    .optional()
    .meta({ description: 'IANA name. Times without an offset, recurrences and whole days are of its wall clock' }),
  recurrence: z
    .string()
    .max(500)
    .optional()
    .meta({
      description: 'RFC 5545 rule; start and end are those of the first window',
      examples: ['FREQ=WEEKLY;BYDAY=FR'],
    }),
  except: z
    .array(
      z
        .string()
        .regex(/^\d{4}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d)?)?$/, { error: 'must be a local date like 2026-12-25' })
        .refine((text) => !/^\d{4}-\d\d-\d\d/.test(text) || isLocalTime(text), { error: 'is no date that exists' }),
    )
    .max(366)
    .optional()
    .meta({ description: 'Windows that start on these local dates (or at these local times) do not happen' }),
  ical: z
    .string()
    .min(1)
    .max(500_000)
    .optional()
    .meta({ description: 'An iCalendar file: it stands during every event of it' }),
  inFlight: z.enum(IN_FLIGHT).default('hold').meta({
    description:
      'What becomes of what is in flight when it begins: `hold`, `finish_step` (what was decided before it is finished, no further) or `rollback`',
  }),
  allows: z
    .array(z.enum(RELEASE_KINDS))
    .max(RELEASE_KINDS.length)
    .default([])
    .meta({ description: 'Kinds of releases that may go on all the same' }),
  reason: reasonSchema,
});

export const freezeInputSchema = input.superRefine((freeze, context) => {
  const refuse = (path: string, message: string) => context.addIssue({ code: 'custom', path: [path], message });
  if (freeze.ical !== undefined)
    for (const key of ['start', 'end', 'recurrence', 'except'] as const)
      if (freeze[key] !== undefined) refuse(key, 'does not go with ical, whose events have their own');
  if (freeze.recurrence !== undefined)
    for (const key of ['start', 'end'] as const)
      if (freeze[key] === undefined) refuse(key, 'is needed beside a recurrence: the first window');
  if (freeze.except !== undefined && freeze.recurrence === undefined) refuse('except', 'only goes with a recurrence');
  for (const key of ['start', 'end'] as const)
    if (freeze.timezone === undefined && LOCAL.test(freeze[key] ?? ''))
      refuse('timezone', `is needed: the ${key} has no offset`);
  // Of one form both can be compared as they are; the rest is compared on the wall clock when it is stored.
  const at = (time: string) => Date.parse(LOCAL.test(time) ? `${time}Z` : time);
  const comparable = freeze.start === undefined || LOCAL.test(freeze.start) === LOCAL.test(freeze.end ?? '');
  if (freeze.end !== undefined && comparable && at(freeze.end) <= at(freeze.start ?? '1970-01-01T00:00:00Z'))
    refuse('end', 'must be after the start');
});
export type FreezeInput = z.output<typeof input>;

export const windowSchema = z.object({ start: z.string(), end: z.string(), title: z.string().nullable() });
export type FreezeWindowView = z.infer<typeof windowSchema>;

export const freezeSchema = z.object({
  name: z.string(),
  /** `manual`, also where the kill switch set it (its name then begins with `kill:`), or `budget`. */
  kind: z.string(),
  scope: freezeScopeSchema,
  /** Of a calendar: the window that stands now, or else the next one. */
  start: z.string(),
  end: z.string().nullable(),
  timezone: z.string().nullable(),
  recurrence: z.string().nullable(),
  except: z.array(z.string()),
  /** Of a recurrence: its first window, as it was put: on the wall clock of `timezone`, or with an offset. */
  first: z.object({ start: z.string(), end: z.string() }).nullable(),
  /** How many events of an iCalendar file it stands for; 0 where it was not imported. */
  imported: z.int(),
  inFlight: z.string(),
  allows: z.array(z.string()),
  /** The next windows of a calendar, at most twenty within 60 days; none for a freeze without one. */
  windows: z.array(windowSchema),
  reason: z.string(),
  /** Whether it forbids new exposure at this moment. */
  active: z.boolean(),
  createdBy: z.string(),
  createdAt: z.string(),
  liftedAt: z.string().nullable(),
  liftedBy: z.string().nullable(),
});
export type FreezeView = z.infer<typeof freezeSchema>;

/** One reason that forbids new exposure now, as banners show it. */
export const standingSchema = z.object({
  name: z.string(),
  kind: z.enum(['freeze', 'budget', 'incident']),
  scope: freezeScopeSchema,
  reason: z.string(),
  title: z.string().nullable(),
  since: z.string(),
  until: z.string().nullable(),
  inFlight: z.string(),
  allows: z.array(z.string()),
  /** Who may override it for one step of one release, with a reason; recorded. At most four names, the team's first. */
  mayOverride: z.array(z.string()),
});
export type Standing = z.infer<typeof standingSchema>;

export const standingListSchema = z.object({ items: z.array(standingSchema) });
export type StandingList = z.infer<typeof standingListSchema>;

/** One window of the calendar page. */
export const calendarItemSchema = z.object({
  freeze: z.string(),
  kind: z.string(),
  scope: freezeScopeSchema,
  reason: z.string(),
  title: z.string().nullable(),
  inFlight: z.string(),
  start: z.string(),
  /** Null where it stands until someone lifts it. */
  end: z.string().nullable(),
});
export type CalendarItem = z.infer<typeof calendarItemSchema>;
