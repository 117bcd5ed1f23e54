/** From what a schema or the server says is wrong to one sentence per field. Pure. */

import type { z } from 'zod';
import type { FieldError } from '@/lib/errors';

/** Path (`steps.2.exposure`) → what is wrong there, first message first. */
export type Issues = Readonly<Record<string, string>>;

type Issue = z.core.$ZodIssue;

/** Sentences instead of a parser's own words. */
function wordsOf(issue: Issue): string {
  switch (issue.code) {
    case 'invalid_type':
      return issue.expected === 'number' || issue.expected === 'int' ? 'must be a number' : 'is needed';
    case 'too_small':
      if (issue.origin === 'string' && issue.message.startsWith('Too small'))
        return Number(issue.minimum) > 1 ? `must have at least ${issue.minimum} characters` : 'is needed';
      if (issue.origin === 'array') return 'needs at least one';
      return issue.message.startsWith('Too small')
        ? `must be ${issue.inclusive ? 'at least' : 'above'} ${issue.minimum}`
        : issue.message;
    case 'too_big':
      if (issue.origin === 'string') return `may have at most ${issue.maximum} characters`;
      return issue.message.startsWith('Too big')
        ? `must be ${issue.inclusive ? 'at most' : 'below'} ${issue.maximum}`
        : issue.message;
    case 'invalid_key':
      return issue.issues[0]?.message ?? 'is no name';
    case 'invalid_union':
    case 'invalid_value':
      return 'must be one of the choices';
    default:
      return issue.message;
  }
}

/** What a schema refused, by path. */
export function issuesOf(error: z.ZodError | undefined): Issues {
  return byPath((error?.issues ?? []).map((issue) => ({ path: issue.path.join('.'), message: wordsOf(issue) })));
}

/** What the server refused, by path. */
export function byPath(errors: readonly FieldError[]): Issues {
  const found: Record<string, string> = {};
  for (const { path, message } of errors) found[path] ??= message;
  return found;
}

/** Issues of a part, with the part's own path taken off: `provider.url` under `provider` becomes `url`. */
export function under(issues: Issues, prefix: string): Issues {
  const cut = `${prefix}.`;
  return Object.fromEntries(
    Object.entries(issues).flatMap(([path, message]) =>
      path.startsWith(cut) ? [[path.slice(cut.length), message]] : [],
    ),
  );
}

/** As `errorAt`, for a field that holds a whole map or list: the first that is wrong in it. */
export const firstUnder = (issues: Issues, prefix: string): { error?: string } =>
  errorAt(issues, Object.keys(issues).find((path) => path === prefix || path.startsWith(`${prefix}.`)) ?? prefix);

/** For a `Field`: `{ error }` only where there is one, since the prop may not be undefined. */
export const errorAt = (issues: Issues, path: string): { error?: string } => {
  const message = issues[path];
  return message === undefined ? {} : { error: message };
};
