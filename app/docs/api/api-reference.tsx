import Link from 'next/link';
import { Panel } from '@/components/layout/page-header';
import { STATUS_OF } from '@/lib/errors';
import { OPERATIONS } from '@/lib/openapi/table';
import { OperationEntry } from './operation-entry';

const TAGS = [...new Set(OPERATIONS.map(({ tag }) => tag))];

const anchor = (tag: string): string => `part-${tag.toLowerCase().replaceAll(/\W+/g, '-')}`;

/** The OpenAPI document to read: what each path does, needs, takes and answers. */
export function ApiReference() {
  return (
    <main className="mx-auto flex max-w-4xl flex-col gap-8 bg-canvas p-page text-ink">
      <header className="flex flex-col gap-2">
        <Link href="/overview" className="self-start text-sm text-ink-2 underline">
          Rampart
        </Link>
        <h1 className="text-xl font-semibold">API</h1>
        <p className="text-sm text-ink-2">
          JSON, camelCase, times in ISO 8601 UTC, durations as 30s, 5m, 7d. Send a token as Authorization: Bearer. For
          machines:{' '}
          <a className="underline" href="/api/v1/openapi.json">
            /api/v1/openapi.json
          </a>
        </p>
        <nav aria-label="Parts" className="flex flex-wrap gap-x-4 gap-y-1 text-sm">
          {TAGS.map((tag) => (
            <a key={tag} href={`#${anchor(tag)}`} className="tap text-ink underline">
              {tag}
            </a>
          ))}
          <a href="#errors" className="tap text-ink underline">
            Errors
          </a>
        </nav>
      </header>
      {TAGS.map((tag) => (
        <section key={tag} aria-labelledby={anchor(tag)}>
          <h2 id={anchor(tag)} className="mb-2 scroll-mt-4 text-lg font-semibold">
            {tag}
          </h2>
          <Panel className="overflow-hidden">
            {OPERATIONS.filter((operation) => operation.tag === tag).map((operation) => (
              <OperationEntry key={`${operation.method} ${operation.path}`} operation={operation} />
            ))}
          </Panel>
        </section>
      ))}
      <section aria-labelledby="errors" className="flex flex-col gap-2">
        <h2 id="errors" className="text-lg font-semibold">
          Errors
        </h2>
        <p className="text-sm text-ink-2">
          application/problem+json with type, title, status, detail, code and errors.
        </p>
        <dl className="grid grid-cols-[auto_1fr] gap-x-4 font-mono text-sm">
          {Object.entries(STATUS_OF).map(([code, status]) => (
            <div key={code} id={code} className="contents">
              <dt>{status}</dt>
              <dd>{code}</dd>
            </div>
          ))}
        </dl>
      </section>
    </main>
  );
}
