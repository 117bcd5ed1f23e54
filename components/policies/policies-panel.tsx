'use client';

import { useState } from 'react';
import { ReasonDialog } from '@/components/form/reason-dialog';
import { scopeTitle } from '@/components/freezes/words';
import { Panel, SectionHeader } from '@/components/layout/page-header';
import { Button } from '@/components/ui/button';
import { onDemand, warming } from '@/components/ui/on-demand';
import { scopeText, scopeWords } from '@/lib/freezes/scope';
import type { PolicySpec, PolicyView } from '@/lib/policies/schema';
import { useMay } from '@/lib/queries/access';
import { useDeletePolicy, usePolicies } from '@/lib/queries/freezes';
import { kindsWords } from './kinds-words';
import { draftOf, EMPTY_POLICY, type PolicyDraft, ruleWords } from './words';

const PolicyDialog = onDemand(async () => (await import('./policy-dialog')).PolicyDialog);

type Editing = { name: string | null; draft: PolicyDraft };

/** What error budgets forbid, by scope; the narrowest one counts. */
export function PoliciesPanel() {
  const { data } = usePolicies();
  const may = useMay('admin');
  const [editing, setEditing] = useState<Editing | null>(null);
  const [removing, setRemoving] = useState<PolicyView | null>(null);
  if (!data) return null;
  const add = may ? (
    <Button size="sm" {...warming(PolicyDialog)} onClick={() => setEditing({ name: null, draft: EMPTY_POLICY })}>
      Add a policy…
    </Button>
  ) : null;
  return (
    <section aria-labelledby="policies">
      <SectionHeader id="policies" title="Error-budget policies" actions={add} />
      <p className="-mt-1 mb-2 max-w-prose text-sm text-ink-2">
        What a spent or burning budget does to releases. The narrowest counts: a service before its team, its tier,
        everything.
      </p>
      <Panel>
        <ul className="divide-y divide-border">
          {data.items.map((policy) => (
            <li key={policy.name} className={ROW}>
              <Words title={scopeTitle(policy.scope)} {...policy} />
              {may ? (
                <PolicyActions
                  of={scopeWords(policy.scope)}
                  onEdit={() =>
                    setEditing({
                      name: policy.name,
                      draft: draftOf(scopeText(policy.scope), policy.rules, policy.allows),
                    })
                  }
                  onRemove={() => setRemoving(policy)}
                />
              ) : null}
            </li>
          ))}
          <li className={ROW}>
            <Words title={data.items.length === 0 ? 'Everything, built in' : 'All else, built in'} {...data.builtIn} />
          </li>
        </ul>
      </Panel>
      {editing ? <PolicyDialog {...editing} onClose={() => setEditing(null)} /> : null}
      {removing ? <RemoveDialog policy={removing} onClose={() => setRemoving(null)} /> : null}
    </section>
  );
}

const ROW = 'flex flex-wrap items-start gap-x-4 gap-y-1 px-4 py-2.5 text-sm';

function Words({ title, rules, allows }: { title: string } & PolicySpec) {
  const through = kindsWords(allows);
  return (
    <>
      <span className="w-44 font-medium text-ink">{title}</span>
      <div className="min-w-0 flex-1 basis-60 text-ink-2">
        {rules.map((rule) => (
          <p key={ruleWords(rule)}>{ruleWords(rule)}</p>
        ))}
        <p className="text-ink-3">
          {through === null ? 'Nothing passes but a rollback.' : `Lets ${through} through, and records it.`}
        </p>
      </div>
    </>
  );
}

function PolicyActions({ of, onEdit, onRemove }: { of: string; onEdit: () => void; onRemove: () => void }) {
  return (
    <div className="flex gap-2">
      <Button size="sm" aria-label={`Edit the policy of ${of}`} onPointerEnter={PolicyDialog.warm} onClick={onEdit}>
        Edit…
      </Button>
      <Button size="sm" aria-label={`Take the policy of ${of} away`} onClick={onRemove}>
        Take away…
      </Button>
    </div>
  );
}

function RemoveDialog({ policy, onClose }: { policy: PolicyView; onClose: () => void }) {
  const remove = useDeletePolicy();
  const of = scopeWords(policy.scope);
  return (
    <ReasonDialog
      title={`Take the policy of ${of} away?`}
      consequence={`From then on what is wider counts for ${of}, or the built-in policy. What this one froze may go on.`}
      keepLabel="Keep it"
      confirmLabel="Take away"
      mutation={remove}
      onConfirm={(_, then) => remove.mutate(policy.name, then)}
      done={`The policy of ${of} is gone`}
      onClose={onClose}
    />
  );
}
