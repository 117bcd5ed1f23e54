'use client';

import { errorAt, type Issues, under } from '@/components/form/issues';
import { rowButton } from '@/components/form/row-focus';
import { TextField, textsOf } from '@/components/form/text-field';
import { Button } from '@/components/ui/button';
import { Checkbox } from '@/components/ui/checkbox';
import { Field } from '@/components/ui/field';
import { Select } from '@/components/ui/select';
import { BUILT_IN_SLIS } from '@/lib/gates/defaults';
import type { GateDraft } from './draft';
import { GateStatistics } from './gate-statistics';

type GateFormProps = {
  gate: GateDraft;
  issues: Issues;
  doubled: boolean;
  onChange: (part: Partial<GateDraft>) => void;
  /** `from` is the button that was pressed. */
  onRemove: (from: Element) => void;
};

const COMPARE = [
  { value: 'baseline', label: 'the old version, at the same time' },
  { value: 'limit', label: 'a fixed limit' },
] as const;
const DIRECTION = [
  { value: 'lower_is_better', label: 'lower is better' },
  { value: 'higher_is_better', label: 'higher is better' },
] as const;
const ON_FAIL = [
  { value: 'rollback', label: 'rolls back' },
  { value: 'pause', label: 'pauses' },
] as const;
const ON_INCONCLUSIVE = [
  { value: 'advance', label: 'go on, not proven' },
  { value: 'extend', label: 'hold longer' },
  { value: 'pause', label: 'pause' },
] as const;

/** What the limit is measured in. */
function unitOf(sli: string): string {
  if (sli === 'error_rate') return '% of requests';
  return sli.startsWith('latency_') ? 'ms' : 'in its unit';
}

/** One gate: the deciding fields in sight, the statistics folded away. */
export function GateForm({ gate, issues, doubled, onChange, onRemove }: GateFormProps) {
  const own = under(issues, `gates.${gate.name.trim()}`);
  const nameError = doubled ? 'is the name of another gate too' : issues[`gates.${gate.name.trim()}`];
  const text = textsOf(gate, onChange, own);
  return (
    <div className="flex flex-col gap-3">
      <div className="grid grid-cols-2 gap-3 md:grid-cols-4">
        <TextField label="Gate" {...text('name')} error={nameError} placeholder="errors" code />
        <TextField label="Measures" {...text('sli')} suggestions={BUILT_IN_SLIS} code />
        <Field label="Held against" {...errorAt(own, 'compare')}>
          <Select value={gate.compare} onValueChange={(compare) => onChange({ compare })} options={COMPARE} />
        </Field>
        <Field label="Where" {...errorAt(own, 'direction')}>
          <Select value={gate.direction} onValueChange={(direction) => onChange({ direction })} options={DIRECTION} />
        </Field>
        {gate.compare === 'baseline' ? (
          <TextField label="Tolerated worsening, %" {...text('maxIncrease')} inputMode="decimal" placeholder="20" />
        ) : null}
        <TextField
          label={`Limit, ${unitOf(gate.sli)}`}
          optional={gate.compare === 'baseline'}
          {...text('limit')}
          inputMode="decimal"
        />
        <TextField label="Samples it needs" {...text('minSamples')} inputMode="numeric" />
        <Field label="Failing" {...errorAt(own, 'onFail')}>
          <Select value={gate.onFail} onValueChange={(onFail) => onChange({ onFail })} options={ON_FAIL} />
        </Field>
        <Field label="Unproven at the hold’s end" {...errorAt(own, 'onInconclusive')}>
          <Select
            value={gate.onInconclusive}
            onValueChange={(onInconclusive) => onChange({ onInconclusive })}
            options={ON_INCONCLUSIVE}
          />
        </Field>
        {gate.onInconclusive === 'extend' ? (
          <TextField label="At most" hint="Twice the hold when empty." {...text('maxExtend')} placeholder="30m" />
        ) : null}
      </div>
      <div className="flex flex-wrap items-center justify-between gap-3">
        <Checkbox checked={gate.critical} onCheckedChange={(critical) => onChange({ critical })}>
          Critical: it rolls back alone, and nobody may override it
        </Checkbox>
        <Button variant="ghost" {...rowButton('remove')} onClick={(event) => onRemove(event.currentTarget)}>
          Remove this gate
        </Button>
      </div>
      <GateStatistics gate={gate} issues={own} onChange={onChange} />
    </div>
  );
}
