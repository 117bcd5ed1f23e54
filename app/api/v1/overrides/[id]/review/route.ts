import { handle } from '@/lib/http/handler';
import { otherMethods } from '@/lib/http/other-methods';
import { json } from '@/lib/http/respond';
import { reviewOverrideOperation } from '@/lib/openapi/operations/overrides';
import { reviewOverride } from '@/lib/overrides/review-override';

export const POST = handle(reviewOverrideOperation, async ({ deps, principal, params, body }) =>
  json(await reviewOverride(deps, { id: params.id, principal, note: body.reason })),
);

export const { DELETE, GET, OPTIONS, PATCH, PUT } = otherMethods('POST');
