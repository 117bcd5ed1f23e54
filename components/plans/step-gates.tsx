'use client';

import { useId } from 'react';
import { GroupError } from '@/components/form/form-section';
import { Checkbox } from '@/components/ui/checkbox';
import type { GateDraft, StepDraft } from './draft';

type StepGatesProps = {
  step: StepDraft;
  gates: readonly GateDraft[];
  onChange: (gates: readonly string[] | null) => void;
  error?: string;
};

/** Which gates watch a step: all of the plan, some, or none (a soak). */
export function StepGates({ step, gates, onChange, error }: StepGatesProps) {
  const wrong = useId();
  const names = gates.map((gate) => gate.name).filter((name) => name !== '');
  const chosen = step.gates ?? names;
  const words = step.gates === null ? 'all' : chosen.length === 0 ? 'none, it only waits' : chosen.join(', ');
  function toggle(name: string, on: boolean) {
    const next = on
      ? names.filter((gate) => gate === name || chosen.includes(gate))
      : chosen.filter((gate) => gate !== name);
    onChange(next.length === names.length ? null : next);
  }
  return (
    <fieldset aria-describedby={error ? wrong : undefined} className="flex min-w-0 flex-col gap-1">
      <legend className="mb-1 text-sm font-medium text-ink">
        Gates <span className="font-normal text-ink-3">{words}</span>
      </legend>
      <div className="flex flex-wrap gap-x-4">
        {names.map((name) => (
          <Checkbox key={name} checked={chosen.includes(name)} onCheckedChange={(on) => toggle(name, on)}>
            {name}
          </Checkbox>
        ))}
        {names.length === 0 ? <p className="text-sm text-ink-3">The plan has none.</p> : null}
      </div>
      <GroupError id={wrong}>{error}</GroupError>
    </fieldset>
  );
}
