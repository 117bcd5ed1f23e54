import { handle } from '@/lib/http/handler';
import { otherMethods } from '@/lib/http/other-methods';
import { etag, ifMatch, json, noContent, stored } from '@/lib/http/respond';
import { deleteSloOperation, getSloOperation, putSloOperation } from '@/lib/openapi/operations/slos';
import { deleteSlo, putSlo } from '@/lib/slos/put-slo';
import { getSlo } from '@/lib/slos/read-model';

export const GET = handle(getSloOperation, async ({ deps, params }) => {
  const slo = await getSlo(deps.sql, params.service, params.slo);
  return json(slo, { headers: { etag: etag(slo.version) } });
});

export const PUT = handle(putSloOperation, async ({ deps, request, principal, params, body }) => {
  const { slo, created } = await putSlo(deps, { ...params, input: body, principal, expected: ifMatch(request) });
  return stored(slo, created, slo.version);
});

export const DELETE = handle(deleteSloOperation, async ({ deps, principal, params, query }) => {
  await deleteSlo(deps, { ...params, principal, reason: query.reason });
  return noContent();
});

export const { OPTIONS, PATCH, POST } = otherMethods('DELETE', 'GET', 'PUT');
