import { handle } from '@/lib/http/handler';
import { otherMethods } from '@/lib/http/other-methods';
import { json } from '@/lib/http/respond';
import { listPostmortemsOperation } from '@/lib/openapi/operations/postmortems';
import { listPostmortems } from '@/lib/postmortems/read-model';

export const GET = handle(listPostmortemsOperation, async ({ deps, query }) =>
  json(await listPostmortems(deps.db, query)),
);

export const { DELETE, OPTIONS, PATCH, POST, PUT } = otherMethods('GET');
