/** The API as the browser calls it: JSON in and out, problem documents as errors with the server's own words. */

import type { FieldError } from '@/lib/errors';

export type Page<T> = { items: T[]; nextCursor: string | null };

type Problem = {
  detail?: string;
  title?: string;
  code?: string;
  errors?: readonly FieldError[];
  allowed?: readonly string[];
};

/** A refusal of the server; `message` is its `detail`, made to be shown. */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  readonly status: number;
  readonly code: string | undefined;
  readonly errors: readonly FieldError[];

  constructor(status: number, problem: Problem) {
    super(problem.detail ?? problem.title ?? `Rampart answered ${status}.`);
    this.status = status;
    this.code = problem.code;
    this.errors = problem.errors ?? [];
  }
}

/** An answer, and the tag by which a change of somebody else's in between is refused (`If-Match`). */
export type Tagged<T> = { value: T; tag: string };

async function answerOf<T>(response: Response): Promise<Tagged<T>> {
  const tag = response.headers.get('etag') ?? '';
  if (response.status === 204) return { value: undefined as T, tag };
  const body: unknown = await response.json().catch(() => ({}));
  if (!response.ok) throw new ApiError(response.status, body as Problem);
  return { value: body as T, tag };
}

async function call<T>(path: string, init: RequestInit): Promise<Tagged<T>> {
  const response = await fetch(path, { ...init, credentials: 'same-origin' }).catch(() => {
    throw new ApiError(0, { detail: 'Rampart does not answer. Nothing was changed; try again in a moment.' });
  });
  return answerOf<T>(response);
}

/** Reads what is to be changed. */
export const getTagged = <T>(path: string, signal?: AbortSignal): Promise<Tagged<T>> =>
  call<T>(path, signal ? { signal } : {}).catch((error: unknown) => {
    if (error instanceof ApiError && error.status === 401)
      location.assign(`/sign-in?${new URLSearchParams({ next: location.pathname + location.search })}`);
    throw error;
  });

/** Reads. Whose session is over is sent to sign in and back; a change is refused in words, so that nothing typed is lost. */
export const getJson = async <T>(path: string, signal?: AbortSignal): Promise<T> =>
  (await getTagged<T>(path, signal)).value;

/** Sends a change. `headers` for `If-Match`, or an `Idempotency-Key` where a repeat would make a second thing. */
export async function sendJson<T>(
  method: 'POST' | 'PUT' | 'DELETE',
  path: string,
  body?: unknown,
  headers: Record<string, string> = {},
  signal?: AbortSignal,
): Promise<T> {
  const { value } = await call<T>(path, {
    method,
    ...(signal ? { signal } : {}),
    headers: { 'content-type': 'application/json', ...headers },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return value;
}

export const postJson = <T>(path: string, body: unknown = {}): Promise<T> => sendJson<T>('POST', path, body);

/** Sends a file as it is. */
export const postText = async <T>(path: string, body: string, type: string): Promise<T> =>
  (await call<T>(path, { method: 'POST', headers: { 'content-type': type }, body })).value;

/** Every page of a list, for those that must be complete. */
export async function getAll<T>(path: string, signal?: AbortSignal): Promise<T[]> {
  const items: T[] = [];
  let cursor: string | null = null;
  do {
    const next: Page<T> = await getJson<Page<T>>(
      cursor ? `${path}&cursor=${encodeURIComponent(cursor)}` : path,
      signal,
    );
    items.push(...next.items);
    cursor = next.nextCursor;
  } while (cursor);
  return items;
}

/** What the server said about one field, if anything. */
export const fieldError = (error: Error | null, path: string): string | undefined =>
  error instanceof ApiError ? error.errors.find((entry) => entry.path === path)?.message : undefined;
