import { z } from 'zod';
import { operation } from '@/lib/http/operation';
import { incidentInputSchema, incidentSchema, resolveInputSchema } from '@/lib/incidents/schema';
import { nameSchema } from '@/lib/shared/names';
import { pageOf, pageQuery } from '@/lib/shared/page';

const tag = 'Incidents';
const params = z.strictObject({ id: z.uuid() });

export const listIncidentsOperation = operation({
  method: 'GET',
  path: '/api/v1/incidents',
  summary: 'Incidents, newest first',
  tag,
  scope: 'read',
  query: z.strictObject({
    ...pageQuery,
    open: z
      .enum(['true', 'false'])
      .transform((value) => value === 'true')
      .optional()
      .meta({ description: 'Only those that are open, or only the others' }),
    service: nameSchema.optional().meta({ description: 'Only what concerns this service' }),
    release: z.uuid().optional().meta({ description: 'Only those that this release was in flight in' }),
  }),
  answers: { 200: { description: 'One page', schema: pageOf(incidentSchema) } },
});

export const openIncidentOperation = operation({
  method: 'POST',
  path: '/api/v1/incidents',
  summary: 'Open an incident: no release of its scopes gains exposure while it is open',
  tag,
  scope: 'release',
  reach: 'target',
  body: incidentInputSchema,
  answers: { 201: { description: 'Open', schema: incidentSchema } },
});

export const getIncidentOperation = operation({
  method: 'GET',
  path: '/api/v1/incidents/{id}',
  summary: 'One incident with the releases that were in flight',
  tag,
  scope: 'read',
  params,
  answers: { 200: { description: 'The incident', schema: incidentSchema } },
});

export const resolveIncidentOperation = operation({
  method: 'POST',
  path: '/api/v1/incidents/{id}/resolve',
  summary: 'End an incident; twice changes nothing',
  tag,
  scope: 'release',
  reach: 'target',
  params,
  body: resolveInputSchema,
  bodyOptional: true,
  answers: { 200: { description: 'Resolved', schema: incidentSchema } },
});
