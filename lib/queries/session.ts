/** Signing in and out from the browser, over next-auth's own endpoints. */

import { OUTBOX_KEY, SEEN_KEY } from '@/lib/outbox/keys';

async function csrfToken(): Promise<string> {
  const answer = await fetch('/api/auth/csrf');
  const { csrfToken: token }: { csrfToken: string } = await answer.json();
  return token;
}

async function post(path: string, fields: Record<string, string>): Promise<Response> {
  const body = new URLSearchParams({ ...fields, csrfToken: await csrfToken(), json: 'true' });
  return fetch(path, { method: 'POST', body });
}

/** Signs in; answers null when it worked, else what to tell. */
export async function signInWithPassword(email: string, password: string): Promise<string | null> {
  try {
    const answer = await post('/api/auth/callback/credentials', { email, password, callbackUrl: '/overview' });
    if (answer.ok) return null;
    if (answer.status === 401) return 'E-mail address and password do not fit.';
    const { detail }: { detail?: string } = await answer.json();
    return detail ?? 'Rampart could not check this now. Try again in a moment.';
  } catch {
    return 'Rampart does not answer. Try again in a moment.';
  }
}

/** Goes to another place to sign in there: `github` or `oidc`. */
export async function signInBy(provider: 'github' | 'oidc', to: string): Promise<void> {
  const answer = await post(`/api/auth/signin/${provider}`, { callbackUrl: to });
  const { url }: { url?: string } = await answer.json();
  if (url) location.assign(url);
}

/** What pages keep on the device: nothing of one person is left for the next. */
const KEPT = [OUTBOX_KEY, SEEN_KEY];

export async function signOut(): Promise<void> {
  await post('/api/auth/signout', { callbackUrl: '/sign-in' });
  try {
    for (const key of KEPT) localStorage.removeItem(key);
  } catch {
    // Where the browser keeps nothing there is nothing to take away.
  }
  location.assign('/sign-in');
}
