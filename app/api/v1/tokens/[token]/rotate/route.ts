import { rotateToken } from '@/lib/access/token-verbs';
import { handle } from '@/lib/http/handler';
import { otherMethods } from '@/lib/http/other-methods';
import { json } from '@/lib/http/respond';
import { rotateTokenOperation } from '@/lib/openapi/operations/access';

export const POST = handle(rotateTokenOperation, async ({ deps, caller, params, body }) =>
  json(await rotateToken(deps, { id: params.token, grace: body.grace, caller })),
);

export const { DELETE, GET, OPTIONS, PATCH, PUT } = otherMethods('POST');
