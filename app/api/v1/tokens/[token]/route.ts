import { revokeToken } from '@/lib/access/token-verbs';
import { handle } from '@/lib/http/handler';
import { otherMethods } from '@/lib/http/other-methods';
import { noContent } from '@/lib/http/respond';
import { revokeTokenOperation } from '@/lib/openapi/operations/access';

export const DELETE = handle(revokeTokenOperation, async ({ deps, caller, params }) => {
  await revokeToken(deps, { id: params.token, caller });
  return noContent();
});

export const { GET, OPTIONS, PATCH, POST, PUT } = otherMethods('DELETE');
