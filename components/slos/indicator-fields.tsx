'use client';

import { FormSection } from '@/components/form/form-section';
import { errorAt, under } from '@/components/form/issues';
import { TextField, textsOf } from '@/components/form/text-field';
import { Checkbox } from '@/components/ui/checkbox';
import { Field } from '@/components/ui/field';
import { Select } from '@/components/ui/select';
import { Tabs } from '@/components/ui/tabs';
import type { SloFieldsProps } from './name-fields';

const KINDS = [
  { value: 'ratio', label: 'Good events' },
  { value: 'latency', label: 'Latency' },
  { value: 'promql', label: 'PromQL' },
] as const;

const FORMS = [
  { value: 'bad', label: 'Bad events of all' },
  { value: 'good', label: 'Good events of all' },
  { value: 'value', label: 'A value that is compared each minute' },
] as const;

const OPS = [
  { value: 'lt', label: 'below' },
  { value: 'lte', label: 'at most' },
  { value: 'gt', label: 'above' },
  { value: 'gte', label: 'at least' },
] as const;

/** What counts as good. */
export function IndicatorFields({ draft, change, issues }: SloFieldsProps) {
  const text = textsOf(draft, change, under(issues, 'sli'));
  return (
    <FormSection title="Indicator" about="What is counted as good. Another one begins to count anew.">
      <Tabs
        label="What is counted"
        variant="chips"
        value={draft.kind}
        onValueChange={(kind) => change({ kind })}
        tabs={KINDS}
      />
      {draft.kind === 'ratio' ? (
        <TextField
          label="Value"
          optional
          code
          hint="A key of telemetry values, such as orders: its count are the events, its sum the good ones. Left empty: requests without an error."
          {...text('value')}
        />
      ) : null}
      {draft.kind === 'latency' ? (
        <TextField
          label="Good up to, in ms"
          inputMode="decimal"
          placeholder="250"
          hint="Best one of the bounds of the histogram that is sent: inside a bucket nobody can say, so the bound below counts."
          {...text('thresholdMs')}
        />
      ) : null}
      {draft.kind === 'promql' ? <PromqlFields draft={draft} change={change} issues={issues} /> : null}
    </FormSection>
  );
}

function PromqlFields({ draft, change, issues }: SloFieldsProps) {
  const own = under(issues, 'sli');
  const text = textsOf(draft, change, own);
  const compared = draft.form === 'value';
  return (
    <>
      <TextField
        label="Prometheus"
        optional
        code
        placeholder="http://prometheus:9090"
        hint="That of the service when left empty."
        {...text('url')}
      />
      <Field label="What the query says">
        <Select
          value={draft.form}
          onValueChange={(form) => change({ form, ...(form === 'value' ? { budget: 'time_slices' } : {}) })}
          options={FORMS}
        />
      </Field>
      <TextField
        label={compared ? 'Value' : draft.form === 'good' ? 'Good events' : 'Bad events'}
        code
        hint="PromQL with {{service}} and {{window}}, which is a minute."
        {...text('part', draft.form)}
      />
      {compared ? (
        <div className="grid gap-4 sm:grid-cols-2">
          <Field label="Good is" {...errorAt(own, 'op')}>
            <Select value={draft.op} onValueChange={(op) => change({ op })} options={OPS} />
          </Field>
          <TextField label="This" inputMode="decimal" {...text('threshold')} />
        </div>
      ) : (
        <>
          <TextField label="All events" code {...text('total')} />
          <Checkbox checked={draft.counter} onCheckedChange={(counter) => change({ counter })}>
            These are counters: take how much they rose
          </Checkbox>
        </>
      )}
    </>
  );
}
