import { randomUUID } from 'node:crypto';
import type { Role, Scope } from '@/lib/access/scopes';
import { hashToken, newTokenValue, tokenHint } from '@/lib/access/tokens';
import type { TestDatabase } from './database';

/** A person with a role; answers the id. */
export async function makePerson(db: TestDatabase, role: Role): Promise<string> {
  const id = randomUUID();
  await db.prisma.user.create({ data: { id, email: `${id}@example.com`, name: `A ${role}`, role } });
  return id;
}

/** A token of an owner with exactly these scopes; answers its value. */
export async function makeToken(db: TestDatabase, owner: string, scopes: readonly Scope[]): Promise<string> {
  const value = newTokenValue();
  const data = { id: randomUUID(), name: 'test', hash: hashToken(value), hint: tokenHint(value), ownerId: owner };
  await db.prisma.apiToken.create({ data: { ...data, scopes: [...scopes] } });
  return value;
}
