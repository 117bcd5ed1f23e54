'use client';

import { FormSection } from '@/components/form/form-section';
import { errorAt } from '@/components/form/issues';
import { TextField, textsOf } from '@/components/form/text-field';
import { planRail } from '@/components/plans/plan-rail';
import { planLine } from '@/components/plans/words';
import { RailSmall } from '@/components/rail/rail-small';
import { Field } from '@/components/ui/field';
import { LinkButton } from '@/components/ui/link-button';
import { Select } from '@/components/ui/select';
import { usePlans } from '@/lib/queries/plans';
import type { ServiceFieldsProps } from './identity-fields';

const ON_NEWER = [
  { value: 'queue', label: 'It waits until this one ends' },
  { value: 'replace', label: 'This one is rolled back, then it starts' },
  { value: 'reject', label: 'It is refused' },
] as const;

/** By which plan its releases climb, and what happens around them. */
export function ReleaseFields({ draft, change, issues }: ServiceFieldsProps) {
  const plans = usePlans();
  const chosen = plans.data?.find((plan) => plan.name === draft.plan);
  const options = (plans.data ?? []).map((plan) => ({ value: plan.name, label: plan.name }));
  return (
    <FormSection title="Releases" about="The plan every release of it takes, unless the release names another.">
      <Field label="Plan" {...errorAt(issues, 'plan')}>
        <Select
          value={draft.plan === '' ? null : draft.plan}
          onValueChange={(plan) => change({ plan })}
          options={options}
          placeholder={plans.isPending ? 'Looking them up' : 'Choose a plan'}
        />
      </Field>
      {chosen ? (
        <p className="flex flex-wrap items-center gap-x-4 gap-y-1 text-sm text-ink-2">
          <RailSmall rail={planRail(chosen)} />
          {planLine(chosen)}
        </p>
      ) : null}
      {plans.data?.length === 0 ? (
        <div className="flex items-center gap-3 text-sm text-ink-2">
          There is no plan yet. <LinkButton href="/plans/new">Make one first</LinkButton>
        </div>
      ) : null}
      <div className="grid gap-4 sm:grid-cols-2">
        <Field label="A newer release while one is exposed" {...errorAt(issues, 'onNewer')}>
          <Select value={draft.onNewer} onValueChange={(onNewer) => change({ onNewer })} options={ON_NEWER} />
        </Field>
        <TextField
          label="Rollback window"
          hint="How long after its end a completed release can still be rolled back."
          {...textsOf(draft, change, issues)('rollbackWindow')}
        />
      </div>
    </FormSection>
  );
}
