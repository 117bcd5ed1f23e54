import { endMySessions, listSessions } from '@/lib/access/my-account';
import { handle } from '@/lib/http/handler';
import { otherMethods } from '@/lib/http/other-methods';
import { json } from '@/lib/http/respond';
import { endOtherSessionsOperation, mySessionsOperation } from '@/lib/openapi/operations/accounts';

export const GET = handle(mySessionsOperation, async ({ deps, caller }) =>
  json({ items: await listSessions(deps.sql, caller), nextCursor: null }),
);

export const DELETE = handle(endOtherSessionsOperation, async ({ deps, caller }) =>
  json({ ended: await endMySessions(deps, caller, null) }),
);

export const { OPTIONS, PATCH, POST, PUT } = otherMethods('DELETE', 'GET');
