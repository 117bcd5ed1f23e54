import { liftFreeze } from '@/lib/freezes/lift-freeze';
import { putFreeze } from '@/lib/freezes/put-freeze';
import { getFreeze } from '@/lib/freezes/read-model';
import { handle } from '@/lib/http/handler';
import { json, noContent } from '@/lib/http/respond';
import { deleteFreezeOperation, getFreezeOperation, putFreezeOperation } from '@/lib/openapi/operations/freezes';

export const GET = handle(getFreezeOperation, async ({ deps, params }) =>
  json(await getFreeze(deps.db, params.freeze, deps.clock.now())),
);

export const PUT = handle(putFreezeOperation, async ({ deps, principal, params, body }) => {
  const { freeze, created } = await putFreeze(deps, { name: params.freeze, input: body, principal });
  return json(freeze, { status: created ? 201 : 200 });
});

export const DELETE = handle(deleteFreezeOperation, async ({ deps, caller, params }) => {
  await liftFreeze(deps, { name: params.freeze, caller });
  return noContent();
});
