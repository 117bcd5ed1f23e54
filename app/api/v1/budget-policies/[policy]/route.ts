import { handle } from '@/lib/http/handler';
import { otherMethods } from '@/lib/http/other-methods';
import { etag, ifMatchTag, json, noContent } from '@/lib/http/respond';
import { deletePolicyOperation, getPolicyOperation, putPolicyOperation } from '@/lib/openapi/operations/policies';
import { deletePolicy, getPolicy, policyTag, putPolicy } from '@/lib/policies/policies';

export const GET = handle(getPolicyOperation, async ({ deps, params }) => {
  const policy = await getPolicy(deps.sql, params.policy);
  return json(policy, { headers: { etag: etag(policyTag(policy)) } });
});

export const PUT = handle(putPolicyOperation, async ({ deps, request, principal, params, body }) => {
  const put = { name: params.policy, input: body, principal, expected: ifMatchTag(request) };
  const { policy, created } = await putPolicy(deps, put);
  return json(policy, { status: created ? 201 : 200, headers: { etag: etag(policyTag(policy)) } });
});

export const DELETE = handle(deletePolicyOperation, async ({ deps, principal, params }) => {
  await deletePolicy(deps, { name: params.policy, principal });
  return noContent();
});

export const { OPTIONS, PATCH, POST } = otherMethods('DELETE', 'GET', 'PUT');
