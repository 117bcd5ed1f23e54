'use client';

import { useRouter } from 'next/navigation';
import { type FormEvent, useRef, useState } from 'react';
import { z } from 'zod';
import { FormError } from '@/components/form/form-section';
import { errorAt, issuesOf } from '@/components/form/issues';
import { TextField, textsOf } from '@/components/form/text-field';
import { focusFirstWrong, useIssues } from '@/components/form/use-issues';
import { useShortcut } from '@/components/keyboard/shortcuts';
import { PageHeader, Panel } from '@/components/layout/page-header';
import { RailLarge } from '@/components/rail/rail-large';
import { Button } from '@/components/ui/button';
import { Field } from '@/components/ui/field';
import { LinkButton } from '@/components/ui/link-button';
import { Select } from '@/components/ui/select';
import { toast } from '@/components/ui/toast';
import { MECHANISMS, planSpecSchema } from '@/lib/plans/schema';
import type { PlanView } from '@/lib/plans/view';
import { usePutPlan } from '@/lib/queries/plans';
import { nameSchema } from '@/lib/shared/names';
import { type Acceptances, accept, acceptedWords } from './acceptance';
import { doubledNames, draftOfPlan, drawable, EMPTY_PLAN, type PlanDraft, specOf } from './draft';
import { GateFields } from './gate-fields';
import { MECHANISM_WORDS } from './mechanism';
import { PlanOutlook } from './plan-outlook';
import { planRail } from './plan-rail';
import { PlanUse } from './plan-use';
import { RollbackFields } from './rollback-fields';
import { StepTable } from './step-table';
import { missingWords } from './words';

const formSchema = z.object({ name: nameSchema, spec: planSpecSchema });

/** Makes a plan, or the next version of the one given (screens.md 2.7). The staircase follows the typing. */
export function PlanEditor({ plan }: { plan?: PlanView }) {
  const router = useRouter();
  const form = useRef<HTMLFormElement>(null);
  const put = usePutPlan();
  const [based] = useState(plan);
  const [draft, setDraft] = useState<PlanDraft>(() => (plan ? draftOfPlan(plan) : EMPTY_PLAN));
  const [accepted, setAccepted] = useState<Acceptances>({});
  const check = useIssues(formSchema, { name: draft.name, spec: specOf(draft) });
  const doubled = doubledNames(draft.gates);
  const missing = missingWords(issuesOf(planSpecSchema.safeParse(specOf(draft)).error), doubled);
  const issues = Object.fromEntries(
    Object.entries(check.issues).map(([path, message]) => [path.replace(/^spec\./, ''), message]),
  );
  const change = (next: PlanDraft) => setDraft(next);
  const text = textsOf(draft, (part) => change({ ...draft, ...part }), issues);

  function save() {
    const value = check.attempt();
    if (!value || doubled.size > 0) return focusFirstWrong(form.current);
    put.mutate(
      { ...value, version: based?.version ?? null, reason: acceptedWords(draft, accepted) },
      {
        onSuccess: (saved) => {
          toast(`Plan ${saved.name} is saved as version ${saved.version}`);
          router.push(`/plans/${saved.name}`);
        },
        onError: (error) => {
          check.refuse(error);
          focusFirstWrong(form.current);
        },
      },
    );
  }

  useShortcut({ keys: 'mod+s', label: 'Save the plan', group: 'Plan', run: save });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save();
  };
  return (
    <form ref={form} onSubmit={submit} noValidate className="flex flex-col gap-6">
      <PageHeader
        className="mb-0"
        title={based ? `Plan ${based.name}` : 'New plan'}
        facts={based ? <span>draft over version {based.version}</span> : null}
        actions={
          <>
            <LinkButton href={based ? `/plans/${based.name}` : '/plans'}>Discard</LinkButton>
            <Button type="submit" variant="primary" shortcut="⌘S" busy={put.isPending}>
              {put.isPending ? 'Saving…' : based ? `Save as version ${based.version + 1}` : 'Save as version 1'}
            </Button>
          </>
        }
      >
        {based ? <PlanUse name={based.name} /> : null}
        <FormError error={put.error} />
      </PageHeader>
      <div className="grid max-w-3xl gap-4 sm:grid-cols-2">
        {based ? null : (
          <TextField label="Name" hint="It cannot be changed later." {...text('name')} placeholder="standard" code />
        )}
        <Field label="Mechanism" hint={MECHANISM_WORDS[draft.mechanism]} {...errorAt(issues, 'mechanism')}>
          <Select
            value={draft.mechanism}
            onValueChange={(mechanism) => change({ ...draft, mechanism })}
            options={MECHANISMS.map((value) => ({ value, label: value }))}
          />
        </Field>
      </div>
      <Panel className="print:hidden">
        <RailLarge rail={planRail(drawable(draft))} />
      </Panel>
      <StepTable draft={draft} change={change} issues={issues} />
      <PlanOutlook
        draft={draft}
        missing={missing}
        change={change}
        accepted={accepted}
        onAccept={(index, sentence) => setAccepted(accept(draft, accepted, index, sentence))}
      />
      <GateFields draft={draft} change={change} issues={issues} doubled={doubled} />
      <RollbackFields draft={draft} change={change} issues={issues} />
    </form>
  );
}
