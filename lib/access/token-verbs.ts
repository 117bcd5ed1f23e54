import { appendAudit } from '@/lib/audit/append';
import type { Clock } from '@/lib/clock';
import { prismaSql } from '@/lib/db/client';
import { AppError } from '@/lib/errors';
import { type Page, readCursor, toPage } from '@/lib/http/page';
import { uuidv7 } from '@/lib/shared/uuid';
import type { ApiToken, PrismaClient, User } from '@/prisma/generated/client';
import type { Caller } from './caller';
import type { TokenInput, TokenView } from './schema';
import { SCOPES, tokenScopes } from './scopes';
import { forgetTokens, hashToken, newTokenValue, tokenHint } from './tokens';

type Deps = { db: PrismaClient; clock: Clock };

export function tokenView(row: ApiToken & { owner: User }): TokenView {
  return {
    id: row.id,
    name: row.name,
    hint: row.hint,
    scopes: SCOPES.filter((scope) => row.scopes.includes(scope)),
    owner: { email: row.owner.email, name: row.owner.name },
    createdAt: row.createdAt.toISOString(),
    expiresAt: row.expiresAt?.toISOString() ?? null,
    lastUsedAt: row.lastUsedAt?.toISOString() ?? null,
    revokedAt: row.revokedAt?.toISOString() ?? null,
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

/** Makes a token; its value is returned here and stored nowhere. 422 when it could do more than its owner. */
export async function createToken(
  { db, clock }: Deps,
  { input, caller }: { input: TokenInput; caller: Caller },
): Promise<TokenView & { value: string }> {
  const value = newTokenValue();
  const now = clock.now();
  const expiresAt = input.expiresAt === undefined ? null : new Date(input.expiresAt);
  if (expiresAt && expiresAt.getTime() <= now) refuse('expiresAt', 'must be in the future');
  return db.$transaction(async (tx) => {
    const owner = await tx.user.findUnique({
      where: input.owner === undefined ? { id: caller.principal.person } : { email: input.owner },
    });
    if (!owner || owner.disabledAt) return refuse('owner', 'is nobody who may sign in here');
    const beyond = input.scopes.filter((scope) => !tokenScopes(input.scopes, owner.role).includes(scope));
    if (beyond.length > 0)
      return refuse('scopes', `go beyond what the role "${owner.role}" of ${owner.name} may do: ${beyond.join(', ')}`);
    const data = {
      id: uuidv7(now),
      name: input.name,
      hash: hashToken(value),
      hint: tokenHint(value),
      scopes: input.scopes,
      ownerId: owner.id,
    };
    const row = await tx.apiToken.create({
      data: { ...data, expiresAt, createdAt: new Date(now) },
      include: { owner: true },
    });
    const fact = { token: row.id, name: row.name, hint: row.hint, scopes: row.scopes, owner: owner.email, expiresAt };
    await appendAudit(prismaSql(tx), [
      { chain: 'system', type: 'token.created', actor: caller.principal, data: fact, at: new Date(now) },
    ]);
    return { ...tokenView(row), value };
  });
}

function refuse(path: string, message: string): never {
  throw new AppError('unprocessable', `${path} ${message}`, { errors: [{ path, message }] });
}

/** Revokes a token: at once in this process, in others when their memory of it ends. Twice changes nothing. */
export async function revokeToken({ db, clock }: Deps, { id, caller }: { id: string; caller: Caller }): Promise<void> {
  const at = new Date(clock.now());
  await db.$transaction(async (tx) => {
    const row = await tx.apiToken.findUnique({ where: { id } });
    if (!row) throw new AppError('not_found', 'There is no such token.');
    const { count } = await tx.apiToken.updateMany({ where: { id, revokedAt: null }, data: { revokedAt: at } });
    if (count === 0) return;
    const data = { token: id, name: row.name, hint: row.hint };
    await appendAudit(prismaSql(tx), [{ chain: 'system', type: 'token.revoked', actor: caller.principal, data, at }]);
  });
  forgetTokens();
}
