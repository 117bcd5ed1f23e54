import { handle } from '@/lib/http/handler';
import { otherMethods } from '@/lib/http/other-methods';
import { json } from '@/lib/http/respond';
import { listServiceSlosOperation } from '@/lib/openapi/operations/slos';
import { listSlosOf } from '@/lib/slos/read-model';

export const GET = handle(listServiceSlosOperation, async ({ deps, params, query }) =>
  json(await listSlosOf(deps.sql, params.service, query)),
);

export const { DELETE, OPTIONS, PATCH, POST, PUT } = otherMethods('GET');
