import { type NextRequest, NextResponse } from 'next/server';
import { readSession, sessionCookieName, sessionSecret } from '@/lib/access/session-cookie';
import { sql } from '@/lib/db/sql';
import { AppError } from '@/lib/errors';
import { problem } from '@/lib/http/problem';
import { deadLink, deadLinkAnswer, LINK_HEADERS, UNKNOWN_LINK } from '@/lib/insights/link-page';
import { readLink } from '@/lib/insights/links';

/** Whether the path is UTF-8 under its percent signs; Next answers 500 to one that is not. */
function isReadable(path: string): boolean {
  try {
    decodeURIComponent(path);
    return true;
  } catch {
    return false;
  }
}

/** A shared page asks for no session. A link that shows nothing is answered here: a page cannot say 410. */
async function sharedPage(secret: string): Promise<Response> {
  const dead = await readLink(sql, secret, Date.now()).then(deadLink, () => UNKNOWN_LINK);
  return dead ? deadLinkAnswer(dead) : NextResponse.next({ headers: LINK_HEADERS });
}

/** Sends browsers without a session to sign in and remembers where they wanted to go. Pages and routes check again. */
export async function proxy(request: NextRequest): Promise<Response> {
  const path = request.nextUrl.pathname;
  const shared = /^\/shared\/([^/]*)$/.exec(path)?.[1];
  if (shared !== undefined) return sharedPage(shared);
  if (!isReadable(path)) return problem(new AppError('bad_request', `${path} is not UTF-8`));
  if (/^\/(api|v1)\//.test(path)) return NextResponse.next();
  const cookie = request.cookies.get(sessionCookieName(process.env.RAMPART_URL))?.value;
  if (await readSession(cookie, sessionSecret())) return NextResponse.next();
  // The page of the API is also for those who call it; whether the token is good, the page itself asks.
  if (request.nextUrl.pathname === '/docs/api' && request.headers.has('authorization')) return NextResponse.next();
  const to = request.nextUrl.clone();
  const { pathname, search } = to;
  to.pathname = '/sign-in';
  to.search = pathname === '/' ? '' : `?${new URLSearchParams({ next: pathname + search })}`;
  return NextResponse.redirect(to);
}

// Pages only: the API answers for itself, where its paths can be read at all, and files are public.
export const config = {
  matcher: ['/((?!api/|v1/|_next/|sign-in|invitation/|design|.*\\.[a-z0-9]+$).*)', '/(api|v1)/(.*%.*)'],
};
