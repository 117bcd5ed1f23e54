import { z } from 'zod';
import { operation } from '@/lib/http/operation';
import {
  acceptedSchema,
  DELIVERY_STATUSES,
  deliverySchema,
  FLAGGER_HOOKS,
  integrationInputSchema,
  integrationSchema,
} from '@/lib/integrations/schema';
import { proceedSchema } from '@/lib/releases/schema';
import { nameSchema, reasonSchema } from '@/lib/shared/names';
import { pageOf, pageQuery } from '@/lib/shared/page';

const path = '/api/v1/integrations/{integration}';
const params = z.strictObject({ integration: nameSchema });
const tag = 'Integrations';

export const listIntegrationsOperation = operation({
  method: 'GET',
  path: '/api/v1/integrations',
  summary: 'Integrations by name',
  tag,
  scope: 'read',
  query: z.strictObject(pageQuery),
  answers: { 200: { description: 'One page', schema: pageOf(integrationSchema) } },
});

export const getIntegrationOperation = operation({
  method: 'GET',
  path,
  summary: 'One integration, without its secret',
  tag,
  scope: 'read',
  params,
  answers: { 200: { description: 'The integration; its version is the ETag', schema: integrationSchema } },
});

export const putIntegrationOperation = operation({
  method: 'PUT',
  path,
  summary: 'Create or replace an integration',
  description: 'A secret that is left out keeps the one that was put before.',
  tag,
  scope: 'admin',
  params,
  body: integrationInputSchema,
  answers: {
    200: { description: 'Replaced', schema: integrationSchema },
    201: { description: 'Created', schema: integrationSchema },
  },
});

export const deleteIntegrationOperation = operation({
  method: 'DELETE',
  path,
  summary: 'Remove an integration',
  tag,
  scope: 'admin',
  params,
  query: z.strictObject({ reason: reasonSchema.optional() }),
  answers: { 204: { description: 'Removed; its next delivery is refused' } },
});

export const listDeliveriesOperation = operation({
  method: 'GET',
  path: `${path}/deliveries`,
  summary: 'What an integration delivered, newest first, with why it was refused',
  tag,
  scope: 'read',
  params,
  query: z.strictObject({ ...pageQuery, status: z.enum(DELIVERY_STATUSES).optional() }),
  answers: { 200: { description: 'One page', schema: pageOf(deliverySchema) } },
});

export const hookOperation = operation({
  method: 'POST',
  path: '/api/v1/hooks/{integration}',
  summary: 'Takes a delivery of a CD system',
  description:
    'Signed by the sender (Standard Webhooks, X-Hub-Signature-256 of GitHub, X-PagerDuty-Signature; a bearer token of Alertmanager, a token in the metadata of Flagger); an unknown integration and a bad signature are both 401. Matched at once (422 with the reason when nothing matches), done from the queue. The same delivery id twice is done once.',
  tag,
  scope: 'signature',
  params: z.object({ integration: z.string().max(200) }),
  takes: ['application/json'],
  idempotent: false,
  answers: { 202: { description: 'Stored', schema: acceptedSchema } },
});

export const confirmOperation = operation({
  method: 'POST',
  path: '/api/v1/hooks/{integration}/flagger/{hook}',
  summary: 'Answers a hook of Flagger: may it go on, is it to be rolled back',
  description:
    'The same question as `proceed`, of the service and version in the metadata (or the name and checksum of the canary). 200 lets it go on, 403 holds it. At `rollback`, which makes Flagger roll back, 200 only where Rampart takes this version back. The other hooks ask nothing and are answered 200. The secret is `token` in the metadata of the hook.',
  tag,
  scope: 'signature',
  params: z.object({
    integration: z.string().max(200),
    hook: z
      .string()
      .max(40)
      .meta({ description: FLAGGER_HOOKS.join(', ') }),
  }),
  takes: ['application/json'],
  idempotent: false,
  answers: {
    200: { description: 'Yes', schema: proceedSchema },
    403: { description: 'No, and why', schema: proceedSchema },
  },
});
