import { randomUUID } from 'node:crypto';
import { encode } from 'next-auth/jwt';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { z } from 'zod';
import type { Role, Scope } from '@/lib/access/scopes';
import { forgetSessions, startSession } from '@/lib/access/sessions';
import { forgetTokens, hashToken, newTokenValue, tokenHint } from '@/lib/access/tokens';
import { AppError } from '@/lib/errors';
import { withTestDatabase } from '@/lib/testing/database';
import { handle } from './handler';
import { json } from './respond';

const db = withTestDatabase();
const SECRET = 'a-test-secret-that-is-32-characters-long';
process.env.NEXTAUTH_SECRET = SECRET;

async function person(role: Role): Promise<string> {
  const id = randomUUID();
  await db.prisma.user.create({ data: { id, email: `${id}@example.com`, name: `A ${role}`, role } });
  return id;
}

async function token(scopes: Scope[], owner: string, more: { expiresAt?: Date } = {}): Promise<string> {
  const value = newTokenValue();
  const data = {
    id: randomUUID(),
    name: 'ci',
    hash: hashToken(value),
    hint: tokenHint(value),
    scopes,
    ownerId: owner,
    ...more,
  };
  await db.prisma.apiToken.create({ data });
  return value;
}

const cookie = async (id: string) => {
  const sid = await startSession(db.sql, { person: id, way: 'password', address: '', agent: '' }, Date.now());
  return `next-auth.session-token=${await encode({ token: { sub: id, sid }, secret: SECRET })}`;
};
const bearer = (value: string) => ({ authorization: `Bearer ${value}` });

function request(method: string, headers: Record<string, string>, body?: string): Request {
  return new Request('http://tower.test/api/v1/things', {
    method,
    headers: { host: 'tower.test', ...headers },
    ...(body === undefined ? {} : { body }),
  });
}

const who = handle({ scope: 'release' }, ({ caller }) => json(caller));

let admin: string;
beforeAll(async () => {
  admin = await person('admin');
});

describe('who may call', () => {
  it('takes a token with the scope, acting as its owner', async () => {
    const answer = await who(request('GET', bearer(await token(['release'], admin))));
    expect(await answer.json()).toMatchObject({
      via: 'token',
      principal: { kind: 'token', person: admin, name: 'A admin (ci)' },
      scopes: ['release'],
    });
  });

  it('says which permission is missing', async () => {
    const answer = await who(request('GET', bearer(await token(['read'], admin))));
    expect(answer.status).toBe(403);
    expect(answer.headers.get('content-type')).toBe('application/problem+json');
    expect(await answer.json()).toMatchObject({
      code: 'forbidden',
      missing: 'release',
      detail: expect.stringContaining('"release"'),
    });
  });

  it('gives a token no more than its owner has now', async () => {
    const answer = await who(request('GET', bearer(await token(['read', 'release'], await person('viewer')))));
    expect(answer.status).toBe(403);
  });

  it.each([
    ['nothing', {}],
    ['an unknown token', bearer('nope')],
    ['another scheme', { authorization: 'Basic YTpi' }],
    ['a forged cookie', { cookie: 'next-auth.session-token=abc' }],
  ])('refuses %s with 401', async (_name, headers) => {
    const answer = await who(request('GET', headers));
    expect(answer.status).toBe(401);
    expect(answer.headers.get('www-authenticate')).toContain('Bearer');
  });

  it('refuses an expired token, and a revoked one as soon as it is forgotten', async () => {
    const old = await token(['release'], admin, { expiresAt: new Date(Date.now() - 1000) });
    expect((await who(request('GET', bearer(old)))).status).toBe(401);
    const revoked = await token(['release'], admin);
    expect((await who(request('GET', bearer(revoked)))).status).toBe(200);
    await db.prisma.apiToken.update({ where: { hash: hashToken(revoked) }, data: { revokedAt: new Date() } });
    forgetTokens();
    expect((await who(request('GET', bearer(revoked)))).status).toBe(401);
  });

  it('takes a session by role, and none of a disabled person', async () => {
    const operator = await person('operator');
    const headers = { cookie: await cookie(operator) };
    expect(await (await who(request('GET', headers))).json()).toMatchObject({ via: 'session', role: 'operator' });
    await db.prisma.user.update({ where: { id: operator }, data: { disabledAt: new Date() } });
    forgetSessions();
    expect((await who(request('GET', headers))).status).toBe(401);
  });

  it('refuses a change by cookie without a same-origin Origin', async () => {
    const headers = { cookie: await cookie(admin) };
    expect((await who(request('POST', headers))).status).toBe(403);
    expect((await who(request('POST', { ...headers, origin: 'https://evil.test' }))).status).toBe(403);
    expect((await who(request('POST', { ...headers, origin: 'null' }))).status).toBe(403);
    expect((await who(request('POST', { ...headers, origin: 'http://tower.test' }))).status).toBe(200);
  });

  it('slows down guessing, and never a token that is right', async () => {
    const from = { 'x-forwarded-for': '192.0.2.7' };
    const good = await token(['release'], admin);
    for (let i = 0; i < 29; i++) await who(request('GET', { ...from, ...bearer(`guess-${i}`) }));
    const answer = await who(request('GET', { ...from, ...bearer('guess-30') }));
    expect(answer.status).toBe(429);
    expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
    expect((await who(request('GET', { ...from, ...bearer(good) }))).status).toBe(200);
  });
});

describe('HEAD', () => {
  it('is answered as GET, without making what nobody reads', async () => {
    const cancelled = vi.fn();
    const body = new ReadableStream({ cancel: cancelled });
    const events = handle({ scope: 'public' }, () => new Response(body, { headers: { etag: '"7"' } }));
    const answer = await events(request('HEAD', {}));
    expect([answer.status, answer.headers.get('etag'), answer.body]).toEqual([200, '"7"', null]);
    expect(cancelled).toHaveBeenCalledOnce();
  });
});

describe('bodies', () => {
  const echo = handle({ scope: 'public', body: z.strictObject({ n: z.number() }), maxBytes: 100 }, ({ body }) =>
    json(body),
  );

  it.each([
    ['none', undefined, 400],
    ['no JSON', '{"n":', 400],
    ['a wrong type', '{"n":"1"}', 400],
    ['an unknown field', '{"n":1,"m":2}', 400],
    ['too long', `{"n":1${' '.repeat(200)}}`, 413],
    ['right', '{"n":1}', 200],
  ])('%s', async (_name, body, status) => {
    expect((await echo(request('POST', {}, body))).status).toBe(status);
  });

  it('counts a body whose length is not declared', async () => {
    const stream = new ReadableStream({
      pull(controller) {
        controller.enqueue(new Uint8Array(64));
      },
    });
    const answer = await echo(
      new Request('http://tower.test/', { method: 'POST', body: stream, duplex: 'half' } as RequestInit),
    );
    expect(answer.status).toBe(413);
  });
});

describe('errors', () => {
  it('never shows what is ours', async () => {
    const broken = handle({ scope: 'public' }, () => {
      throw new Error('password of db-7 is hunter2');
    });
    const answer = await broken(request('GET', {}));
    expect(answer.status).toBe(500);
    expect(await answer.text()).not.toMatch(/hunter2|at .*\.ts|db-7/);
  });

  it('says that the database is away, and to try again', async () => {
    const away = handle({ scope: 'public' }, () => {
      throw Object.assign(new Error('connect'), { code: 'ECONNREFUSED' });
    });
    const answer = await away(request('GET', {}));
    expect([answer.status, answer.headers.get('retry-after')]).toEqual([503, '2']);
  });
});

describe('Idempotency-Key', () => {
  const setup = async () => {
    const ran = vi.fn();
    const create = handle(
      { scope: 'release', body: z.strictObject({ n: z.number(), m: z.number().optional() }) },
      async ({ body }) => {
        ran();
        await new Promise((resolve) => setTimeout(resolve, 100));
        if (body.n === 9) throw new AppError('conflict', 'nine is taken');
        if (body.n === 5 && ran.mock.calls.length === 1) throw new Error('once');
        return json({ n: body.n, at: ran.mock.calls.length }, { status: 201 });
      },
    );
    const headers = bearer(await token(['release'], admin));
    const post = (key: string, body: string) => create(request('POST', { ...headers, 'idempotency-key': key }, body));
    return { ran, post };
  };

  it('answers a repeat from memory, whatever the order of its fields', async () => {
    const { ran, post } = await setup();
    const first = await post('a', '{"n":1,"m":2}');
    const second = await post('a', '{"m":2, "n":1}');
    expect([first.status, second.status, ran.mock.calls.length]).toEqual([201, 201, 1]);
    expect(await second.text()).toBe(await first.text());
    expect(second.headers.get('idempotency-replayed')).toBe('true');
  });

  it('refuses another body, keeps refusals, and runs ten at once only once', async () => {
    const { ran, post } = await setup();
    await post('b', '{"n":1}');
    expect((await post('b', '{"n":2}')).status).toBe(409);
    expect([(await post('c', '{"n":9}')).status, (await post('c', '{"n":9}')).status]).toEqual([409, 409]);
    const before = ran.mock.calls.length;
    const answers = await Promise.all(Array.from({ length: 10 }, () => post('d', '{"n":4}')));
    expect(new Set(answers.map((answer) => answer.status))).toEqual(new Set([201]));
    expect(ran.mock.calls.length).toBe(before + 1);
  });

  it('lets a failed request be tried again, and takes over from a process that died', async () => {
    const { ran, post } = await setup();
    expect((await post('e', '{"n":5}')).status).toBe(500);
    expect((await post('e', '{"n":5}')).status).toBe(201);
    await db.sql.query(
      `UPDATE idempotency_key SET status = NULL, response = NULL, created_at = now() - interval '31 seconds' WHERE key = 'e'`,
    );
    expect((await post('e', '{"n":5}')).status).toBe(201);
    expect(ran).toHaveBeenCalledTimes(3);
    expect((await post('bad key', '{"n":5}')).status).toBe(400);
  });
});
