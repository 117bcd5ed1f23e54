import { appendAudit } from '@/lib/audit/append';
import type { Clock } from '@/lib/clock';
import { prismaSql } from '@/lib/db/client';
import type { Sql } from '@/lib/db/sql';
import { AppError } from '@/lib/errors';
import { durationMs } from '@/lib/shared/duration';
import { type Page, readCursor, toPage } from '@/lib/shared/page';
import { uuidv7 } from '@/lib/shared/uuid';
import type { ApiToken, Prisma, PrismaClient, User } from '@/prisma/generated/client';
import { requireMay } from './authorize';
import { type Caller, subjectOf } from './caller';
import { hasAnywhere, type Subject, widerThan } from './decide';
import type { TokenInput, TokenView } from './schema';
import { SCOPES, type Scope } from './scopes';
import { keeperOf } from './service-accounts';
import { readStanding } from './standing';
import { forgetTokens, hashToken, newTokenValue, tokenHint } from './tokens';

type Deps = { db: PrismaClient; clock: Clock };
type Owned = ApiToken & { owner: User };

const scopesOf = (row: ApiToken): Scope[] => SCOPES.filter((scope) => row.scopes.includes(scope));

export function tokenView(row: Owned): TokenView {
  return {
    id: row.id,
    name: row.name,
    hint: row.hint,
    scopes: scopesOf(row),
    owner: { email: row.owner.email, name: row.owner.name },
    createdAt: row.createdAt.toISOString(),
    expiresAt: row.expiresAt?.toISOString() ?? null,
    lastUsedAt: row.lastUsedAt?.toISOString() ?? null,
    revokedAt: row.revokedAt?.toISOString() ?? null,
    rotatedAt: row.rotatedAt?.toISOString() ?? null,
    oldUntil: row.oldUntil?.toISOString() ?? null,
  };
}

/** Tokens, newest first. */
export async function listTokens(
  db: PrismaClient,
  query: { limit: number; cursor?: string | undefined },
): Promise<Page<TokenView>> {
  const before = readCursor(query.cursor, 1)?.[0];
  const rows = await db.apiToken.findMany({
    where: before === undefined ? {} : { id: { lt: before } },
    include: { owner: true },
    orderBy: { id: 'desc' },
    take: query.limit + 1,
  });
  return toPage(rows, query.limit, tokenView, (row) => [row.id]);
}

function refuse(path: string, message: string): never {
  throw new AppError('unprocessable', `${path} ${message}`, { errors: [{ path, message }] });
}

/** Who keeps the tokens of an account: itself, its team's admins if it is a service account, and admins of everything. */
async function requireKeeper(sql: Sql, caller: Caller, owner: Pick<User, 'id' | 'kind' | 'homeTeam'>): Promise<void> {
  if (owner.id === caller.principal.person) return;
  const keeper = keeperOf(owner.kind === 'service' ? owner.homeTeam : null);
  await requireMay(sql, caller.principal, 'admin', keeper);
}

/** 422 when a token with these scopes could do what its owner may not, or what its maker may not. */
async function refuseWider(sql: Sql, caller: Caller, owner: User, scopes: readonly Scope[]): Promise<void> {
  const own = await readStanding(sql, owner.id);
  const mine = await readStanding(sql, caller.principal.person);
  if (!own || !mine) return refuse('owner', 'is nobody who may sign in here');
  const reach: Subject = { ...own, held: null };
  const beyond = scopes.filter((scope) => scope !== 'ingest' && !hasAnywhere(reach, scope));
  if (beyond.length > 0)
    refuse('scopes', `go beyond what the role "${own.role}" of ${owner.name} may do: ${beyond.join(', ')}`);
  const wider = widerThan({ ...subjectOf(caller), ...mine }, reach, scopes);
  if (wider.length > 0)
    refuse(
      'scopes',
      `go beyond what you may do yourself: ${wider.map(({ scope, on }) => `${scope} on ${on}`).join(', ')}`,
    );
}

/** Makes a token; its value is returned here and stored nowhere. 422 when it could do more than its owner or its maker. */
export async function createToken(
  { db, clock }: Deps,
  { input, caller }: { input: TokenInput; caller: Caller },
): Promise<TokenView & { value: string }> {
  const value = newTokenValue();
  const now = clock.now();
  const expiresAt = input.expiresAt === undefined ? null : new Date(input.expiresAt);
  if (expiresAt && expiresAt.getTime() <= now) refuse('expiresAt', 'must be in the future');
  return db.$transaction(async (tx) => {
    const sql = prismaSql(tx);
    const owner = await tx.user.findUnique({
      where: input.owner === undefined ? { id: caller.principal.person } : { email: input.owner },
    });
    if (!owner || owner.disabledAt) return refuse('owner', 'is nobody who may sign in here');
    await requireKeeper(sql, caller, owner);
    await refuseWider(sql, caller, owner, input.scopes);
    const data = {
      id: uuidv7(now),
      name: input.name,
      hash: hashToken(value),
      hint: tokenHint(value),
      scopes: input.scopes,
      ownerId: owner.id,
      createdBy: caller.principal.person,
    };
    const row = await tx.apiToken.create({
      data: { ...data, expiresAt, createdAt: new Date(now) },
      include: { owner: true },
    });
    const fact = { token: row.id, name: row.name, hint: row.hint, scopes: row.scopes, owner: owner.email, expiresAt };
    await appendAudit(sql, [
      { chain: 'system', type: 'token.created', actor: caller.principal, data: fact, at: new Date(now) },
    ]);
    return { ...tokenView(row), value };
  });
}

async function ownToken(tx: Prisma.TransactionClient, id: string, caller: Caller): Promise<Owned> {
  await tx.$queryRawUnsafe('SELECT 1 FROM api_token WHERE id = $1::uuid FOR UPDATE', id);
  const row = await tx.apiToken.findUnique({ where: { id }, include: { owner: true } });
  if (!row) throw new AppError('not_found', 'There is no such token.');
  await requireKeeper(prismaSql(tx), caller, row.owner);
  return row;
}

/**
 * Gives a token a new value. The old one works on for the grace period, so that whoever uses it can be changed without a
 * gap; one that was rotated away before stops at once. 409 when the token is revoked or over.
 */
export async function rotateToken(
  { db, clock }: Deps,
  { id, grace, caller }: { id: string; grace: string; caller: Caller },
): Promise<TokenView & { value: string }> {
  const value = newTokenValue();
  const now = clock.now();
  const at = new Date(now);
  const rotated = await db.$transaction(async (tx) => {
    const before = await ownToken(tx, id, caller);
    if (before.revokedAt || (before.expiresAt && before.expiresAt.getTime() <= now))
      throw new AppError('conflict', `${before.name} is ${before.revokedAt ? 'revoked' : 'over'}; make another token.`);
    await refuseWider(prismaSql(tx), caller, before.owner, scopesOf(before));
    const oldUntil = new Date(now + durationMs(grace));
    const data = { hash: hashToken(value), hint: tokenHint(value), oldHash: before.hash, oldUntil, rotatedAt: at };
    const row = await tx.apiToken.update({ where: { id }, data, include: { owner: true } });
    const fact = { token: id, name: row.name, hint: row.hint, before: before.hint, oldUntil };
    await appendAudit(prismaSql(tx), [
      { chain: 'system', type: 'token.rotated', actor: caller.principal, data: fact, at },
    ]);
    return { ...tokenView(row), value };
  });
  forgetTokens();
  return rotated;
}

/** Revokes a token, with what a rotation left: at once in this process, in others when their memory of it ends. Twice changes nothing. */
export async function revokeToken({ db, clock }: Deps, { id, caller }: { id: string; caller: Caller }): Promise<void> {
  const at = new Date(clock.now());
  await db.$transaction(async (tx) => {
    const row = await ownToken(tx, id, caller);
    const { count } = await tx.apiToken.updateMany({ where: { id, revokedAt: null }, data: { revokedAt: at } });
    if (count === 0) return;
    const data = { token: id, name: row.name, hint: row.hint };
    await appendAudit(prismaSql(tx), [{ chain: 'system', type: 'token.revoked', actor: caller.principal, data, at }]);
  });
  forgetTokens();
}
