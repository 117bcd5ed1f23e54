'use client';

import { FormSection } from '@/components/form/form-section';
import { errorAt } from '@/components/form/issues';
import { Button } from '@/components/ui/button';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { Select } from '@/components/ui/select';
import { Tabs } from '@/components/ui/tabs';
import { PRESETS, type QueryDraft } from './draft';
import type { ServiceFieldsProps } from './identity-fields';

const KINDS = [
  { value: 'push', label: 'It is pushed' },
  { value: 'prometheus', label: 'Ask Prometheus' },
] as const;

const PRESET_LABELS = PRESETS.map((value) => ({ value, label: value === 'none' ? 'None, own queries only' : value }));
const PARTS = ['requests', 'errors', 'latencyBuckets', 'value'] as const;
const PART_LABEL = {
  requests: 'Requests',
  errors: 'Errors',
  latencyBuckets: 'Latency buckets',
  value: 'Value',
} as const;

/** Where measurements of both cohorts come from. */
export function TelemetryFields({ draft, change, issues }: ServiceFieldsProps) {
  const set = (index: number, part: Partial<QueryDraft>) =>
    change({ queries: draft.queries.map((query, i) => (i === index ? { ...query, ...part } : query)) });
  const add = () =>
    change({
      queries: [
        ...draft.queries,
        { key: crypto.randomUUID(), sli: '', requests: '', errors: '', latencyBuckets: '', value: '' },
      ],
    });
  return (
    <FormSection title="Telemetry" about="What gates judge by. Without it every gate says no data and releases hold.">
      <Tabs
        label="Where telemetry comes from"
        variant="chips"
        value={draft.telemetry}
        onValueChange={(telemetry) => change({ telemetry })}
        tabs={KINDS}
      />
      {draft.telemetry === 'push' ? (
        <p className="max-w-prose text-sm text-ink-2">
          Send OTLP metrics to <code className="text-ink">/v1/metrics</code> with <code>service.name</code> and{' '}
          <code>service.version</code>, or samples to <code className="text-ink">/api/v1/telemetry</code>. The service’s
          page shows a command to try it.
        </p>
      ) : (
        <>
          <div className="grid gap-4 sm:grid-cols-2">
            <Field label="Prometheus URL" {...errorAt(issues, 'telemetry.url')}>
              <Input
                value={draft.prometheusUrl}
                onChange={(e) => change({ prometheusUrl: e.target.value })}
                placeholder="http://prometheus:9090"
                inputMode="url"
                autoComplete="off"
              />
            </Field>
            <Field label="Metrics it has" hint="A preset knows the queries." {...errorAt(issues, 'telemetry.preset')}>
              <Select value={draft.preset} onValueChange={(preset) => change({ preset })} options={PRESET_LABELS} />
            </Field>
          </div>
          {draft.queries.map((query, index) => (
            <fieldset key={query.key} className="flex flex-col gap-3 rounded-control border border-border p-3">
              <legend className="sr-only">Query {index + 1}</legend>
              <div className="flex items-end gap-2">
                <Field label="SLI" className="flex-1" {...errorAt(issues, `telemetry.queries.${query.sli}`)}>
                  <Input
                    value={query.sli}
                    onChange={(e) => set(index, { sli: e.target.value })}
                    placeholder="error_rate, or a name of your own"
                    className="font-mono"
                  />
                </Field>
                <Button
                  variant="ghost"
                  onClick={() => change({ queries: draft.queries.filter((other) => other !== query) })}
                >
                  Remove
                </Button>
              </div>
              {PARTS.map((part) => (
                <Field
                  key={part}
                  label={PART_LABEL[part]}
                  optional
                  {...errorAt(issues, `telemetry.queries.${query.sli}.${part}`)}
                >
                  <Input
                    value={query[part]}
                    onChange={(e) => set(index, { [part]: e.target.value })}
                    className="font-mono"
                    spellCheck={false}
                  />
                </Field>
              ))}
            </fieldset>
          ))}
          <div className="flex flex-wrap items-center gap-3">
            <Button onClick={add}>Add a query</Button>
            <p className="text-xs text-ink-3">
              PromQL with {'{{service}}'}, {'{{version}}'}, {'{{cohort}}'} and {'{{window}}'}.
            </p>
          </div>
        </>
      )}
    </FormSection>
  );
}
