import { endSessionsOf } from '@/lib/access/my-account';
import { handle } from '@/lib/http/handler';
import { otherMethods } from '@/lib/http/other-methods';
import { json } from '@/lib/http/respond';
import { endUserSessionsOperation } from '@/lib/openapi/operations/accounts';

export const DELETE = handle(endUserSessionsOperation, async ({ deps, principal, params }) =>
  json({ ended: await endSessionsOf(deps, { email: params.email, principal }) }),
);

export const { GET, OPTIONS, PATCH, POST, PUT } = otherMethods('DELETE');
