'use client';

import { useRouter } from 'next/navigation';
import { type FormEvent, useState } from 'react';
import { FormSection } from '@/components/form/form-section';
import { PageHeader } from '@/components/layout/page-header';
import { Button } from '@/components/ui/button';
import { Field } from '@/components/ui/field';
import { FileInput } from '@/components/ui/file-input';
import { LinkButton } from '@/components/ui/link-button';
import { Textarea } from '@/components/ui/textarea';
import { toast } from '@/components/ui/toast';
import { formatPlural } from '@/lib/format/number';
import { ApiError } from '@/lib/queries/http';
import { useImportSlos } from '@/lib/queries/slos';
import type { Imported } from '@/lib/slos/openslo/schema';

/** Reads OpenSLO v1: first says what it would put, then puts all of it or nothing. */
export function ImportSlos() {
  const router = useRouter();
  const run = useImportSlos();
  const [text, setText] = useState('');
  const [found, setFound] = useState<Imported | null>(null);
  function read(next: string) {
    setText(next);
    setFound(null);
    run.reset();
  }
  const check = (event: FormEvent) => {
    event.preventDefault();
    run.mutate({ text, dryRun: true }, { onSuccess: setFound });
  };
  const put = () =>
    run.mutate(
      { text, dryRun: false },
      {
        onSuccess: ({ imported }) => {
          toast(`${formatPlural(imported.length, 'SLO')} imported`, { description: 'Counted within seconds.' });
          router.push('/slos');
        },
      },
    );
  return (
    <form onSubmit={check}>
      <PageHeader
        title="Import OpenSLO"
        actions={
          <>
            <LinkButton href="/slos">Discard</LinkButton>
            <Button
              type="submit"
              variant={found ? 'outline' : 'primary'}
              disabled={text.trim() === ''}
              busy={run.isPending}
            >
              {run.isPending ? 'Reading…' : 'Check it'}
            </Button>
            {found && found.imported.length > 0 ? (
              <Button variant="primary" busy={run.isPending} onClick={put}>
                Import {formatPlural(found.imported.length, 'SLO')}
              </Button>
            ) : null}
          </>
        }
      >
        <p className="max-w-prose text-sm text-ink-2">
          All SLOs of a file are put, or none. What Rampart cannot count is refused with its line.
        </p>
      </PageHeader>
      <FormSection title="File" about="OpenSLO v1, YAML or JSON: one document or many. Services must be there already.">
        <Field label="Read a file" optional>
          <FileInput accept=".yaml,.yml,.json,application/yaml,application/json" onText={read} />
        </Field>
        <Field label="Its text" {...(run.error ? { error: wordsOf(run.error) } : {})}>
          <Textarea
            value={text}
            onChange={(event) => read(event.target.value)}
            rows={12}
            spellCheck={false}
            placeholder={EXAMPLE}
            className="max-h-[60vh] font-mono"
          />
        </Field>
      </FormSection>
      {run.error instanceof ApiError && run.error.errors.length > 1 ? <Refused error={run.error} /> : null}
      {found ? <Found found={found} /> : null}
    </form>
  );
}

const EXAMPLE = `apiVersion: openslo/v1
kind: SLO
metadata: { name: availability }
spec:
  service: checkout
  …`;

const wordsOf = (error: Error): string =>
  error instanceof ApiError && error.errors.length > 1
    ? `${formatPlural(error.errors.length, 'thing')} in it cannot be taken. Nothing was imported.`
    : error.message;

function Refused({ error }: { error: ApiError }) {
  return (
    <FormSection title="Refused" about="Each with its line.">
      <ul className="flex flex-col gap-2 text-sm">
        {error.errors.map(({ path, message }) => (
          <li key={`${path} ${message}`}>
            <span className="font-mono font-medium text-ink">{path}</span>{' '}
            <span className="text-failing-text">{message}</span>
          </li>
        ))}
      </ul>
    </FormSection>
  );
}

function Found({ found }: { found: Imported }) {
  return (
    <FormSection title="Found" about="Nothing is put yet.">
      <ul className="flex flex-col gap-2 text-sm" aria-label="Found">
        {found.imported.map(({ service, slo, line, created }) => (
          <li key={`${service}/${slo}`} className="text-ink">
            <span className="font-medium">{slo}</span> of {service}
            <span className="text-ink-2">
              , line {line}: {created ? 'new' : 'replaces what is there'}
            </span>
          </li>
        ))}
        {found.ignored.map(({ kind, name, line, reason }) => (
          <li key={`${kind} ${line}`} className="text-ink-2">
            {kind} {name}, line {line}, is left out: {reason}
          </li>
        ))}
        {found.imported.length === 0 ? <li className="text-ink-2">No SLO is in it.</li> : null}
      </ul>
    </FormSection>
  );
}
