'use client';

import { FormSection } from '@/components/form/form-section';
import { errorAt, under } from '@/components/form/issues';
import { TextField, textsOf } from '@/components/form/text-field';
import { Button } from '@/components/ui/button';
import { Field } from '@/components/ui/field';
import { Select } from '@/components/ui/select';
import { Tabs } from '@/components/ui/tabs';
import { PRESETS, type Preset, type QueryDraft } from './draft';
import type { ServiceFieldsProps } from './identity-fields';

const KINDS = [
  { value: 'push', label: 'It is pushed' },
  { value: 'prometheus', label: 'Ask Prometheus' },
] as const;

const PRESET_LABELS = PRESETS.map((value) => ({ value, label: value === 'none' ? 'None, own queries only' : value }));
/** By what a preset tells the two versions apart: a label that is not there is no error of Prometheus, just no samples. */
const PRESET_HINT: Record<Preset, string> = {
  none: 'Write each query below.',
  'otel-http': 'By the labels service_name and service_version.',
  istio: 'By destination_canonical_service and destination_canonical_revision.',
  haproxy: 'The backend is named like the service, its servers canary… and baseline….',
  'nginx-ingress': 'The ingress is named like the service; its label canary names the canary’s.',
};
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
            <TextField
              label="Prometheus URL"
              {...textsOf(draft, change, issues)('prometheusUrl', 'telemetry.url')}
              placeholder="http://prometheus:9090"
              inputMode="url"
            />
            <Field label="Metrics it has" hint={PRESET_HINT[draft.preset]} {...errorAt(issues, 'telemetry.preset')}>
              <Select value={draft.preset} onValueChange={(preset) => change({ preset })} options={PRESET_LABELS} />
            </Field>
          </div>
          {draft.queries.map((query, index) => {
            const at = `telemetry.queries.${query.sli}`;
            const text = textsOf(query, (part) => set(index, part), under(issues, at));
            return (
              <fieldset key={query.key} className="flex flex-col gap-3 rounded-control border border-border p-3">
                <legend className="sr-only">Query {index + 1}</legend>
                <div className="flex items-end gap-2">
                  <TextField
                    label="SLI"
                    className="flex-1"
                    {...text('sli')}
                    {...errorAt(issues, at)}
                    placeholder="error_rate, or a name of your own"
                    code
                  />
                  <Button
                    variant="ghost"
                    onClick={() => change({ queries: draft.queries.filter((other) => other !== query) })}
                  >
                    Remove
                  </Button>
                </div>
                {PARTS.map((part) => (
                  <TextField key={part} label={PART_LABEL[part]} optional {...text(part)} code />
                ))}
              </fieldset>
            );
          })}
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
