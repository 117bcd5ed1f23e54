'use client';

import { useState } from 'react';
import { FormDialog } from '@/components/form/form-dialog';
import { errorAt, type Issues } from '@/components/form/issues';
import { ROW } from '@/components/form/row-focus';
import { RuleList } from '@/components/form/rule-list';
import { TextField } from '@/components/form/text-field';
import { ScopeSelect } from '@/components/freezes/scope-select';
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
          <RuleList
            rules={draft.rules}
            change={(rules) => change({ rules })}
            add="Add a rule"
            fresh={NEW_RULE}
            most={8}
          >
            {(rule, index, changeRule) => <RuleFields rule={rule} index={index} issues={issues} change={changeRule} />}
          </RuleList>
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
    <fieldset {...ROW} className="grid gap-3 rounded-panel border border-border p-3 sm:grid-cols-2">
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
