import { expect, it } from 'vitest';
import { ANNA, plan } from '@/lib/controller/testing/world';
import { putFreeze } from '@/lib/freezes/put-freeze';
import { freezeInputSchema } from '@/lib/freezes/schema';
import { putPlan } from '@/lib/plans/put-plan';
import { planSpecSchema } from '@/lib/plans/schema';
import { createEgress } from '@/lib/providers/egress';
import { putService } from '@/lib/services/put-service';
import { serviceInputSchema } from '@/lib/services/schema';
import { withTestDatabase } from '@/lib/testing/database';

const db = withTestDatabase();
const AT_ONCE = 8;
const put = { principal: ANNA, expected: null };
const deps = () => ({
  db: db.prisma,
  clock: { now: () => Date.now() },
  egress: createEgress(),
  secretKey: Buffer.alloc(32),
});

it('what is put many times at once is made once, by the first, and replaced by the others', async () => {
  const spec = planSpecSchema.parse(plan('canary', 'early 10 1h', 'broad 100 1h'));
  const provider = { kind: 'webhook', url: 'http://127.0.0.1:1' };
  const service = (owner: string) =>
    serviceInputSchema.parse({ displayName: 'Pay', owner, tier: 1, plan: 'standard', provider });
  const ways: Record<string, (nth: number) => Promise<{ created: boolean }>> = {
    plan: () => putPlan(deps(), { ...put, name: 'standard', spec }),
    service: (nth) => putService(deps(), { ...put, name: 'pay', input: service(`team-${nth}`) }),
    freeze: () =>
      putFreeze(deps(), { ...put, name: 'holidays', input: freezeInputSchema.parse({ scope: 'all', reason: 'rest' }) }),
  };
  for (const [what, way] of Object.entries(ways)) {
    const answers = await Promise.all(Array.from({ length: AT_ONCE }, (_, nth) => way(nth)));
    expect([what, answers.filter(({ created }) => created).length]).toEqual([what, 1]);
  }
  const versions = await db.sql.query<{ n: number }>(
    `SELECT count(*)::int AS n FROM plan_version WHERE plan = 'standard'`,
  );
  expect(versions).toEqual([{ n: 1 }]);
});
