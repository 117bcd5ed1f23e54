import { handle } from '@/lib/http/handler';
import { otherMethods } from '@/lib/http/other-methods';
import { json } from '@/lib/http/respond';
import { releaseMomentsOperation } from '@/lib/moments/operations';
import { releaseMoments } from '@/lib/moments/read-moments';

export const GET = handle(releaseMomentsOperation, async ({ deps, params, query }) =>
  json(await releaseMoments(deps, params.id, query)),
);

export const { DELETE, OPTIONS, PATCH, POST, PUT } = otherMethods('GET');
