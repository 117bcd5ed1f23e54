import { z } from 'zod';
import { operation } from '@/lib/http/operation';
import { ringsSchema } from '@/lib/rings/schema';
import { serviceHealthSchema } from '@/lib/services/health';
import { serviceInputSchema } from '@/lib/services/schema';
import { providerTestSchema } from '@/lib/services/test-provider';
import { serviceSchema } from '@/lib/services/view';
import { nameSchema, reasonSchema } from '@/lib/shared/names';
import { pageOf, pageQuery } from '@/lib/shared/page';

const path = '/api/v1/services/{service}';
const params = z.strictObject({ service: nameSchema });
const tag = 'Services';

export const listServicesOperation = operation({
  method: 'GET',
  path: '/api/v1/services',
  summary: 'Services by name',
  tag,
  scope: 'read',
  query: z.strictObject(pageQuery),
  answers: { 200: { description: 'One page', schema: pageOf(serviceSchema) } },
});

export const getServiceOperation = operation({
  method: 'GET',
  path,
  summary: 'One service',
  tag,
  scope: 'read',
  params,
  answers: { 200: { description: 'The service; its version is the ETag', schema: serviceSchema } },
});

export const putServiceOperation = operation({
  method: 'PUT',
  path,
  summary: 'Create or replace a service',
  description:
    'A provider secret that is left out keeps the one that was put before. `If-Match` with the ETag refuses a lost update (412).',
  tag,
  scope: 'admin',
  reach: 'target',
  params,
  body: serviceInputSchema,
  answers: {
    200: { description: 'Replaced', schema: serviceSchema },
    201: { description: 'Created', schema: serviceSchema },
  },
});

export const deleteServiceOperation = operation({
  method: 'DELETE',
  path,
  summary: 'Delete a service that has nothing in flight',
  tag,
  scope: 'admin',
  reach: 'target',
  params,
  query: z.strictObject({ reason: reasonSchema.optional() }),
  answers: { 204: { description: 'Deleted; its record stays' } },
});

export const serviceHealthOperation = operation({
  method: 'GET',
  path: `${path}/health`,
  summary: 'How well Rampart sees a service, and how fast its provider confirms',
  tag,
  scope: 'read',
  params,
  answers: { 200: { description: 'Telemetry sources, versions seen, times to confirm', schema: serviceHealthSchema } },
});

export const testProviderOperation = operation({
  method: 'POST',
  path: `${path}/provider/test`,
  summary: 'Try the connection to its provider: sets no exposure',
  description:
    'Sends the webhook a signed delivery of the type `connection.test` and reads the status URL, as they are stored. While a release is on its way only the status is read.',
  tag,
  scope: 'release',
  reach: 'target',
  params,
  body: z.strictObject({}),
  bodyOptional: true,
  idempotent: false,
  answers: { 200: { description: 'What was answered, and how fast', schema: providerTestSchema } },
});

export const getRingsOperation = operation({
  method: 'GET',
  path: '/api/v1/rings',
  summary: 'The rings in their order',
  tag: 'Rings',
  scope: 'read',
  answers: { 200: { description: 'The rings', schema: ringsSchema } },
});

export const putRingsOperation = operation({
  method: 'PUT',
  path: '/api/v1/rings',
  summary: 'Replace the rings and their order',
  tag: 'Rings',
  scope: 'admin',
  body: ringsSchema,
  answers: {
    200: { description: 'Replaced', schema: ringsSchema },
    201: { description: 'The first ones', schema: ringsSchema },
  },
});
