import { revokeInvitation } from '@/lib/access/invitations';
import { handle } from '@/lib/http/handler';
import { otherMethods } from '@/lib/http/other-methods';
import { noContent } from '@/lib/http/respond';
import { revokeInvitationOperation } from '@/lib/openapi/operations/accounts';

export const DELETE = handle(revokeInvitationOperation, async ({ deps, principal, params }) => {
  await revokeInvitation(deps, { id: params.invitation, principal });
  return noContent();
});

export const { GET, OPTIONS, PATCH, POST, PUT } = otherMethods('DELETE');
