'use client';

import { useState } from 'react';
import { errorAt, type Issues } from '@/components/form/issues';
import { TextField, textsOf } from '@/components/form/text-field';
import { Field } from '@/components/ui/field';
import { Select } from '@/components/ui/select';
import type { GateDraft } from './draft';

const METHODS = [
  { value: 'sequential', label: 'sequential test' },
  { value: 'threshold', label: 'threshold' },
  { value: 'mann-whitney', label: 'Mann–Whitney' },
] as const;
const SPLIT = [
  { value: 'warn', label: 'say so' },
  { value: 'hold', label: 'hold' },
] as const;

const HERE = ['method', 'initialDelay', 'failureLimit', 'alpha', 'beta', 'onSplitMismatch'];

type GateStatisticsProps = { gate: GateDraft; issues: Issues; onChange: (part: Partial<GateDraft>) => void };

/** How it is decided. Folded away, except while something in it is wrong. */
export function GateStatistics({ gate, issues, onChange }: GateStatisticsProps) {
  const [wanted, setWanted] = useState(false);
  const wrong = HERE.some((name) => issues[name] !== undefined);
  const text = textsOf(gate, onChange, issues);
  return (
    <details open={wanted || wrong} onToggle={(event) => setWanted(event.currentTarget.open)}>
      <summary className="w-fit rounded-pill py-1 text-sm text-ink-2 hover:text-ink">How it is decided</summary>
      <div className="mt-2 grid grid-cols-2 gap-3 md:grid-cols-3 xl:grid-cols-6">
        <Field label="Method" {...errorAt(issues, 'method')}>
          <Select value={gate.method} onValueChange={(method) => onChange({ method })} options={METHODS} />
        </Field>
        <TextField label="Begins after" {...text('initialDelay')} placeholder="0s" />
        <TextField label="Failing looks allowed" {...text('failureLimit')} inputMode="numeric" />
        <TextField label="False alarms, α" {...text('alpha')} inputMode="decimal" />
        <TextField label="Missed harm, β" {...text('beta')} inputMode="decimal" />
        <Field label="Split not as asked" {...errorAt(issues, 'onSplitMismatch')}>
          <Select
            value={gate.onSplitMismatch}
            onValueChange={(onSplitMismatch) => onChange({ onSplitMismatch })}
            options={SPLIT}
          />
        </Field>
      </div>
    </details>
  );
}
