'use client';

import { useState } from 'react';
import { FormDialog } from '@/components/form/form-dialog';
import { errorAt, type Issues } from '@/components/form/issues';
import { TextField } from '@/components/form/text-field';
import { ScopeSelect } from '@/components/freezes/scope-select';
import { Button } from '@/components/ui/button';
import { Field } from '@/components/ui/field';
import { Select } from '@/components/ui/select';
import { scopeOf, scopeWords } from '@/lib/freezes/scope';
import { CONSEQUENCES, policyInputSchema } from '@/lib/policies/schema';
import { usePutPolicy } from '@/lib/queries/freezes';
import { LetThrough } from './let-through';
import {
  CONDITION_WORDS,
  CONDITIONS,
  EFFECT_WORDS,
  inputOfPolicy,
  NEW_RULE,
  type PolicyDraft,
  policyNameOf,
  type RuleDraft,
} from './words';

type PolicyDialogProps = { name: string | null; draft: PolicyDraft; onClose: () => void };

/** What an error budget does to releases of a scope. */
export function PolicyDialog({ name, draft: given, onClose }: PolicyDialogProps) {
  const put = usePutPolicy();
  const [draft, setDraft] = useState(given);
  const change = (part: Partial<PolicyDraft>) => setDraft((before) => ({ ...before, ...part }));
  const rule = (index: number, part: Partial<RuleDraft>) =>
    change({ rules: draft.rules.map((one, i) => (i === index ? { ...one, ...part } : one)) });
  return (
    <FormDialog
      title={name === null ? 'Error-budget policy' : `Error-budget policy of ${scopeWords(scopeOf(draft.scope))}`}
      description="The narrowest scope counts: a service before its team, its tier, everything. Rolling back is never blocked."
      schema={policyInputSchema}
      input={inputOfPolicy(draft)}
      save={(input, then) => put.mutate({ name: name ?? policyNameOf(draft.scope), input, isNew: name === null }, then)}
      mutation={put}
      verb="Save"
      pendingVerb="Saving…"
      done="Policy saved"
      doneWords="Budgets are looked at anew within seconds."
      onClose={onClose}
    >
      {(issues) => (
        <>
          {name === null ? (
            <ScopeSelect
              label="Of"
              permission="admin"
              issues={issues}
              value={draft.scope}
              onValueChange={(scope) => change({ scope })}
            />
          ) : null}
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
              onClick={() => change({ rules: [...draft.rules, NEW_RULE] })}
            >
              Add a rule
            </Button>
            {draft.rules.length > 1 ? (
              <Button size="sm" variant="ghost" onClick={() => change({ rules: draft.rules.slice(0, -1) })}>
                Take the last away
              </Button>
            ) : null}
          </div>
          <LetThrough value={draft} onChange={change} />
        </>
      )}
    </FormDialog>
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
