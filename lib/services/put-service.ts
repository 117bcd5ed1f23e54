import canonicalize from 'canonicalize';
import type { Principal } from '@/lib/access/principal';
import { open, providerSecretContext, seal } from '@/lib/access/secrets';
import { appendAudit } from '@/lib/audit/append';
import { prismaSql } from '@/lib/db/client';
import { lockName } from '@/lib/db/lock-name';
import type { Sql } from '@/lib/db/sql';
import { AppError, type FieldError } from '@/lib/errors';
import { planSpecSchema } from '@/lib/plans/schema';
import { providerUrls } from '@/lib/providers/registry';
import { requireVersion } from '@/lib/shared/concurrency';
import { durationMs } from '@/lib/shared/duration';
import type { Prisma, Service as ServiceRow } from '@/prisma/generated/client';
import type { ServiceDeps } from './ports';
import type { ServiceInput } from './schema';
import { type ServiceView, serviceView } from './view';
import { wakeServices } from './wake';

export type PutService = {
  name: string;
  input: ServiceInput;
  principal: Principal;
  /** The version `If-Match` named; null when none. */
  expected: number | null;
};

type Put = Pick<PutService, 'name' | 'input'>;

/** Creates or replaces a service; the same again changes nothing. A provider secret that is not sent again is kept. */
export async function putService(
  deps: ServiceDeps,
  put: PutService,
): Promise<{ service: ServiceView; created: boolean }> {
  refuseUrls(deps, put.input);
  return deps.db.$transaction(async (tx) => {
    const sql = prismaSql(tx);
    await lockName(sql, 'service', put.name);
    await sql.query('SELECT 1 FROM service_control WHERE service = $1 FOR UPDATE', [put.name]);
    const before = await tx.service.findUnique({ where: { name: put.name }, include: { control: true } });
    const live = before && before.archivedAt === null ? before : null;
    requireVersion(`Service ${put.name}`, put.expected, live?.version ?? null);
    await authorizePut(deps, sql, put, live);
    await refusePlan(tx, put.input);
    if (live && isSame(deps, put, live)) return { service: serviceView(live), created: false };
    const at = new Date(deps.clock.now());
    const data = columns(deps, put, live?.providerSecret ?? null);
    const row = await tx.service.upsert({
      where: { name: put.name },
      create: { ...data, name: put.name, createdAt: at, updatedAt: at, control: { create: {} } },
      update: {
        ...data,
        version: { increment: 1 },
        updatedAt: at,
        archivedAt: null,
        ...(live ? {} : { createdAt: at }),
      },
      include: { control: true },
    });
    const service = serviceView(row);
    await wakeServices(sql, put.name);
    const type = live ? 'service.changed' : 'service.created';
    const fact = {
      type,
      actor: put.principal,
      data: changes(live && { ...live, control: null }, service, put.input),
      at,
    };
    await appendAudit(sql, [{ chain: `service:${put.name}`, service: put.name, ...fact }]);
    return { service, created: !live };
  });
}

/** Who gives a service away must be able to change it, and whom it is given to must be theirs too. */
async function authorizePut(
  { authorize }: ServiceDeps,
  sql: Sql,
  { name, input, principal }: PutService,
  live: ServiceRow | null,
): Promise<void> {
  if (live) await authorize?.(sql, principal, 'admin', { service: name });
  if (live?.owner !== input.owner) await authorize?.(sql, principal, 'admin', { service: name, owner: input.owner });
}

/** Whether everything is there as it is put: pipelines put their service on every run, and the record is of changes. */
function isSame(deps: ServiceDeps, { name, input }: Put, live: ServiceRow): boolean {
  const { providerSecret, ...data } = columns(deps, { name, input }, live.providerSecret);
  if (Object.entries(data).some(([key, value]) => !isEqual(live[key as keyof typeof data], value))) return false;
  const { secret } = input.provider;
  if (secret === undefined) return true;
  return (
    live.providerSecret !== null && open(deps.secretKey, live.providerSecret, providerSecretContext(name)) === secret
  );
}

const isEqual = (a: unknown, b: unknown): boolean =>
  typeof a === 'bigint' ? a === b : canonicalize(a) === canonicalize(b);

/** Addresses that a provider or a telemetry source may never, or here may not, live at. */
function refuseUrls({ egress }: ServiceDeps, input: ServiceInput): void {
  const urls = providerUrls(input.provider);
  if (input.telemetry.kind === 'prometheus') urls.push({ path: 'telemetry.url', url: input.telemetry.url });
  const errors: FieldError[] = urls.flatMap(({ path, url }) => {
    const message = egress.refusal(url);
    return message === null ? [] : [{ path, message }];
  });
  if (errors[0]) throw new AppError('unprocessable', `${errors[0].path}: ${errors[0].message}`, { errors });
}

async function refusePlan(tx: Prisma.TransactionClient, input: ServiceInput): Promise<void> {
  const plan = await tx.plan.findUnique({ where: { name: input.plan } });
  if (!plan) {
    const message = `no plan named "${input.plan}"; make it first with PUT /api/v1/plans/${input.plan}`;
    throw new AppError('unprocessable', `plan: ${message}`, { errors: [{ path: 'plan', message }] });
  }
  if (planSpecSchema.parse(plan.spec).mechanism === 'ring' && !input.provider.rings) {
    const message = `plan "${input.plan}" climbs ring by ring, which needs a provider that can address rings (provider.rings: true)`;
    throw new AppError('unprocessable', message, { errors: [{ path: 'provider.rings', message }] });
  }
}

function columns({ secretKey }: ServiceDeps, { name, input }: Put, keptSecret: string | null) {
  const { secret, ...provider } = input.provider;
  return {
    displayName: input.displayName,
    owner: input.owner,
    tier: input.tier,
    runbookUrl: input.runbookUrl ?? null,
    revertCommand: input.revertCommand ?? null,
    links: input.links ?? {},
    plan: input.plan,
    onNewer: input.onNewer,
    rollbackWindowMs: BigInt(durationMs(input.rollbackWindow)),
    provider,
    providerSecret: secret === undefined ? keptSecret : seal(secretKey, secret, providerSecretContext(name)),
    telemetry: input.telemetry,
  };
}

const CONFIGURED = [
  'displayName',
  'owner',
  'tier',
  'runbookUrl',
  'revertCommand',
  'links',
  'plan',
  'onNewer',
  'rollbackWindow',
  'provider',
  'telemetry',
] as const;

/** What the record says: each field that differs, before and after. That the secret changed, never the secret. */
function changes(
  live: Parameters<typeof serviceView>[0] | null,
  after: ServiceView,
  input: ServiceInput,
): Record<string, unknown> {
  const before = live && serviceView(live);
  const changed = CONFIGURED.filter((field) => JSON.stringify(before?.[field]) !== JSON.stringify(after[field]));
  return {
    version: after.version,
    changed: Object.fromEntries(
      changed.map((field) => [field, { before: before?.[field] ?? null, after: after[field] ?? null }]),
    ),
    ...(input.provider.secret === undefined ? {} : { secretChanged: true }),
  };
}
