'use client';

import { type ReactNode, useState } from 'react';
import { useOrigin } from '@/components/form/use-origin';
import { Button } from '@/components/ui/button';
import { CodeBlock } from '@/components/ui/code-block';
import { CopyButton } from '@/components/ui/copy-button';
import { unbroken } from '@/lib/format/number';
import { arithmeticOf } from '@/lib/gates/arithmetic';
import { explainGate, howItDecides } from '@/lib/gates/explain';
import type { GateEvaluation } from '@/lib/gates/schema';
import { useSeries } from '@/lib/queries/releases';
import { useService } from '@/lib/queries/services';
import type { Release } from '@/lib/releases/schema';
import { windowStart } from './chart-view';
import { ExplainSamples } from './explain-samples';
import { queryLines, sampleRows } from './samples-of';

const MINUTE = 60_000;

type ExplainBodyProps = {
  gate: GateEvaluation;
  release: Release;
  /** The moment that is looked at, epoch ms; null for now. */
  at: number | null;
  close: () => void;
};

/** A decision from its words down to its samples, each part to be checked by hand. */
export function ExplainBody({ gate, release, at, close }: ExplainBodyProps) {
  // What is read stands still: an open dialog explains the moment at which it was opened.
  const [shown] = useState(() => ({ gate, release, now: at ?? Date.now() }));
  const origin = useOrigin();
  const { data: service } = useService(release.service);
  const begin = windowStart('step', shown.release, shown.now);
  const from = Math.floor(begin / MINUTE) * MINUTE;
  const { data: series } = useSeries(shown.release, shown.gate.sli, from, at);
  const stepFrom = Date.parse(shown.release.step.startedAt ?? shown.release.createdAt);
  const lines = explainGate(shown.gate).slice(1).map(unbroken);
  const sums = arithmeticOf(shown.gate).map(unbroken);
  const asked = { release, service, sli: shown.gate.sli, from: stepFrom, to: shown.now };
  const queries = queryLines(asked, origin);
  const text = [explainGate(shown.gate)[0], ...lines, '', 'Arithmetic', ...sums, '', 'Query', ...queries].join('\n');
  return (
    <>
      <ul className="mt-4 flex flex-col gap-2 text-sm text-ink">
        {lines.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
      <Part title="Arithmetic">
        <CodeBlock code={sums.join('\n')} />
      </Part>
      <Part title="Samples">
        <ExplainSamples
          sli={shown.gate.sli}
          rows={series ? sampleRows(series, stepFrom) : null}
          saidAt={shown.gate.evaluatedAt === null || at !== null ? null : Date.parse(shown.gate.evaluatedAt)}
        />
      </Part>
      <Part title="Query">
        <div className="flex flex-col gap-2">
          {queries.map((query) => (
            <CodeBlock key={query} code={query} />
          ))}
        </div>
      </Part>
      <Part title="How it decides">
        <div className="flex max-w-prose flex-col gap-2 text-sm text-ink-2">
          {howItDecides(shown.gate).map((paragraph) => (
            <p key={paragraph}>{paragraph}</p>
          ))}
        </div>
      </Part>
      <div className="mt-6 flex justify-end gap-2">
        <CopyButton size="md" text={text} label="Copy as text" />
        <Button onClick={close}>Close</Button>
      </div>
    </>
  );
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section>
      <h3 className="eyebrow mt-6 mb-2">{title}</h3>
      {children}
    </section>
  );
}
