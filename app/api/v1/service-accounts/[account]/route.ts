import { deleteServiceAccount, putServiceAccount } from '@/lib/access/service-accounts';
import { requireWithin } from '@/lib/access/within-token';
import { handle } from '@/lib/http/handler';
import { otherMethods } from '@/lib/http/other-methods';
import { ifMatch, noContent, stored } from '@/lib/http/respond';
import { deleteServiceAccountOperation, putServiceAccountOperation } from '@/lib/openapi/operations/accounts';

export const PUT = handle(putServiceAccountOperation, async ({ deps, request, caller, params, body }) => {
  const { principal } = caller;
  requireWithin(caller.held, [body.role]);
  const put = { name: params.account, input: body, principal, expected: ifMatch(request) };
  const { account, created } = await putServiceAccount(deps, put);
  return stored(account, created, account.version);
});

export const DELETE = handle(deleteServiceAccountOperation, async ({ deps, principal, params }) => {
  await deleteServiceAccount(deps, { name: params.account, principal });
  return noContent();
});

export const { GET, OPTIONS, PATCH, POST } = otherMethods('DELETE', 'PUT');
