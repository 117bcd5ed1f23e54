import { getUser, putUser } from '@/lib/access/user-verbs';
import { handle } from '@/lib/http/handler';
import { otherMethods } from '@/lib/http/other-methods';
import { etag, ifMatch, json, stored } from '@/lib/http/respond';
import { getUserOperation, putUserOperation } from '@/lib/openapi/operations/access';

export const GET = handle(getUserOperation, async ({ deps, params }) => {
  const user = await getUser(deps.sql, params.email);
  return json(user, { headers: { etag: etag(user.version) } });
});

export const PUT = handle(putUserOperation, async ({ deps, request, caller, params, body }) => {
  const { principal, held } = caller;
  const put = { email: params.email, input: body, principal, held, expected: ifMatch(request) };
  const { user, created } = await putUser(deps, put);
  return stored(user, created, user.version);
});

export const { DELETE, OPTIONS, PATCH, POST } = otherMethods('GET', 'PUT');
