import { handle } from '@/lib/http/handler';
import { otherMethods } from '@/lib/http/other-methods';
import { json } from '@/lib/http/respond';
import { listRevisionsOperation } from '@/lib/openapi/operations/postmortems';
import { listRevisions } from '@/lib/postmortems/read-model';

export const GET = handle(listRevisionsOperation, async ({ deps, params, query }) =>
  json(await listRevisions(deps.db, params.id, query)),
);

export const { DELETE, OPTIONS, PATCH, POST, PUT } = otherMethods('GET');
