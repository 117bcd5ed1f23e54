import { changePassword } from '@/lib/access/my-account';
import { handle } from '@/lib/http/handler';
import { otherMethods } from '@/lib/http/other-methods';
import { noContent } from '@/lib/http/respond';
import { changePasswordOperation } from '@/lib/openapi/operations/accounts';
import { callerAddress } from '@/lib/shared/rate-limit';

export const POST = handle(changePasswordOperation, async ({ deps, request, caller, body }) => {
  await changePassword(deps, caller, { ...body, address: callerAddress(request.headers) });
  return noContent();
});

export const { DELETE, GET, OPTIONS, PATCH, PUT } = otherMethods('POST');
