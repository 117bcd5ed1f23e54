'use client';

import { useState } from 'react';
import { QueryState } from '@/components/form/query-state';
import { useSettled } from '@/components/form/use-settled';
import { Panel, SectionHeader } from '@/components/layout/page-header';
import { Field } from '@/components/ui/field';
import { Select } from '@/components/ui/select';
import type { Assessment } from '@/lib/plans/assess/schema';
import { useAssessment } from '@/lib/queries/plans';
import { useServices } from '@/lib/queries/services';
import { type Acceptances, isAccepted } from './acceptance';
import { type PlanDraft, specOf } from './draft';
import { OutlookStep } from './outlook-step';
import { SIZES, type Size, sizeLabel, smallestFor, withAdvice } from './outlook-words';

type PlanOutlookProps = {
  draft: PlanDraft;
  /** What keeps the draft from being a plan; while something does, the last answer stays. */
  missing: string | null;
  change: (draft: PlanDraft) => void;
  accepted: Acceptances;
  /** Keeps a weak step as it is; recorded with the version in the words that were read. */
  onAccept: (index: number, sentence: string) => void;
};

/** What this plan can catch with a service's traffic (screens.md 2.7): follows the typing, never stands in the way of saving. */
export function PlanOutlook({ draft, missing, change, accepted, onAccept }: PlanOutlookProps) {
  const services = useServices().data ?? [];
  const [chosen, setChosen] = useState<string | null>(null);
  const [size, setSize] = useState<Size>('usual');
  const service = chosen ?? (services.find(({ plan }) => plan === draft.name) ?? services[0])?.name ?? null;
  const slis = draft.gates.map(({ sli }) => sli.trim());
  const whole = missing === null ? JSON.stringify({ spec: specOf(draft), smallest: smallestFor(size, slis) }) : null;
  const settled = useSettled(whole);
  const asked = settled === null || service === null ? null : { service, ...(JSON.parse(settled) as object) };
  const assessment = useAssessment(draft.name.trim() || 'draft', asked);
  return (
    <section aria-labelledby="outlook">
      <SectionHeader id="outlook" title="What this plan can catch" />
      {services.length > 0 ? (
        <div className="mb-3 grid max-w-xl grid-cols-2 gap-3">
          <Field label="With the traffic of">
            <Select
              value={service}
              onValueChange={setChosen}
              options={services.map(({ name, displayName }) => ({ value: name, label: displayName }))}
            />
          </Field>
          <Field label="A regression of">
            <Select
              value={size}
              onValueChange={setSize}
              options={SIZES.map((value) => ({ value, label: sizeLabel(value) }))}
            />
          </Field>
        </div>
      ) : null}
      {asked === null ? (
        <Panel>
          <p className="p-4 text-sm text-ink-2">
            {service === null
              ? 'No service yet: with one that is measured, this says what each step would catch.'
              : `Said as soon as the steps and gates are complete${missing === null ? '' : `: ${missing}`}.`}
          </p>
        </Panel>
      ) : (
        <QueryState query={assessment} rows={draft.steps.length}>
          {assessment.data ? (
            <Found
              assessment={assessment.data}
              missing={missing}
              take={(index, suggestion) => change(withAdvice(draft, index, suggestion))}
              isKept={(index) => isAccepted(draft, accepted, index)}
              keep={onAccept}
            />
          ) : null}
        </QueryState>
      )}
    </section>
  );
}

type FoundProps = {
  assessment: Assessment;
  missing: string | null;
  take: (index: number, suggestion: NonNullable<Assessment['steps'][number]['suggestion']>) => void;
  isKept: (index: number) => boolean;
  keep: PlanOutlookProps['onAccept'];
};

function Found({ assessment: { sentence, basis, steps }, missing, take, isKept, keep }: FoundProps) {
  return (
    <Panel>
      <div className="flex flex-col gap-1 border-b border-border p-3 sm:px-4">
        <p className="max-w-prose font-medium text-balance text-ink" aria-live="polite">
          {sentence}
        </p>
        <p className="max-w-prose text-xs text-ink-3">
          {basis.sentence}
          {missing === null ? '' : ` As of the last complete draft. Now ${missing}.`}
        </p>
      </div>
      <ol className="divide-y divide-border">
        {steps.map((step) => (
          <OutlookStep
            key={step.index}
            step={step}
            isKept={isKept(step.index)}
            {...(missing === null
              ? {
                  onAdvice: (suggestion) => take(step.index, suggestion),
                  onKeep: () => keep(step.index, step.sentence),
                }
              : {})}
          />
        ))}
      </ol>
    </Panel>
  );
}
