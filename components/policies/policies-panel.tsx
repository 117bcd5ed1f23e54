'use client';

import { useState } from 'react';
import { Panel, SectionHeader } from '@/components/layout/page-header';
import { Button } from '@/components/ui/button';
import { scopeText, scopeWords } from '@/lib/freezes/scope';
import type { PolicySpec } from '@/lib/policies/schema';
import { useMay } from '@/lib/queries/access';
import { useDeletePolicy, usePolicies } from '@/lib/queries/freezes';
import { PolicyDialog } from './policy-dialog';
import { draftOf, EMPTY_POLICY, type PolicyDraft, ruleWords } from './words';

type Editing = { name: string | null; draft: PolicyDraft };

/** What error budgets forbid, by scope; the narrowest one counts. */
export function PoliciesPanel() {
  const { data } = usePolicies();
  const may = useMay('admin');
  const remove = useDeletePolicy();
  const [editing, setEditing] = useState<Editing | null>(null);
  if (!data) return null;
  const add = may ? (
    <Button size="sm" onClick={() => setEditing({ name: null, draft: EMPTY_POLICY })}>
      Add a policy…
    </Button>
  ) : null;
  return (
    <section aria-labelledby="policies">
      <SectionHeader id="policies" title="Error-budget policies" actions={add} />
      <Panel>
        <ul className="divide-y divide-border">
          {data.items.map(({ name, scope, rules, allows }) => (
            <li key={name} className="flex flex-wrap items-start gap-x-4 gap-y-1 px-4 py-2.5 text-sm">
              <Words title={scopeWords(scope)} rules={rules} allows={allows} />
              {may ? (
                <>
                  <Button
                    size="sm"
                    aria-label={`Edit the policy of ${scopeWords(scope)}`}
                    onClick={() => setEditing({ name, draft: draftOf(scopeText(scope), rules, allows) })}
                  >
                    Edit…
                  </Button>
                  <Button
                    size="sm"
                    variant="ghost"
                    disabled={remove.isPending}
                    aria-label={`Take the policy of ${scopeWords(scope)} away`}
                    onClick={() => remove.mutate(name)}
                  >
                    Take away
                  </Button>
                </>
              ) : null}
            </li>
          ))}
          <li className="flex flex-wrap items-start gap-x-4 gap-y-1 px-4 py-2.5 text-sm">
            <Words title="Everything else, built in" {...data.builtIn} />
          </li>
        </ul>
      </Panel>
      {editing ? <PolicyDialog {...editing} onClose={() => setEditing(null)} /> : null}
    </section>
  );
}

function Words({ title, rules, allows }: { title: string } & PolicySpec) {
  return (
    <>
      <span className="w-44 font-medium text-ink">{title}</span>
      <div className="min-w-0 flex-1 basis-60 text-ink-2">
        {rules.map((rule) => (
          <p key={ruleWords(rule)}>{ruleWords(rule)}</p>
        ))}
        {allows.length > 0 ? <p className="text-ink-3">Security fixes and reverts pass; recorded.</p> : null}
      </div>
    </>
  );
}
