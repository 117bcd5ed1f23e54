import { releaseEvents } from '@/lib/audit/read-model';
import { handle } from '@/lib/http/handler';
import { otherMethods } from '@/lib/http/other-methods';
import { json } from '@/lib/http/respond';
import { releaseAuditOperation } from '@/lib/openapi/operations/releases';
import { readRelease } from '@/lib/releases/read-model';

export const GET = handle(releaseAuditOperation, async ({ deps, params }) => {
  const { id } = await readRelease(deps.sql, params.id);
  return json({ items: await releaseEvents(deps.sql, id), nextCursor: null });
});

export const { DELETE, OPTIONS, PATCH, POST, PUT } = otherMethods('GET');
