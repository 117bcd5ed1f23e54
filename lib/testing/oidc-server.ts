import { createSign, generateKeyPairSync } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Provider } from 'oidc-provider';

export type Account = { email?: string; email_verified?: boolean; name?: string; groups?: string[] };
type Claims = Record<string, unknown>;
/** Changes an ID token before it is sent: its claims, or with `key` who signs it. */
export type Forgery = { claims?: (claims: Claims) => Claims; foreignKey?: boolean };

const rsa = () => generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;
const part = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');
const read = (text: string | undefined): Claims => JSON.parse(Buffer.from(text ?? '', 'base64url').toString('utf8'));

/** A real OpenID Connect server (oidc-provider) whose people and whose forgeries a test chooses. */
export async function startOidc(client: { id: string; secret: string; redirect: string }) {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const [key, foreign] = [rsa(), rsa()];
  const accounts = new Map<string, Account>();
  let forgery: Forgery | null = null;
  const provider = new Provider(issuer, {
    clients: [{ client_id: client.id, client_secret: client.secret, redirect_uris: [client.redirect] }],
    jwks: { keys: [{ ...key.export({ format: 'jwk' }), kid: 'one', alg: 'RS256', use: 'sig' }] },
    cookies: { keys: ['a key of the test'] },
    claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name'], groups: ['groups'] },
    scopes: ['openid', 'email', 'profile', 'groups'],
    findAccount: (_context, sub) => ({ accountId: sub, claims: () => ({ sub, ...accounts.get(sub) }) }),
  });
  provider.use(async (context, next) => {
    await next();
    const body = context.body as { id_token?: string } | undefined;
    if (!forgery || context.path !== '/token' || !body?.id_token) return;
    const [head, payload] = body.id_token.split('.');
    const claims = forgery.claims?.(read(payload)) ?? read(payload);
    const signed = `${head}.${part(claims)}`;
    const signature = createSign('RSA-SHA256')
      .update(signed)
      .sign(forgery.foreignKey ? foreign : key);
    context.body = { ...body, id_token: `${signed}.${signature.toString('base64url')}` };
  });
  server.on('request', provider.callback());
  return {
    issuer,
    accounts,
    forge: (how: Forgery | null) => {
      forgery = how;
    },
    close: () => new Promise((resolve) => server.close(resolve)),
  };
}

/** Signs in at the server as a browser would, from the address it was sent to; answers where that leads back to. */
export async function signInThere(start: string, sub: string, backTo: string): Promise<URL> {
  const jar = new Map<string, string>();
  const visit = async (url: string, form?: Record<string, string>): Promise<Response> => {
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ');
    const answer = await fetch(url, {
      redirect: 'manual',
      headers: { cookie },
      ...(form ? { method: 'POST', body: new URLSearchParams(form) } : {}),
    });
    for (const line of answer.headers.getSetCookie()) {
      const [name = '', value = ''] = line.split(';')[0]?.split('=') ?? [];
      if (value === '') jar.delete(name);
      else jar.set(name, value);
    }
    return answer;
  };
  let url = start;
  let form: Record<string, string> | undefined;
  for (let hops = 0; hops < 20; hops++) {
    const answer = await visit(url, form);
    form = undefined;
    const location = answer.headers.get('location');
    if (location) {
      url = new URL(location, url).href;
      if (url.startsWith(backTo)) return new URL(url);
      continue;
    }
    const page = await answer.text();
    const prompt = /name="prompt" value="(\w+)"/.exec(page)?.[1];
    if (!prompt)
      throw new Error(
        `the OIDC server answered ${answer.status}: ${page.replace(/<style>[\s\S]*<\/style>|<[^>]+>|\s+/g, ' ').slice(0, 400)}`,
      );
    form = prompt === 'login' ? { prompt, login: sub, password: 'any' } : { prompt };
  }
  throw new Error('the OIDC server leads round in a circle');
}
