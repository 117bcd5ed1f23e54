import { acceptInvitation } from '@/lib/access/invitations';
import { handle } from '@/lib/http/handler';
import { otherMethods } from '@/lib/http/other-methods';
import { json } from '@/lib/http/respond';
import { acceptInvitationOperation } from '@/lib/openapi/operations/accounts';
import { callerAddress } from '@/lib/shared/rate-limit';

export const POST = handle(acceptInvitationOperation, async ({ deps, request, body }) =>
  json(await acceptInvitation(deps, { ...body, address: callerAddress(request.headers) }), { status: 201 }),
);

export const { DELETE, GET, OPTIONS, PATCH, PUT } = otherMethods('POST');
