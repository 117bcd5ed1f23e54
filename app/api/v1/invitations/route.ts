import { invite, listInvitations } from '@/lib/access/invitations';
import { requireWithin } from '@/lib/access/within-token';
import { handle } from '@/lib/http/handler';
import { otherMethods } from '@/lib/http/other-methods';
import { publicUrl } from '@/lib/http/public-url';
import { json } from '@/lib/http/respond';
import { inviteOperation, listInvitationsOperation } from '@/lib/openapi/operations/accounts';

export const GET = handle(listInvitationsOperation, async ({ deps }) =>
  json({ items: await listInvitations(deps.sql, deps.clock.now()), nextCursor: null }),
);

export const POST = handle(inviteOperation, async ({ deps, request, caller, body }) => {
  const { principal } = caller;
  requireWithin(caller.held, body.teamRole ? [body.role, body.teamRole] : [body.role]);
  const { secret, ...invitation } = await invite(deps, { input: body, principal });
  const link = `${publicUrl(request, deps.env)}/invitation/${secret}`;
  return json({ ...invitation, link }, { status: 201 });
});

export const { DELETE, OPTIONS, PATCH, PUT } = otherMethods('GET', 'POST');
