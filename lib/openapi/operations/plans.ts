import { z } from 'zod';
import { operation } from '@/lib/http/operation';
import { assessInputSchema, assessmentSchema } from '@/lib/plans/assess/schema';
import { planSpecSchema } from '@/lib/plans/schema';
import { planSchema } from '@/lib/plans/view';
import { nameSchema } from '@/lib/shared/names';
import { pageOf, pageQuery } from '@/lib/shared/page';

const path = '/api/v1/plans/{plan}';
const params = z.strictObject({ plan: nameSchema });
const tag = 'Plans';

export const listPlansOperation = operation({
  method: 'GET',
  path: '/api/v1/plans',
  summary: 'Plans by name',
  tag,
  scope: 'read',
  query: z.strictObject(pageQuery),
  answers: { 200: { description: 'One page', schema: pageOf(planSchema) } },
});

export const getPlanOperation = operation({
  method: 'GET',
  path,
  summary: 'One plan, with its defaults filled in',
  tag,
  scope: 'read',
  params,
  answers: { 200: { description: 'The plan; its version is the ETag', schema: planSchema } },
});

export const putPlanOperation = operation({
  method: 'PUT',
  path,
  summary: 'Create a plan, or make its next version',
  description:
    'Releases in flight keep the version they started with. `If-Match` with the ETag refuses a lost update (412).',
  tag,
  scope: 'admin',
  reach: 'target',
  params,
  query: z.strictObject({
    reason: z.string().trim().min(1).max(4000).optional().meta({ description: 'Recorded with the version' }),
  }),
  body: planSpecSchema,
  answers: {
    200: { description: 'A new version', schema: planSchema },
    201: { description: 'Created', schema: planSchema },
  },
});

export const deletePlanOperation = operation({
  method: 'DELETE',
  path,
  summary: 'Delete a plan that no service uses',
  tag,
  scope: 'admin',
  reach: 'target',
  params,
  answers: { 204: { description: 'Deleted; its versions stay in the record' } },
});

export const assessPlanOperation = operation({
  method: 'POST',
  path: `${path}/assess`,
  summary: 'What a plan can catch: per step and gate the chance within the hold, and the hold it needs',
  description:
    'From the telemetry of a service, or a history given. Changes nothing. With `spec` a plan that is not saved yet is assessed.',
  tag,
  scope: 'read',
  params,
  body: assessInputSchema,
  idempotent: false,
  answers: { 200: { description: 'The assessment', schema: assessmentSchema } },
});
