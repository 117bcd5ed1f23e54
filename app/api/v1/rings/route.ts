import { handle } from '@/lib/http/handler';
import { json } from '@/lib/http/respond';
import { getRingsOperation, putRingsOperation } from '@/lib/openapi/operations/services';
import { getRings, putRings } from '@/lib/rings/rings';

export const GET = handle(getRingsOperation, async ({ deps }) => json(await getRings(deps.db)));

export const PUT = handle(putRingsOperation, async ({ deps, principal, body }) => {
  const { rings, created } = await putRings(deps, { rings: body.rings, principal });
  return json(rings, { status: created ? 201 : 200 });
});
