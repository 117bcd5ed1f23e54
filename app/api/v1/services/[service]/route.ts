import { handle } from '@/lib/http/handler';
import { otherMethods } from '@/lib/http/other-methods';
import { etag, ifMatch, json, noContent, stored } from '@/lib/http/respond';
import { deleteServiceOperation, getServiceOperation, putServiceOperation } from '@/lib/openapi/operations/services';
import { deleteService } from '@/lib/services/delete-service';
import { putService } from '@/lib/services/put-service';
import { getService } from '@/lib/services/read-model';

export const GET = handle(getServiceOperation, async ({ deps, params }) => {
  const service = await getService(deps.db, params.service);
  return json(service, { headers: { etag: etag(service.version) } });
});

export const PUT = handle(putServiceOperation, async ({ deps, request, principal, params, body }) => {
  const put = { name: params.service, input: body, principal, expected: ifMatch(request) };
  const { service, created } = await putService(deps, put);
  return stored(service, created, service.version);
});

export const DELETE = handle(deleteServiceOperation, async ({ deps, principal, params, query }) => {
  await deleteService(deps, { name: params.service, principal, reason: query.reason });
  return noContent();
});

export const { OPTIONS, PATCH, POST } = otherMethods('DELETE', 'GET', 'PUT');
