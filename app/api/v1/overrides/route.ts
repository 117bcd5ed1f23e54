import { handle } from '@/lib/http/handler';
import { otherMethods } from '@/lib/http/other-methods';
import { json } from '@/lib/http/respond';
import { listOverridesOperation } from '@/lib/openapi/operations/overrides';
import { listOverrides } from '@/lib/overrides/review-override';

export const GET = handle(listOverridesOperation, async ({ deps, query }) =>
  json(await listOverrides(deps.sql, query)),
);

export const { DELETE, OPTIONS, PATCH, POST, PUT } = otherMethods('GET');
