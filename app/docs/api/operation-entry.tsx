import { z } from 'zod';
import { SCOPE_MEANS } from '@/lib/access/scopes';
import type { Operation } from '@/lib/http/operation';

type Shape = {
  type?: string;
  enum?: unknown[];
  const?: unknown;
  description?: string;
  properties?: Record<string, Shape>;
  required?: string[];
  items?: Shape;
  anyOf?: Shape[];
  oneOf?: Shape[];
  default?: unknown;
};

/** A schema in one line, as in contract.md: `{ service, version, plan? }`. */
function inShort(shape: Shape, depth = 0): string {
  if (shape.const !== undefined) return JSON.stringify(shape.const);
  if (shape.enum) return shape.enum.map((value) => JSON.stringify(value)).join(' | ');
  const forms = shape.anyOf ?? shape.oneOf;
  if (forms) return forms.map((form) => inShort(form, depth)).join(' | ');
  if (shape.type === 'array') return `[${inShort(shape.items ?? {}, depth)}]`;
  if (shape.type !== 'object' || !shape.properties) return shape.type ?? 'any';
  if (depth > 2) return '{ … }';
  const fields = Object.entries(shape.properties).map(
    ([name, field]) => `${name}${shape.required?.includes(name) ? '' : '?'}: ${inShort(field, depth + 1)}`,
  );
  return `{ ${fields.join(', ')} }`;
}

const words = (schema: z.ZodType, io: 'input' | 'output'): string =>
  inShort(z.toJSONSchema(schema, { io, unrepresentable: 'any' }) as Shape);

function needs(scope: Operation['scope']): string {
  if (scope === 'public') return 'anyone';
  if (scope === 'session') return 'a signed-in browser';
  if (scope === 'person') return 'any token or session';
  if (scope === 'signature') return 'a signed body';
  return `${scope} (${SCOPE_MEANS[scope]})`;
}

/** One operation: method and path, what it does, what it needs, takes and answers. */
export function OperationEntry({ operation }: { operation: Operation }) {
  const { method, path, summary, description, scope, query, body, answers } = operation;
  const rows: [string, string][] = [
    ['Needs', needs(scope)],
    ...(query ? [['Query', words(query, 'input')] as [string, string]] : []),
    ...(body ? [['Body', words(body, 'input')] as [string, string]] : []),
    ...Object.entries(answers).map(([status, answer]): [string, string] => [
      status,
      answer.schema ? `${answer.description}: ${words(answer.schema, 'output')}` : answer.description,
    ]),
  ];
  return (
    <article className="flex flex-col gap-2 rounded-panel border border-border bg-surface p-4">
      <h3 className="font-mono text-sm font-medium break-all">
        {method} {path}
      </h3>
      <p className="text-sm">{summary}.</p>
      {description ? <p className="text-sm text-ink-2">{description}</p> : null}
      <dl className="grid grid-cols-[4rem_1fr] gap-x-4 gap-y-1 text-sm">
        {rows.map(([name, text]) => (
          <div key={name} className="contents">
            <dt className="text-ink-2">{name}</dt>
            <dd className={name === 'Needs' ? '' : 'min-w-0 font-mono text-xs break-words'}>{text}</dd>
          </div>
        ))}
      </dl>
    </article>
  );
}
