import { handle } from '@/lib/http/handler';
import { otherMethods } from '@/lib/http/other-methods';
import { etag, ifMatch, json, noContent, stored } from '@/lib/http/respond';
import { deletePlanOperation, getPlanOperation, putPlanOperation } from '@/lib/openapi/operations/plans';
import { deletePlan } from '@/lib/plans/delete-plan';
import { putPlan } from '@/lib/plans/put-plan';
import { getPlan } from '@/lib/plans/read-model';

export const GET = handle(getPlanOperation, async ({ deps, params }) => {
  const plan = await getPlan(deps.db, params.plan);
  return json(plan, { headers: { etag: etag(plan.version) } });
});

export const PUT = handle(putPlanOperation, async ({ deps, request, principal, params, query, body }) => {
  const { plan, created } = await putPlan(deps, {
    name: params.plan,
    spec: body,
    principal,
    expected: ifMatch(request),
    reason: query.reason,
  });
  return stored(plan, created, plan.version);
});

export const DELETE = handle(deletePlanOperation, async ({ deps, principal, params }) => {
  await deletePlan(deps, { name: params.plan, principal });
  return noContent();
});

export const { OPTIONS, PATCH, POST } = otherMethods('DELETE', 'GET', 'PUT');
