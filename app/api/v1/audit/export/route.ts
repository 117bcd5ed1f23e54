import { exportAudit } from '@/lib/audit/read-model';
import { handle } from '@/lib/http/handler';
import { otherMethods } from '@/lib/http/other-methods';
import { streamText } from '@/lib/http/stream-text';
import { exportAuditOperation } from '@/lib/openapi/operations/audit';

export const GET = handle(exportAuditOperation, ({ deps, query }) => {
  const now = new Date(deps.clock.now());
  const lines = streamText(exportAudit(deps.sql, query, now));
  const name = `rampart-audit-${now.toISOString().slice(0, 10)}.ndjson`;
  return new Response(lines, {
    headers: {
      'content-type': 'application/x-ndjson; charset=utf-8',
      'content-disposition': `attachment; filename="${name}"`,
      'cache-control': 'no-store',
    },
  });
});

export const { DELETE, OPTIONS, PATCH, POST, PUT } = otherMethods('GET');
