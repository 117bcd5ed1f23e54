import type { AuditDraft } from '@/lib/audit/append';
import { appendAudit } from '@/lib/audit/append';
import { prisma, prismaSql } from '@/lib/db/client';
import { STANDARD, STANDARD_PLAN } from '@/lib/plans/standard';
import { DEFAULT_RINGS } from '@/lib/rings/schema';
import { uuidv7 } from '@/lib/shared/uuid';
import type { Prisma, PrismaClient } from '@/prisma/generated/client';
import { AUTOMATION_EMAIL } from './automation';
import { hashPassword } from './passwords';
import { CONTROLLER } from './principal';
import { type Role, SCOPES } from './scopes';
import { hashToken, tokenHint } from './tokens';

const BOOTSTRAP = 'bootstrap';

/** People of the demo, one per part; all have the first admin's password. */
export const SAMPLE_USERS: readonly { email: string; name: string; role: Role }[] = [
  { email: 'manager@rampart.local', name: 'Mia Lang', role: 'operator' },
  { email: 'oncall@rampart.local', name: 'Sam Ode', role: 'operator' },
  { email: 'approver@rampart.local', name: 'Jo Park', role: 'approver' },
];

/** Teams of the demo: they own the services of the sample fleet. */
export const SAMPLE_TEAMS: readonly { name: string; displayName: string; parent: string | null }[] = [
  { name: 'shop', displayName: 'Shop', parent: null },
  { name: 'team-checkout', displayName: 'Checkout', parent: 'shop' },
  { name: 'team-discovery', displayName: 'Discovery', parent: 'shop' },
  { name: 'team-payments', displayName: 'Payments', parent: null },
];

export type FirstRunSeed = {
  adminEmail: string;
  adminPassword: string;
  bootstrapToken?: string;
  sampleUsers?: boolean;
  db?: PrismaClient;
};

/**
 * What the first start puts into a database: the rings, a plan, the first admin, the bootstrap token, and for the demo
 * its people. Idempotent: what exists stays as it is, but another bootstrap token than before replaces that one.
 */
export async function seedFirstRun(seed: FirstRunSeed): Promise<void> {
  const db = seed.db ?? prisma();
  await db.$transaction(async (tx) => {
    await prismaSql(tx).query(`SELECT pg_advisory_xact_lock(hashtext('rampart.users'))::text`);
    const drafts: AuditDraft[] = [
      ...(await seedRings(tx)),
      ...(await seedPlan(tx)),
      ...(await seedPeople(tx, seed)),
      ...(seed.sampleUsers ? await seedTeams(tx) : []),
      ...(seed.bootstrapToken === undefined ? [] : await seedToken(tx, seed.bootstrapToken)),
    ];
    await appendAudit(prismaSql(tx), drafts);
  });
}

const fact = (type: string, data: Record<string, unknown>): AuditDraft => ({
  chain: 'system',
  type,
  actor: CONTROLLER,
  reason: 'first start',
  data,
  at: new Date(),
});

async function seedRings(tx: Prisma.TransactionClient): Promise<AuditDraft[]> {
  if ((await tx.ring.count()) > 0) return [];
  await tx.ring.createMany({ data: DEFAULT_RINGS.map((ring, position) => ({ ...ring, position })) });
  return [fact('rings.changed', { before: [], after: DEFAULT_RINGS })];
}

/** Once: a plan that was deleted stays deleted, since its versions stay. */
async function seedPlan(tx: Prisma.TransactionClient): Promise<AuditDraft[]> {
  if ((await tx.planVersion.count()) > 0) return [];
  const at = new Date();
  const spec = STANDARD_PLAN;
  await tx.plan.create({ data: { name: STANDARD, spec, createdAt: at, updatedAt: at } });
  await tx.planVersion.create({
    data: { plan: STANDARD, version: 1, spec, createdBy: CONTROLLER.person, createdAt: at },
  });
  return [{ ...fact('plan.created', { version: 1, spec }), chain: `plan:${STANDARD}` }];
}

async function seedPeople(tx: Prisma.TransactionClient, seed: FirstRunSeed): Promise<AuditDraft[]> {
  const admins = await tx.user.count({ where: { role: 'admin', email: { not: AUTOMATION_EMAIL } } });
  const wanted = [
    ...(admins > 0 ? [] : [{ email: seed.adminEmail.toLowerCase(), name: 'Admin', role: 'admin' as const }]),
    ...(seed.sampleUsers ? SAMPLE_USERS : []),
  ];
  const drafts: AuditDraft[] = [];
  for (const { email, name, role } of wanted) {
    if (await tx.user.findUnique({ where: { email }, select: { id: true } })) continue;
    const passwordHash = await hashPassword(seed.adminPassword);
    await tx.user.create({ data: { id: uuidv7(Date.now()), email, name, role, passwordHash } });
    drafts.push(fact('user.created', { email, name, role, disabled: false }));
  }
  return drafts;
}

async function seedTeams(tx: Prisma.TransactionClient): Promise<AuditDraft[]> {
  if ((await tx.team.count()) > 0) return [];
  const drafts: AuditDraft[] = [];
  for (const team of SAMPLE_TEAMS) {
    await tx.team.create({ data: team });
    const { name, ...after } = team;
    drafts.push(fact('team.created', { team: name, before: null, after }));
  }
  return drafts;
}

async function seedToken(tx: Prisma.TransactionClient, value: string): Promise<AuditDraft[]> {
  const hash = hashToken(value);
  const owner = await tx.user.upsert({
    where: { email: AUTOMATION_EMAIL },
    create: { id: uuidv7(Date.now()), email: AUTOMATION_EMAIL, name: 'Automation', role: 'admin', kind: 'service' },
    update: { role: 'admin', disabledAt: null },
  });
  const { count } = await tx.apiToken.updateMany({
    where: { ownerId: owner.id, name: BOOTSTRAP, hash: { not: hash }, revokedAt: null },
    data: { revokedAt: new Date() },
  });
  const revoked = count > 0 ? [fact('token.revoked', { name: BOOTSTRAP })] : [];
  const held = await tx.apiToken.findUnique({ where: { hash } });
  if (held && held.revokedAt === null) return revoked;
  const data = { name: BOOTSTRAP, hint: tokenHint(value), scopes: [...SCOPES], ownerId: owner.id, revokedAt: null };
  const { id } = await tx.apiToken.upsert({
    where: { hash },
    create: { id: uuidv7(Date.now()), hash, ...data },
    update: data,
  });
  return [
    ...revoked,
    fact('token.created', { token: id, name: BOOTSTRAP, hint: data.hint, scopes: data.scopes, owner: owner.email }),
  ];
}
