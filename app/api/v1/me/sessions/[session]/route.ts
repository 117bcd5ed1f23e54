import { endMySessions } from '@/lib/access/my-account';
import { handle } from '@/lib/http/handler';
import { otherMethods } from '@/lib/http/other-methods';
import { json } from '@/lib/http/respond';
import { endSessionOperation } from '@/lib/openapi/operations/accounts';

export const DELETE = handle(endSessionOperation, async ({ deps, caller, params }) =>
  json({ ended: await endMySessions(deps, caller, params.session) }),
);

export const { GET, OPTIONS, PATCH, POST, PUT } = otherMethods('DELETE');
