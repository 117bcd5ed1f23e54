import { handle } from '@/lib/http/handler';
import { otherMethods } from '@/lib/http/other-methods';
import { json } from '@/lib/http/respond';
import { assessPlanOperation } from '@/lib/openapi/operations/plans';
import { assessPlan } from '@/lib/plans/assess/assess-plan';

export const POST = handle(assessPlanOperation, async ({ deps, params, body }) =>
  json(await assessPlan(deps, params.plan, body)),
);

export const { DELETE, GET, OPTIONS, PATCH, PUT } = otherMethods('POST');
