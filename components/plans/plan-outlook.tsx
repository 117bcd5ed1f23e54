'use client';

import { useState } from 'react';
import { QueryState } from '@/components/form/query-state';
import { Panel, SectionHeader } from '@/components/layout/page-header';
import { cn } from '@/components/ui/cn';
import { Select } from '@/components/ui/select';
import { useAssessment } from '@/lib/queries/plans';
import { useServices } from '@/lib/queries/services';
import { type PlanDraft, specOf } from './draft';
import { OutlookStep } from './outlook-step';
import { SIZES, type Size, smallestFor, withAdvice } from './outlook-words';
import { useSettled } from './use-settled';

type PlanOutlookProps = {
  draft: PlanDraft;
  /** Whether the draft is a plan at all; while it is not, the last answer stays. */
  isWhole: boolean;
  change: (draft: PlanDraft) => void;
};

/** What this plan can catch with a service's traffic (screens.md 2.7); follows the typing, never stands in the way of saving. */
export function PlanOutlook({ draft, isWhole, change }: PlanOutlookProps) {
  const services = useServices().data ?? [];
  const [chosen, setChosen] = useState<string | null>(null);
  const [size, setSize] = useState<Size>('2');
  const service = chosen ?? (services.find(({ plan }) => plan === draft.name) ?? services[0])?.name ?? null;
  const slis = draft.gates.map(({ sli }) => sli.trim());
  const whole = isWhole ? JSON.stringify({ spec: specOf(draft), smallest: smallestFor(size, slis) }) : null;
  const settled = useSettled(whole);
  const body = settled === null || service === null ? null : { service, ...(JSON.parse(settled) as object) };
  const assessment = useAssessment(draft.name.trim() === '' ? 'draft' : draft.name.trim(), body);
  return (
    <section aria-labelledby="outlook">
      <SectionHeader
        id="outlook"
        title="What this plan can catch"
        actions={
          services.length === 0 ? null : (
            <>
              <Select
                aria-label="With the traffic of"
                className="w-40 sm:w-48"
                value={service}
                onValueChange={setChosen}
                options={services.map(({ name, displayName }) => ({ value: name, label: displayName }))}
              />
              <Select
                aria-label="Smallest regression worth catching"
                className="w-24"
                value={size}
                onValueChange={setSize}
                options={SIZES.map((value) => ({ value, label: `${value}× worse` }))}
              />
            </>
          )
        }
      />
      {service === null ? (
        <Panel>
          <p className="p-4 text-sm text-ink-2">
            No service yet: with one that is measured, this says what each step would catch.
          </p>
        </Panel>
      ) : body === null ? (
        <Panel>
          <p className="p-4 text-sm text-ink-2">Said as soon as the steps and gates are complete.</p>
        </Panel>
      ) : (
        <QueryState query={assessment} rows={draft.steps.length}>
          {assessment.data ? (
            <Panel className={cn((!isWhole || assessment.isPlaceholderData) && 'text-ink-2')}>
              <div className="flex flex-col gap-1 border-b border-border p-3 sm:px-4">
                <p className="max-w-prose font-medium text-balance text-ink" aria-live="polite">
                  {assessment.data.sentence}
                </p>
                <p className="max-w-prose text-xs text-ink-3">
                  {assessment.data.basis.sentence}
                  {isWhole ? '' : ' As of the last complete draft.'}
                </p>
              </div>
              <ol className="divide-y divide-border">
                {assessment.data.steps.map((step) => (
                  <OutlookStep
                    key={step.index}
                    step={step}
                    {...(isWhole
                      ? { onAdvice: (suggestion) => change(withAdvice(draft, step.index, suggestion)) }
                      : {})}
                  />
                ))}
              </ol>
            </Panel>
          ) : null}
        </QueryState>
      )}
    </section>
  );
}
