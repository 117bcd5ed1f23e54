'use client';

import { FormSection } from '@/components/form/form-section';
import { TextField, textsOf } from '@/components/form/text-field';
import { Field } from '@/components/ui/field';
import { Select } from '@/components/ui/select';
import { LINK_PRESETS } from '@/lib/services/link-presets';
import { LINK_FIELDS } from '@/lib/services/links';
import type { ServiceFieldsProps } from './identity-fields';

const PICK = 'none';
const OPTIONS = [
  { value: PICK, label: 'Pick one to begin with' },
  ...Object.entries(LINK_PRESETS).map(([value, { label }]) => ({ value, label })),
];

/** Where logs and traces of one cohort are looked at. */
export function LinkFields({ draft, change, issues }: ServiceFieldsProps) {
  const text = textsOf(draft, change, issues);
  const fill = (name: string) => {
    const preset = LINK_PRESETS[name];
    if (preset) change({ logs: preset.logs, traces: preset.traces });
  };
  return (
    <FormSection
      title="Logs and traces"
      about="Addresses that open the logs and traces of one version in one window of time: on a release, and at night on call."
    >
      <Field label="Preset" hint="Fills in both. Change the host, and Grafana's data source, to yours.">
        <Select value={PICK} onValueChange={fill} options={OPTIONS} />
      </Field>
      <TextField label="Logs" optional {...text('logs', 'links.logs')} placeholder="https://" inputMode="url" code />
      <TextField
        label="Traces"
        optional
        {...text('traces', 'links.traces')}
        placeholder="https://"
        inputMode="url"
        code
      />
      <p className="text-xs text-ink-3">
        Filled in and URL-encoded: {LINK_FIELDS.map((name) => `{{${name}}}`).join(', ')}. Times are epoch milliseconds
        unless they say otherwise.
      </p>
    </FormSection>
  );
}
