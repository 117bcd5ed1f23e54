import { listAuditOperation } from '@/lib/audit/operations';
import { listAudit } from '@/lib/audit/read-model';
import { handle } from '@/lib/http/handler';
import { json } from '@/lib/http/respond';

export const GET = handle(listAuditOperation, async ({ deps, query }) => json(await listAudit(deps.sql, query)));
