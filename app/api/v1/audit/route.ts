import { listAudit } from '@/lib/audit/read-model';
import { handle } from '@/lib/http/handler';
import { otherMethods } from '@/lib/http/other-methods';
import { json } from '@/lib/http/respond';
import { listAuditOperation } from '@/lib/openapi/operations/audit';

export const GET = handle(listAuditOperation, async ({ deps, query }) => json(await listAudit(deps.sql, query)));

export const { DELETE, OPTIONS, PATCH, POST, PUT } = otherMethods('GET');
