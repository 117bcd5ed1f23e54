import { randomUUID } from 'node:crypto';
import { encode } from 'next-auth/jwt';
import type { Role, Scope } from '@/lib/access/scopes';
import { sessionSecret } from '@/lib/access/session-cookie';
import { startSession } from '@/lib/access/sessions';
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

/** Headers of a browser in which this person is signed in. NEXTAUTH_SECRET must be set. */
export async function signedIn(db: TestDatabase, person: string): Promise<Record<string, string>> {
  const session = { person, way: 'password', address: '192.0.2.9', agent: 'a browser' };
  const sid = await startSession(db.sql, session, Date.now());
  const cookie = await encode({ token: { sub: person, sid }, secret: sessionSecret() });
  return { cookie: `next-auth.session-token=${cookie}`, origin: 'http://tower.test' };
}

/** Makes a team, under another one if named. */
export async function makeTeam(db: TestDatabase, name: string, parent: string | null = null): Promise<void> {
  await db.prisma.team.create({ data: { name, displayName: name, parent } });
}

export async function joinTeam(db: TestDatabase, person: string, team: string, role: Role): Promise<void> {
  await db.prisma.teamMember.create({ data: { team, userId: person, role } });
}
