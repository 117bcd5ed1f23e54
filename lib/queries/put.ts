import { ApiError, getJson, sendJson } from './http';

/**
 * PUT of something with a version. `version` is what the edit is based on: another one now is refused (412). Null means
 * "new": refused when the name (or what `key` says it goes by) is taken, since PUT would replace what is there.
 */
export async function putVersioned<T>(
  path: string,
  input: unknown,
  version: number | null,
  { key = 'name', query = '' }: { key?: 'name' | 'email' | 'scope'; query?: string } = {},
): Promise<T> {
  if (version !== null) return sendJson<T>('PUT', path + query, input, { 'if-match': `"${version}"` });
  const known = await getJson<T>(path).catch((error: unknown) => {
    if (error instanceof ApiError && error.status === 404) return null;
    throw error;
  });
  if (known === null) return sendJson<T>('PUT', path + query, input);
  throw new ApiError(409, {
    detail: `This ${key} is taken. Nothing was changed.`,
    errors: [{ path: key, message: 'is taken; choose another, or edit that one' }],
  });
}
