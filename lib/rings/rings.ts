import type { Principal } from '@/lib/access/principal';
import { appendAudit } from '@/lib/audit/append';
import type { Clock } from '@/lib/clock';
import { prismaSql } from '@/lib/db/client';
import { AppError } from '@/lib/errors';
import { planSpecSchema } from '@/lib/plans/schema';
import { wakeServices } from '@/lib/services/wake';
import { contentTag, requireTag } from '@/lib/shared/concurrency';
import type { PrismaClient, Ring } from '@/prisma/generated/client';
import type { Rings } from './schema';

const view = (rows: readonly Ring[]): Rings => ({
  rings: rows.map(({ name, description, share }) => ({
    name,
    ...(description === null ? {} : { description }),
    ...(share === null ? {} : { share }),
  })),
});

/** The rings in their order. */
export async function getRings(db: PrismaClient): Promise<Rings> {
  return view(await db.ring.findMany({ orderBy: { position: 'asc' } }));
}

/** Replaces the rings and their order; the same again changes nothing. 409 when a ring plan needs one that would be gone, or another order. */
export async function putRings(
  { db, clock }: { db: PrismaClient; clock: Clock },
  { rings, principal, expected = null }: Rings & { principal: Principal; expected?: string | null },
): Promise<{ rings: Rings; created: boolean }> {
  return db.$transaction(async (tx) => {
    const sql = prismaSql(tx);
    await sql.query(`SELECT pg_advisory_xact_lock(hashtext('rampart.rings'))::text`);
    const before = await tx.ring.findMany({ orderBy: { position: 'asc' } });
    requireTag('The rings', expected, contentTag(view(before)));
    if (contentTag(view(before)) === contentTag({ rings })) return { rings: { rings }, created: false };
    const order = rings.map((ring) => ring.name);
    for (const plan of await tx.plan.findMany()) {
      const spec = planSpecSchema.parse(plan.spec);
      const places = spec.mechanism === 'ring' ? spec.steps.map((step) => order.indexOf(step.ring)) : [];
      if (places.some((place, i) => place < 0 || place < (places[i - 1] ?? 0))) {
        throw new AppError(
          'conflict',
          `Plan ${plan.name} climbs rings that would be gone or in another order; change it first.`,
        );
      }
    }
    await tx.ring.deleteMany();
    await tx.ring.createMany({ data: rings.map((ring, position) => ({ ...ring, position })) });
    await wakeServices(sql, 'all');
    const data = { before: view(before).rings, after: rings };
    await appendAudit(sql, [
      { chain: 'system', type: 'rings.changed', actor: principal, data, at: new Date(clock.now()) },
    ]);
    return { rings: { rings }, created: before.length === 0 };
  });
}
