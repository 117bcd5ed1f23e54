import { liftFreeze } from '@/lib/freezes/lift-freeze';
import { putFreeze } from '@/lib/freezes/put-freeze';
import { getFreeze } from '@/lib/freezes/read-model';
import { freezeTag } from '@/lib/freezes/view';
import { handle } from '@/lib/http/handler';
import { otherMethods } from '@/lib/http/other-methods';
import { etag, ifMatchTag, json, noContent } from '@/lib/http/respond';
import { deleteFreezeOperation, getFreezeOperation, putFreezeOperation } from '@/lib/openapi/operations/freezes';

export const GET = handle(getFreezeOperation, async ({ deps, params }) => {
  const freeze = await getFreeze(deps.db, params.freeze, deps.clock.now());
  return json(freeze, { headers: { etag: etag(freezeTag(freeze)) } });
});

export const PUT = handle(putFreezeOperation, async ({ deps, request, principal, params, body }) => {
  const put = { name: params.freeze, input: body, principal, expected: ifMatchTag(request) };
  const { freeze, created } = await putFreeze(deps, put);
  return json(freeze, { status: created ? 201 : 200, headers: { etag: etag(freezeTag(freeze)) } });
});

export const DELETE = handle(deleteFreezeOperation, async ({ deps, caller, params }) => {
  await liftFreeze(deps, { name: params.freeze, caller });
  return noContent();
});

export const { OPTIONS, PATCH, POST } = otherMethods('DELETE', 'GET', 'PUT');
