import { z } from 'zod';
import { operation } from '@/lib/http/operation';
import { nameSchema, reasonSchema } from '@/lib/shared/names';
import { pageOf, pageQuery } from '@/lib/shared/page';
import { importedSchema } from '@/lib/slos/openslo/schema';
import { burnDownSchema, SLO_STATUSES, sloDetailSchema, sloInputSchema, sloSchema } from '@/lib/slos/schema';

const ofService = '/api/v1/services/{service}/slos';
const path = `${ofService}/{slo}`;
const params = z.strictObject({ service: nameSchema, slo: nameSchema });
const tag = 'SLOs';
const query = z.strictObject({
  ...pageQuery,
  status: z.enum(SLO_STATUSES).optional().meta({ description: 'Only those that stand so' }),
});
const page = { description: 'One page', schema: pageOf(sloSchema) };
const yaml = 'application/yaml';

export const listSlosOperation = operation({
  method: 'GET',
  path: '/api/v1/slos',
  summary: 'SLOs of all services, with their budgets',
  tag,
  scope: 'read',
  query,
  answers: { 200: page },
});

export const listServiceSlosOperation = operation({
  method: 'GET',
  path: ofService,
  summary: 'SLOs of a service, with their budgets and who spent them',
  tag,
  scope: 'read',
  params: z.strictObject({ service: nameSchema }),
  query,
  answers: { 200: { description: 'One page', schema: pageOf(sloDetailSchema) } },
});

export const getSloOperation = operation({
  method: 'GET',
  path,
  summary: 'One SLO: budget, burn rates, alerts, time to exhaustion, and which versions spent it',
  tag,
  scope: 'read',
  params,
  answers: { 200: { description: 'The SLO; its version is the ETag', schema: sloDetailSchema } },
});

export const putSloOperation = operation({
  method: 'PUT',
  path,
  summary: 'Create or replace an SLO',
  description:
    'Computed within seconds from what telemetry holds, then each minute. Another SLI begins to count anew. An alert that can never fire is refused (422).',
  tag,
  scope: 'admin',
  reach: 'target',
  params,
  body: sloInputSchema,
  answers: { 200: { description: 'Replaced', schema: sloSchema }, 201: { description: 'Created', schema: sloSchema } },
});

export const deleteSloOperation = operation({
  method: 'DELETE',
  path,
  summary: 'Delete an SLO with what it counted',
  tag,
  scope: 'admin',
  reach: 'target',
  params,
  query: z.strictObject({ reason: reasonSchema.optional() }),
  answers: { 204: { description: 'Deleted; the record of it stays' } },
});

export const sloBurnDownOperation = operation({
  method: 'GET',
  path: `${path}/burn-down`,
  summary: 'What was left of the budget, hour by hour, and what happened meanwhile',
  tag,
  scope: 'read',
  params,
  answers: { 200: { description: 'The present window', schema: burnDownSchema } },
});

export const importSlosOperation = operation({
  method: 'POST',
  path: '/api/v1/slos/import',
  summary: 'Import OpenSLO v1',
  description:
    'YAML or JSON: documents, or lists of objects. All SLOs or none: what cannot be said in Rampart is refused with its line (422).',
  tag,
  scope: 'admin',
  reach: 'target',
  idempotent: false,
  takes: [yaml, 'text/yaml', 'application/json'],
  query: z.strictObject({
    dryRun: z
      .enum(['true', 'false'])
      .transform((value) => value === 'true')
      .optional()
      .meta({ description: 'Only say what would be imported' }),
  }),
  answers: { 200: { description: 'What was imported, and what was left out', schema: importedSchema } },
});

export const exportSlosOperation = operation({
  method: 'GET',
  path: '/api/v1/slos/export',
  summary: 'Export OpenSLO v1',
  tag,
  scope: 'read',
  query: z.strictObject({ service: nameSchema.optional().meta({ description: 'Only of this service' }) }),
  answers: { 200: { description: 'A list of SLOs', type: yaml } },
});
