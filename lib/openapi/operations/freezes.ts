import { z } from 'zod';
import {
  calendarItemSchema,
  freezeInputSchema,
  freezeNameSchema,
  freezeSchema,
  standingListSchema,
} from '@/lib/freezes/schema';
import { operation } from '@/lib/http/operation';
import { nameSchema, reasonSchema } from '@/lib/shared/names';
import { pageOf, pageQuery } from '@/lib/shared/page';

const path = '/api/v1/freezes/{freeze}';
const params = z.strictObject({ freeze: freezeNameSchema });
const tag = 'Freezes';
const one = { description: 'The freeze', schema: freezeSchema };

export const listFreezesOperation = operation({
  method: 'GET',
  path: '/api/v1/freezes',
  summary: 'Freezes by name',
  tag,
  scope: 'read',
  query: z.strictObject({
    ...pageQuery,
    active: z
      .enum(['true', 'false'])
      .transform((value) => value === 'true')
      .optional()
      .meta({ description: 'Only those that forbid new exposure now, or only the others' }),
  }),
  answers: { 200: { description: 'One page', schema: pageOf(freezeSchema) } },
});

export const getFreezeOperation = operation({
  method: 'GET',
  path,
  summary: 'One freeze',
  tag,
  scope: 'read',
  params,
  answers: { 200: one },
});

export const putFreezeOperation = operation({
  method: 'PUT',
  path,
  summary: 'Set or replace a freeze: no new exposure in its scope; reverting is never blocked',
  description:
    'Needs `admin` on what it covers. From `start` (inclusive) to `end` (exclusive); again by an RFC 5545 `recurrence` on the wall clock of `timezone`; or during the events of an iCalendar file (`ical`). Where the clocks change a window is the widest of its readings.',
  tag,
  scope: 'admin',
  reach: 'target',
  params: z.strictObject({ freeze: nameSchema }),
  body: freezeInputSchema,
  answers: { 200: { ...one, description: 'Replaced' }, 201: { ...one, description: 'Set' } },
});

export const liftFreezeOperation = operation({
  method: 'POST',
  path: `${path}/lift`,
  summary: 'Lift a freeze',
  description:
    'One that the kill switch set may be lifted with `release`, any other needs `admin`, on what it covers. Lifting twice changes nothing.',
  tag,
  scope: 'release',
  reach: 'target',
  params,
  body: z.strictObject({ reason: reasonSchema.optional() }),
  bodyOptional: true,
  answers: { 200: { ...one, description: 'Lifted' } },
});

export const deleteFreezeOperation = operation({
  method: 'DELETE',
  path,
  summary: 'Lift a freeze',
  tag,
  scope: 'admin',
  reach: 'target',
  params,
  answers: { 204: { description: 'Lifted; the record of it stays' } },
});

const day = z.iso.datetime({ offset: true });

export const listStandingOperation = operation({
  method: 'GET',
  path: '/api/v1/standing',
  summary: 'Everything that forbids new exposure now: freezes, calendar windows, budgets, open incidents',
  tag,
  scope: 'read',
  query: z.strictObject({ service: nameSchema.optional().meta({ description: 'Only what covers this service' }) }),
  answers: { 200: { description: 'What, why, until when, and who may override it', schema: standingListSchema } },
});

export const freezeCalendarOperation = operation({
  method: 'GET',
  path: '/api/v1/freeze-calendar',
  summary: 'The windows of a span of time; those of a recurrence are made 60 days ahead',
  tag,
  scope: 'read',
  query: z.strictObject({
    from: day.optional().meta({ description: 'Now when absent' }),
    to: day.optional().meta({ description: '60 days after `from` when absent' }),
  }),
  answers: { 200: { description: 'By their start', schema: z.object({ items: z.array(calendarItemSchema) }) } },
});
