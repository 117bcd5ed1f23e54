import canonicalize from 'canonicalize';
import type { Principal } from '@/lib/access/principal';
import { integrationSecretContext, open, seal } from '@/lib/access/secrets';
import { appendAudit } from '@/lib/audit/append';
import type { Clock } from '@/lib/clock';
import { prismaSql } from '@/lib/db/client';
import { lockName } from '@/lib/db/lock-name';
import { AppError, type FieldError } from '@/lib/errors';
import { requireVersion } from '@/lib/shared/concurrency';
import type { Integration as IntegrationRow, Prisma, PrismaClient } from '@/prisma/generated/client';
import type { Integration, IntegrationConfig, IntegrationInput } from './schema';
import { integrationView } from './view';

export type IntegrationDeps = { db: PrismaClient; clock: Clock; secretKey: Buffer };

export type PutIntegration = {
  name: string;
  input: IntegrationInput;
  principal: Principal;
  /** The version `If-Match` named; null when none. */
  expected: number | null;
};

/** Creates or replaces an integration. A secret that is not sent again is kept, unless the kind changes. */
export async function putIntegration(
  deps: IntegrationDeps,
  { name, input, principal, expected }: PutIntegration,
): Promise<{ integration: Integration; created: boolean }> {
  return deps.db.$transaction(async (tx) => {
    const sql = prismaSql(tx);
    await lockName(sql, 'integration', name);
    const before = await tx.integration.findUnique({ where: { name } });
    requireVersion(`Integration ${name}`, expected, before?.version ?? null);
    await refuseUnknown(tx, input);
    const { kind, secret, token, ...config } = split(input);
    const kept = before?.kind === kind ? before.secret : null;
    const keptToken = before?.kind === kind ? before.token : null;
    const sealedToken = token === undefined ? keptToken : seal(deps.secretKey, token, tokenContext(name));
    const sealed = secret === undefined ? kept : seal(deps.secretKey, secret, integrationSecretContext(name));
    if (sealed === null) throw missing('secret', 'is needed: deliveries are signed with it');
    if (before && isSame(deps.secretKey, before, input))
      return { integration: integrationView(before), created: false };
    const at = new Date(deps.clock.now());
    const row = await tx.integration.upsert({
      where: { name },
      create: { name, kind, secret: sealed, token: sealedToken, config, createdAt: at, updatedAt: at },
      update: { kind, secret: sealed, token: sealedToken, config, updatedAt: at, version: { increment: 1 } },
    });
    const fact = {
      chain: 'system',
      type: before ? 'integration.changed' : 'integration.created',
      actor: principal,
      data: {
        integration: name,
        kind,
        before: before?.config ?? null,
        after: config,
        secretChanged: secret !== undefined,
        ...(token === undefined ? {} : { tokenChanged: true }),
      },
      at,
    };
    await appendAudit(sql, [config.service === undefined ? fact : { ...fact, service: config.service }]);
    return { integration: integrationView(row), created: before === null };
  });
}

/** The secrets apart from what is stored as it is; of every kind the same shape. */
const split = (
  input: IntegrationInput,
): IntegrationConfig & Pick<IntegrationInput, 'kind' | 'secret'> & { token?: string | undefined } => input;

/** Names what a sealed token is for: it opens nothing else. */
export const tokenContext = (name: string): string => `${integrationSecretContext(name)}:token`;

/** Whether everything is there as it is put: pipelines put their integration on every run, and the record is of changes. */
function isSame(key: Buffer, before: IntegrationRow, input: IntegrationInput): boolean {
  const { kind, secret, token, ...config } = split(input);
  if (before.kind !== kind || canonicalize(before.config) !== canonicalize(config)) return false;
  if (token !== undefined && (before.token === null || open(key, before.token, tokenContext(before.name)) !== token))
    return false;
  return secret === undefined || open(key, before.secret, integrationSecretContext(before.name)) === secret;
}

const missing = (path: string, message: string): AppError =>
  new AppError('unprocessable', `${path} ${message}`, { errors: [{ path, message }] });

/** Services and plans it names must be there: a typo would otherwise be found by the first deployment. */
async function refuseUnknown(tx: Prisma.TransactionClient, input: IntegrationInput): Promise<void> {
  const named = input.service === undefined ? [] : [{ path: 'service', service: input.service }];
  const repositories = 'repositories' in input ? (input.repositories ?? {}) : {};
  for (const [repository, service] of Object.entries(repositories))
    named.push({ path: `repositories.${repository}`, service });
  for (const [name, service] of Object.entries(split(input).services ?? {}))
    named.push({ path: `services.${name}`, service });
  const found = await tx.service.findMany({
    where: { name: { in: named.map(({ service }) => service) }, archivedAt: null },
    select: { name: true },
  });
  const known = new Set(found.map(({ name }) => name));
  const errors: FieldError[] = named
    .filter(({ service }) => !known.has(service))
    .map(({ path, service }) => ({ path, message: `there is no service named "${service}"` }));
  const { plan } = split(input);
  if (plan !== undefined && !(await tx.plan.findUnique({ where: { name: plan }, select: { name: true } }))) {
    errors.push({ path: 'plan', message: `there is no plan named "${plan}"` });
  }
  if (errors[0]) throw new AppError('unprocessable', `${errors[0].path}: ${errors[0].message}`, { errors });
}

/** Removes an integration: its next delivery is refused. What it did stays in the record, and its deliveries in the list. */
export async function deleteIntegration(
  { db, clock }: Pick<IntegrationDeps, 'db' | 'clock'>,
  { name, principal, reason }: { name: string; principal: Principal; reason?: string | undefined },
): Promise<void> {
  await db.$transaction(async (tx) => {
    const gone = await tx.integration.deleteMany({ where: { name } });
    if (gone.count === 0) throw noIntegration(name);
    const fact = {
      chain: 'system',
      type: 'integration.removed',
      actor: principal,
      data: { integration: name },
      at: new Date(clock.now()),
    };
    await appendAudit(prismaSql(tx), [reason === undefined ? fact : { ...fact, reason }]);
  });
}

export const noIntegration = (name: string): AppError =>
  new AppError('not_found', `There is no integration named "${name}".`);
