import { setMember } from '@/lib/access/teams';
import { requireWithin } from '@/lib/access/within-token';
import { handle } from '@/lib/http/handler';
import { otherMethods } from '@/lib/http/other-methods';
import { json } from '@/lib/http/respond';
import { deleteMemberOperation, putMemberOperation } from '@/lib/openapi/operations/accounts';

export const PUT = handle(putMemberOperation, async ({ deps, caller, params, body }) => {
  requireWithin(caller.held, [body.role]);
  return json(await setMember(deps, { ...params, role: body.role, principal: caller.principal }));
});

export const DELETE = handle(deleteMemberOperation, async ({ deps, principal, params }) =>
  json(await setMember(deps, { ...params, role: null, principal })),
);

export const { GET, OPTIONS, PATCH, POST } = otherMethods('DELETE', 'PUT');
