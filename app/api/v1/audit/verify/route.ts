import { checkAudit } from '@/lib/audit/check';
import { handle } from '@/lib/http/handler';
import { otherMethods } from '@/lib/http/other-methods';
import { json } from '@/lib/http/respond';
import { verifyAuditOperation } from '@/lib/openapi/operations/audit';

export const GET = handle(verifyAuditOperation, async ({ deps }) =>
  json(await checkAudit(deps.pool, deps.env.RAMPART_DATA_DIR)),
);

export const { DELETE, OPTIONS, PATCH, POST, PUT } = otherMethods('GET');
