import type { z } from 'zod';
import { AppError, type FieldError } from '@/lib/errors';
import { knownFields } from './known-fields';

type Issue = z.core.$ZodIssue;

const SECRET = /secret|password|token/i;

/** What came, short enough to read; never a secret, never a document. */
function shown({ path, input }: Pick<Issue, 'path' | 'input'>): string | null {
  if (path.some((part) => SECRET.test(String(part)))) return null;
  switch (typeof input) {
    case 'string':
      return input.length > 60 ? `${JSON.stringify(input.slice(0, 57))}…` : JSON.stringify(input);
    case 'number':
    case 'boolean':
      return String(input);
    case 'object':
      return input === null ? 'null' : Array.isArray(input) ? 'a list' : 'an object';
    default:
      return null;
  }
}

const KINDS: Record<string, string> = {
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object',
  record: 'an object',
  null: 'null',
};

const COUNTED: Record<string, string> = {
  string: ' characters',
  array: ' entries',
  set: ' entries',
  record: ' entries',
};

/** Messages for what schemas leave to us: what is allowed. What came is added by `sentence`. */
export function allowed(issue: z.core.$ZodRawIssue): string | undefined {
  switch (issue.code) {
    case 'invalid_type':
      return `must be ${KINDS[issue.expected] ?? issue.expected}`;
    case 'invalid_value':
      return `must be ${issue.values.length > 1 ? 'one of ' : ''}${issue.values.map((value) => JSON.stringify(value)).join(', ')}`;
    case 'too_big':
      return `must ${COUNTED[issue.origin] ? 'have' : 'be'} at most ${issue.maximum}${COUNTED[issue.origin] ?? ''}`;
    case 'too_small':
      return `must ${COUNTED[issue.origin] ? 'have' : 'be'} ${issue.inclusive === false ? 'more than' : 'at least'} ${issue.minimum}${COUNTED[issue.origin] ?? ''}`;
    case 'invalid_format':
      return issue.format === 'datetime'
        ? 'must be a time in ISO 8601 with its zone, like 2026-11-21T14:30:00Z'
        : `must be a valid ${issue.format}`;
    case 'invalid_union':
      return 'is none of the allowed forms';
    default:
      return undefined;
  }
}

function sentence(issue: Issue): string {
  if (issue.code === 'invalid_type' && issue.input === undefined)
    return issue.message.replace(/^must be/, 'is needed:');
  const came = shown(issue);
  // Of a rule over several fields, that an object came says nothing.
  const custom = issue.code === 'custom' && (typeof issue.input === 'object' || /not |: /.test(issue.message));
  return came === null || custom ? issue.message : `${issue.message}, not ${came}`;
}

const join = (path: readonly PropertyKey[]): string => path.map(String).join('.');

function fields(issue: Issue, schema: z.ZodType, value: unknown): FieldError[] {
  if (issue.code === 'unrecognized_keys') {
    const known = knownFields(schema, issue.path, value);
    const rest = known.length > 0 ? `; known are ${known.join(', ')}` : '';
    return issue.keys.map((key) => ({ path: join([...issue.path, key]), message: `is not a known field${rest}` }));
  }
  if (issue.code === 'invalid_union') return unionFields(issue);
  if (issue.code === 'invalid_key') {
    return [
      {
        path: join(issue.path),
        message: `is not an allowed name: ${issue.issues[0]?.message ?? 'see the documentation'}`,
      },
    ];
  }
  return [{ path: join(issue.path), message: sentence(issue) }];
}

/** What a discriminated union's deciding field holds, where that is what is wrong. */
function deciding(issue: z.core.$ZodIssueInvalidUnion): { options: unknown[]; came: unknown } | null {
  if (!('discriminator' in issue) || !('options' in issue) || !Array.isArray(issue.options)) return null;
  const { input } = issue;
  const came: unknown =
    typeof input === 'object' && input !== null ? Reflect.get(input, String(issue.discriminator)) : undefined;
  return { options: issue.options, came };
}

/** Whether every form of a union is a fixed value, so that a list of them says all there is. */
const onlyValues = ({ errors }: z.core.$ZodIssueInvalidUnion): boolean =>
  errors.flat().every((inner) => inner.code === 'invalid_value');

function unionFields(issue: z.core.$ZodIssueInvalidUnion): FieldError[] {
  const path = join(issue.path);
  const by = deciding(issue);
  const options =
    by?.options ??
    (onlyValues(issue) ? issue.errors.flat().flatMap((inner) => ('values' in inner ? inner.values : [])) : []);
  if (options.length === 0) return [{ path, message: sentence(issue) }];
  const list = `${options.length > 1 ? 'one of ' : ''}${options.map((one) => JSON.stringify(one)).join(', ')}`;
  const input = by ? by.came : issue.input;
  const came = shown({ path: issue.path, input });
  return [
    {
      path,
      message: input === undefined ? `is needed: ${list}` : `must be ${list}${came === null ? '' : `, not ${came}`}`,
    },
  ];
}

/** 400: the form is wrong (type, missing, unknown). Everything else is well-formed but means nothing here: 422. */
function malformed(issue: Issue): boolean {
  if (issue.code === 'invalid_type' || issue.code === 'unrecognized_keys') return true;
  if (issue.code !== 'invalid_union') return false;
  const by = deciding(issue);
  if (by) return typeof by.came !== 'string';
  return issue.errors.length > 0 && issue.errors.every((branch) => branch.some(malformed));
}

/** Parses input by its schema. Throws 400 or 422 with every field that is wrong, what came and what is allowed. */
export function parse<T extends z.ZodType>(schema: T, value: unknown, what: string): z.output<T> {
  const result = schema.safeParse(value, { reportInput: true, error: allowed });
  if (result.success) return result.data;
  const { issues } = result.error;
  const errors = issues.flatMap((issue) => fields(issue, schema, value));
  const first = errors[0];
  const more = errors.length > 1 ? ` (and ${errors.length - 1} more)` : '';
  const detail = first ? `${first.path === '' ? what : first.path} ${first.message}${more}` : `${what} is not valid`;
  throw new AppError(issues.some(malformed) ? 'bad_request' : 'unprocessable', detail, { errors });
}
