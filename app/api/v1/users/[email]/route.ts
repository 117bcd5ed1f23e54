import { putUser } from '@/lib/access/user-verbs';
import { handle } from '@/lib/http/handler';
import { otherMethods } from '@/lib/http/other-methods';
import { json } from '@/lib/http/respond';
import { putUserOperation } from '@/lib/openapi/operations/access';

export const PUT = handle(putUserOperation, async ({ deps, principal, params, body }) => {
  const { user, created } = await putUser(deps, { email: params.email, input: body, principal });
  return json(user, { status: created ? 201 : 200 });
});

export const { DELETE, GET, OPTIONS, PATCH, POST } = otherMethods('PUT');
