import { handle } from '@/lib/http/handler';
import { otherMethods } from '@/lib/http/other-methods';
import { json } from '@/lib/http/respond';
import { sloBurnDownOperation } from '@/lib/openapi/operations/slos';
import { readBurnDown } from '@/lib/slos/read-burn-down';

export const GET = handle(sloBurnDownOperation, async ({ deps, params }) =>
  json(await readBurnDown(deps.sql, params.service, params.slo)),
);

export const { DELETE, OPTIONS, PATCH, POST, PUT } = otherMethods('GET');
