import { product } from '../fixtures/env';
import { PEOPLE, type Who } from '../fixtures/people';
import { expect, test } from '../fixtures/test';

/** next-auth's own endpoints, which no OpenAPI document describes: what each answers whom. */
const auth = (path: string) => `${product.url}/api/auth/${path}`;

test('/api/auth/*: nobody learns anything, and nothing is done without the browser’s own token', async ({
  request,
}) => {
  const nobody = await request.get(auth('session'));
  expect([nobody.status(), await nobody.text()]).toEqual([200, expect.stringMatching(/^(\{\}|null)?$/)]);

  const providers = await (await request.get(auth('providers'))).json();
  expect(Object.keys(providers)).toContain('credentials');
  expect(JSON.stringify(providers)).not.toMatch(/secret|clientId/i);

  const { email, password } = PEOPLE.admin;
  const without = await request.post(auth('callback/credentials'), { form: { email, password }, maxRedirects: 0 });
  expect(without.headers()['set-cookie'] ?? '').not.toContain('session-token');
  const forged = { email, password, csrfToken: 'f'.repeat(64) };
  const wrong = await request.post(auth('callback/credentials'), { form: forged, maxRedirects: 0 });
  expect(wrong.headers()['set-cookie'] ?? '').not.toContain('session-token');

  for (const path of ['callback/email', 'callback/nothing', 'nothing', 'signin/nothing', 'verify-request']) {
    const answer = await request.get(auth(path), { maxRedirects: 0 });
    expect(answer.status(), path).toBeLessThan(500);
    expect(answer.headers()['set-cookie'] ?? '').not.toContain('session-token');
    expect(await answer.text()).not.toMatch(/\bat \S+ \(|node_modules/);
  }
  for (const method of ['PUT', 'PATCH', 'DELETE'])
    expect((await request.fetch(auth('session'), { method })).status(), method).toBe(405);
  const away = await request.get(auth('signin?callbackUrl=https://evil.example/'), { maxRedirects: 0 });
  expect(away.headers().location ?? '').not.toContain('//evil.example');
});

test('/api/auth/session: everybody reads their own and changes nothing by it', async ({ as }) => {
  for (const who of ['admin', 'operator', 'approver'] as const satisfies readonly Who[]) {
    const { request } = (await as(who)).context();
    const before = await (await request.get(auth('session'))).json();
    expect(JSON.stringify(before)).not.toMatch(/"(role|scopes|password|sid)"/i);
    const { csrfToken } = await (await request.get(auth('csrf'))).json();
    const claims = { csrfToken, data: { sub: 'somebody else', role: 'admin', sid: 'another' } };
    await request.post(auth('session'), { data: claims });
    const me = await (await request.get(`${product.url}/api/v1/me`)).json();
    expect(me).toMatchObject({ email: PEOPLE[who].email, role: PEOPLE[who].role });
    await request.post(auth('signout'), { form: { csrfToken: 'f'.repeat(64) }, maxRedirects: 0 });
    expect((await request.get(`${product.url}/api/v1/me`)).status(), `${who} is still signed in`).toBe(200);
  }
});

test('no page shows itself to nobody', async ({ request }) => {
  for (const path of ['/overview', '/approvals', '/overrides', '/settings/people', '/settings/tokens', '/audit']) {
    const answer = await request.get(product.url + path, { maxRedirects: 0 });
    expect([path, answer.status()]).toEqual([path, 307]);
    expect(answer.headers().location).toContain('/sign-in');
  }
});
