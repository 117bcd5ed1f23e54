import { handle } from '@/lib/http/handler';
import { otherMethods } from '@/lib/http/other-methods';
import { json } from '@/lib/http/respond';
import { releaseGatesOperation } from '@/lib/openapi/operations/releases';
import { readGates } from '@/lib/releases/read-gates';

export const GET = handle(releaseGatesOperation, async ({ deps, params }) =>
  json({ items: await readGates(deps.sql, params.id), nextCursor: null }),
);

export const { DELETE, OPTIONS, PATCH, POST, PUT } = otherMethods('GET');
