import { handle } from '@/lib/http/handler';
import { otherMethods } from '@/lib/http/other-methods';
import { json } from '@/lib/http/respond';
import { listSlosOperation } from '@/lib/openapi/operations/slos';
import { listSlos } from '@/lib/slos/read-model';

export const GET = handle(listSlosOperation, async ({ deps, query }) => json(await listSlos(deps.sql, query)));

export const { DELETE, OPTIONS, PATCH, POST, PUT } = otherMethods('GET');
