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

const DEEPEST = 4;

/** A schema as one would write an example of it: a field a line, what it means behind it. */
function written(shape: Shape, depth = 0): string {
  if (shape.const !== undefined) return JSON.stringify(shape.const);
  if (shape.enum) return shape.enum.map((value) => JSON.stringify(value)).join(' | ');
  const forms = shape.anyOf ?? shape.oneOf;
  if (forms) return forms.map((form) => written(form, depth)).join(' | ');
  if (shape.type === 'array') return `[${written(shape.items ?? {}, depth)}]`;
  if (shape.type !== 'object' || !shape.properties) return shape.type ?? 'any';
  if (depth > DEEPEST) return '{ … }';
  const margin = '  '.repeat(depth + 1);
  const fields = Object.entries(shape.properties).map(([name, field]) => {
    const mark = shape.required?.includes(name) ? '' : '?';
    const means = field.description ? `  // ${field.description}` : '';
    return `${margin}${name}${mark}: ${written(field, depth + 1)}${means}`;
  });
  return `{\n${fields.join('\n')}\n${'  '.repeat(depth)}}`;
}

const words = (schema: z.ZodType, io: 'input' | 'output'): string =>
  written(z.toJSONSchema(schema, { io, unrepresentable: 'any' }) as Shape);

function needs(scope: Operation['scope']): string {
  if (scope === 'public') return 'anyone';
  if (scope === 'session') return 'a signed-in browser';
  if (scope === 'person') return 'any token or session';
  if (scope === 'signature') return 'a signed body';
  return `${scope} (${SCOPE_MEANS[scope]})`;
}

type Part = { name: string; text: string; shape?: string };

function partsOf({ scope, query, body, answers }: Operation): Part[] {
  return [
    { name: 'Needs', text: needs(scope) },
    ...(query ? [{ name: 'Query', text: '', shape: words(query, 'input') }] : []),
    ...(body ? [{ name: 'Body', text: '', shape: words(body, 'input') }] : []),
    ...Object.entries(answers).map(([status, { description, schema }]) => ({
      name: status,
      text: description,
      ...(schema ? { shape: words(schema, 'output') } : {}),
    })),
  ];
}

/** One operation: method, path and what it does; opened, what it needs, takes and answers. */
export function OperationEntry({ operation }: { operation: Operation }) {
  const { method, path, summary, description } = operation;
  return (
    <details className="group border-b border-border bg-surface last:border-b-0">
      <summary className="flex cursor-default flex-wrap items-baseline gap-x-4 gap-y-1 px-4 py-2 hover:bg-hover">
        <h3 className="flex min-w-0 gap-2 font-mono text-sm break-all">
          <span className="w-14 shrink-0 text-ink-2">{method}</span>
          <span className="font-medium text-ink">{path}</span>
        </h3>
        <span className="text-sm text-ink-2">{summary}</span>
      </summary>
      <div className="flex flex-col gap-3 px-4 pt-1 pb-4">
        {description ? <p className="max-w-prose text-sm text-ink-2">{description}</p> : null}
        <dl className="grid grid-cols-[3.5rem_minmax(0,1fr)] gap-x-2 gap-y-2 text-sm">
          {partsOf(operation).map(({ name, text, shape }) => (
            <div key={name} className="contents">
              <dt className="text-ink-2">{name}</dt>
              <dd className="min-w-0">
                {text}
                {shape === undefined ? null : <Shown shape={shape} label={`${method} ${path}, ${name}`} />}
              </dd>
            </div>
          ))}
        </dl>
      </div>
    </details>
  );
}

function Shown({ shape, label }: { shape: string; label: string }) {
  return (
    <section
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reachable by keyboard
      tabIndex={0}
      aria-label={label}
      className="mt-1 max-h-96 overflow-auto rounded-control border border-border bg-sunken p-2"
    >
      <pre className="text-xs text-ink">{shape}</pre>
    </section>
  );
}
