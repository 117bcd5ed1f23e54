import { liftFreeze } from '@/lib/freezes/lift-freeze';
import { handle } from '@/lib/http/handler';
import { otherMethods } from '@/lib/http/other-methods';
import { json } from '@/lib/http/respond';
import { liftFreezeOperation } from '@/lib/openapi/operations/freezes';

export const POST = handle(liftFreezeOperation, async ({ deps, caller, params, body }) =>
  json(await liftFreeze(deps, { name: params.freeze, caller, reason: body.reason })),
);

export const { DELETE, GET, OPTIONS, PATCH, PUT } = otherMethods('POST');
