import type { Authorize } from '@/lib/access/authorize';
import type { Principal } from '@/lib/access/principal';
import { appendAudit } from '@/lib/audit/append';
import type { Clock } from '@/lib/clock';
import { prismaSql } from '@/lib/db/client';
import { AppError } from '@/lib/errors';
import type { PrismaClient } from '@/prisma/generated/client';

/** Removes a plan that no service uses; its versions stay in the record. */
export async function deletePlan(
  { db, clock, authorize }: { db: PrismaClient; clock: Clock; authorize?: Authorize },
  { name, principal }: { name: string; principal: Principal },
): Promise<void> {
  await db.$transaction(async (tx) => {
    const sql = prismaSql(tx);
    const locked = await sql.query('SELECT 1 FROM plan WHERE name = $1 FOR UPDATE', [name]);
    if (locked.length === 0) throw new AppError('not_found', `There is no plan named "${name}".`);
    await authorize?.(sql, principal, 'admin', { plan: name });
    const users = await tx.service.findMany({
      where: { plan: name, archivedAt: null },
      select: { name: true },
      take: 10,
    });
    if (users.length > 0) {
      throw new AppError(
        'conflict',
        `Plan ${name} is used by ${users.map((service) => service.name).join(', ')}; give them another first.`,
      );
    }
    await tx.plan.delete({ where: { name } });
    await appendAudit(sql, [
      { chain: `plan:${name}`, type: 'plan.deleted', actor: principal, data: {}, at: new Date(clock.now()) },
    ]);
  });
}
