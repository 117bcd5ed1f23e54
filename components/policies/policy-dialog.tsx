'use client';

import { useState } from 'react';
import { DialogForm } from '@/components/form/dialog-form';
import { errorAt, type Issues } from '@/components/form/issues';
import { TextField } from '@/components/form/text-field';
import { useIssues } from '@/components/form/use-issues';
import { scopeOptions } from '@/components/freezes/scope-options';
import { Button } from '@/components/ui/button';
import { Checkbox } from '@/components/ui/checkbox';
import { Dialog } from '@/components/ui/dialog';
import { Field } from '@/components/ui/field';
import { Select } from '@/components/ui/select';
import { toast } from '@/components/ui/toast';
import { CONSEQUENCES, policyInputSchema } from '@/lib/policies/schema';
import { usePutPolicy } from '@/lib/queries/freezes';
import { useServices } from '@/lib/queries/services';
import {
  CONDITION_WORDS,
  CONDITIONS,
  EFFECT_WORDS,
  inputOfPolicy,
  type PolicyDraft,
  policyNameOf,
  type RuleDraft,
} from './words';

type PolicyDialogProps = { name: string | null; draft: PolicyDraft; onClose: () => void };

/** What an error budget does to releases of a scope. */
export function PolicyDialog({ name, draft: given, onClose }: PolicyDialogProps) {
  const services = useServices().data ?? [];
  const put = usePutPolicy();
  const [draft, setDraft] = useState(given);
  const { issues, attempt, refuse } = useIssues(policyInputSchema, inputOfPolicy(draft));
  const rule = (index: number, part: Partial<RuleDraft>) =>
    setDraft({ ...draft, rules: draft.rules.map((one, i) => (i === index ? { ...one, ...part } : one)) });

  function submit(): boolean {
    const input = attempt();
    if (!input) return false;
    const done = () => {
      toast('Policy saved', { description: 'Budgets are looked at anew within seconds.' });
      onClose();
    };
    put.mutate({ name: name ?? policyNameOf(draft.scope), input }, { onSuccess: done, onError: refuse });
    return true;
  }

  return (
    <Dialog
      open
      onOpenChange={(open) => (open ? undefined : onClose())}
      title="Error-budget policy"
      description="The narrowest scope counts: a service before its team, its tier, everything. Rolling back is never blocked."
    >
      <DialogForm onSubmit={submit} onLeave={onClose} verb="Save" pendingVerb="Saving…" mutation={put}>
        <Field label="Of" {...errorAt(issues, 'scope')}>
          <Select
            value={draft.scope}
            onValueChange={(scope) => setDraft({ ...draft, scope })}
            options={scopeOptions(services)}
          />
        </Field>
        {draft.rules.map((one, index) => (
          <RuleFields
            // biome-ignore lint/suspicious/noArrayIndexKey: rules have no name; only the last can go
            key={index}
            rule={one}
            index={index}
            issues={issues}
            change={(part) => rule(index, part)}
          />
        ))}
        <div className="flex gap-2">
          <Button
            size="sm"
            disabled={draft.rules.length >= 8}
            onClick={() =>
              setDraft({ ...draft, rules: [...draft.rules, { condition: 'remaining', at: '', effect: 'wait' }] })
            }
          >
            Add a rule
          </Button>
          <Button
            size="sm"
            variant="ghost"
            disabled={draft.rules.length < 2}
            onClick={() => setDraft({ ...draft, rules: draft.rules.slice(0, -1) })}
          >
            Take the last away
          </Button>
        </div>
        <Checkbox checked={draft.except} onCheckedChange={(except) => setDraft({ ...draft, except })}>
          Security fixes and reverts pass, by the kind of the release
        </Checkbox>
      </DialogForm>
    </Dialog>
  );
}

type RuleFieldsProps = { rule: RuleDraft; index: number; issues: Issues; change: (part: Partial<RuleDraft>) => void };

function RuleFields({ rule, index, issues, change }: RuleFieldsProps) {
  const remaining = rule.condition === 'remaining';
  const effects = CONSEQUENCES.filter((effect) => !remaining || effect !== 'fail_gate');
  return (
    <fieldset className="grid gap-3 rounded-panel border border-border p-3 sm:grid-cols-2">
      <legend className="px-1 text-xs text-ink-3">Rule {index + 1}</legend>
      <Field label="When">
        <Select
          value={rule.condition}
          onValueChange={(condition) =>
            change({
              condition,
              at: '',
              ...(condition === 'remaining' && rule.effect === 'fail_gate' ? { effect: 'hold' } : {}),
            })
          }
          options={CONDITIONS.map((value) => ({ value, label: CONDITION_WORDS[value] }))}
        />
      </Field>
      <TextField
        label={remaining ? 'Percent left' : 'Above a burn rate of'}
        optional={!remaining}
        inputMode="decimal"
        value={rule.at}
        onChange={(at) => change({ at })}
        {...errorAt(issues, `rules.${index}.${remaining ? 'remainingAtMost' : 'rateAbove'}`)}
      />
      <Field label="Then" className="sm:col-span-2" {...errorAt(issues, `rules.${index}.effect`)}>
        <Select
          value={rule.effect}
          onValueChange={(effect) => change({ effect })}
          options={effects.map((value) => ({ value, label: EFFECT_WORDS[value] }))}
        />
      </Field>
    </fieldset>
  );
}
