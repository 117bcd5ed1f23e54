import { listAudit } from '@/lib/audit/read-model';
import { handle } from '@/lib/http/handler';
import { json } from '@/lib/http/respond';
import { listAuditOperation } from '@/lib/openapi/operations/audit';

export const GET = handle(listAuditOperation, async ({ deps, query }) => json(await listAudit(deps.sql, query)));
