import { listFreezes } from '@/lib/freezes/read-model';
import { handle } from '@/lib/http/handler';
import { otherMethods } from '@/lib/http/other-methods';
import { json } from '@/lib/http/respond';
import { listFreezesOperation } from '@/lib/openapi/operations/freezes';

export const GET = handle(listFreezesOperation, async ({ deps, query }) =>
  json(await listFreezes(deps.db, query, deps.clock.now())),
);

export const { DELETE, OPTIONS, PATCH, POST, PUT } = otherMethods('GET');
