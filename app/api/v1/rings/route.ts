import { handle } from '@/lib/http/handler';
import { otherMethods } from '@/lib/http/other-methods';
import { etag, ifMatchTag, json } from '@/lib/http/respond';
import { getRingsOperation, putRingsOperation } from '@/lib/openapi/operations/services';
import { getRings, putRings } from '@/lib/rings/rings';
import { contentTag } from '@/lib/shared/concurrency';

export const GET = handle(getRingsOperation, async ({ deps }) => {
  const rings = await getRings(deps.db);
  return json(rings, { headers: { etag: etag(contentTag(rings)) } });
});

export const PUT = handle(putRingsOperation, async ({ deps, request, principal, body }) => {
  const put = { rings: body.rings, principal, expected: ifMatchTag(request) };
  const { rings, created } = await putRings(deps, put);
  return json(rings, { status: created ? 201 : 200, headers: { etag: etag(contentTag(rings)) } });
});

export const { DELETE, OPTIONS, PATCH, POST } = otherMethods('GET', 'PUT');
