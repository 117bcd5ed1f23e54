import { checkAudit } from '@/lib/audit/check';
import { verifyAuditOperation } from '@/lib/audit/operations';
import { handle } from '@/lib/http/handler';
import { json } from '@/lib/http/respond';

export const GET = handle(verifyAuditOperation, async ({ deps }) =>
  json(await checkAudit(deps.pool, deps.env.RAMPART_DATA_DIR)),
);
