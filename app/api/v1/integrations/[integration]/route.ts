import { handle } from '@/lib/http/handler';
import { otherMethods } from '@/lib/http/other-methods';
import { etag, ifMatch, json, noContent, stored } from '@/lib/http/respond';
import { deleteIntegration, putIntegration } from '@/lib/integrations/put-integration';
import { getIntegration } from '@/lib/integrations/read-model';
import {
  deleteIntegrationOperation,
  getIntegrationOperation,
  putIntegrationOperation,
} from '@/lib/openapi/operations/integrations';

export const GET = handle(getIntegrationOperation, async ({ deps, params }) => {
  const integration = await getIntegration(deps.db, params.integration);
  return json(integration, { headers: { etag: etag(integration.version) } });
});

export const PUT = handle(putIntegrationOperation, async ({ deps, request, principal, params, body }) => {
  const put = { name: params.integration, input: body, principal, expected: ifMatch(request) };
  const { integration, created } = await putIntegration(deps, put);
  return stored(integration, created, integration.version);
});

export const DELETE = handle(deleteIntegrationOperation, async ({ deps, principal, params, query }) => {
  await deleteIntegration(deps, { name: params.integration, principal, reason: query.reason });
  return noContent();
});

export const { OPTIONS, PATCH, POST } = otherMethods('DELETE', 'GET', 'PUT');
