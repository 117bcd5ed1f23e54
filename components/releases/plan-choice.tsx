'use client';

import { climbWords, planLine, rollbackWords } from '@/components/plans/words';
import { Field } from '@/components/ui/field';
import { Select } from '@/components/ui/select';
import { choosable } from '@/lib/plans/choice';
import { useMay } from '@/lib/queries/access';
import { usePlans } from '@/lib/queries/plans';
import type { ServiceView } from '@/lib/services/view';

type PlanChoiceProps = {
  service: Pick<ServiceView, 'owner' | 'plan' | 'provider'>;
  /** Empty for the service's own. */
  value: string;
  onChange: (plan: string) => void;
  error?: string;
};

/** By which stairs it climbs: those of its service, or others that the service may use, with what each means. */
export function PlanChoice({ service, value, onChange, error }: PlanChoiceProps) {
  const plans = usePlans();
  const admin = useMay('admin', service.owner);
  const offered = choosable(plans.data ?? [], service, admin);
  const chosen = offered.find(({ name }) => name === (value || service.plan));
  const options = offered.map(({ name }) => ({
    value: name,
    label: name === service.plan ? `${name}, the service’s own` : name,
  }));
  return (
    <div className="flex min-w-0 flex-col gap-1">
      <Field label="Plan" {...(error ? { error } : {})}>
        <Select
          value={chosen?.name ?? null}
          onValueChange={(name) => onChange(name === service.plan ? '' : name)}
          options={options}
          placeholder={plans.isPending ? 'Looking them up' : service.plan}
        />
      </Field>
      {chosen ? (
        <p className="text-xs text-ink-2" aria-live="polite">
          {planLine(chosen)}. {climbWords(chosen)} {rollbackWords(chosen)}
        </p>
      ) : null}
    </div>
  );
}
