import type { Sql } from '@/lib/db/sql';
import { AppError } from '@/lib/errors';

/** The reason of a kill; 422 where it is missing and the plan in force demands one (the default, and always for `all`). */
export async function killReason(
  sql: Sql,
  scope: { service: string } | 'all',
  given: string | undefined,
): Promise<string> {
  if (given !== undefined) return given;
  const demanded = scope === 'all' || (await demandedBy(sql, scope.service));
  if (!demanded) return 'none given';
  throw new AppError('unprocessable', 'The kill switch needs a reason.', {
    errors: [{ path: 'reason', message: 'is needed here' }],
  });
}

async function demandedBy(sql: Sql, service: string): Promise<boolean> {
  const [row] = await sql.query<{ demanded: boolean | null }>(
    `SELECT (p.spec->'requireReason'->>'kill')::boolean AS demanded FROM service s JOIN plan p ON p.name = s.plan WHERE s.name = $1`,
    [service],
  );
  return row?.demanded ?? true;
}
