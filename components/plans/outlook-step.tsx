'use client';

import { TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { gateTitle } from '@/components/gates/words';
import { Button } from '@/components/ui/button';
import { cn } from '@/components/ui/cn';
import { formatExposure } from '@/lib/format/number';
import type { GateOutlook, StepOutlook, Suggestion } from '@/lib/plans/assess/schema';
import { perMinuteWords } from '@/lib/plans/assess/words';
import { adviceLabel, chanceText, holdText, isWeak, weakestOf } from './outlook-words';

type OutlookStepProps = {
  step: StepOutlook;
  onAdvice?: (suggestion: Suggestion) => void;
  /** Weak as it is, and kept knowingly. */
  isKept: boolean;
  onKeep?: () => void;
};

/** What one step catches: its weakest gate in numbers and words, what would help, and every gate on demand. */
export function OutlookStep({ step, onAdvice, isKept, onKeep }: OutlookStepProps) {
  const weakest = weakestOf(step);
  const { suggestion } = step;
  return (
    <li className="grid gap-x-4 gap-y-2 p-3 sm:px-4 lg:grid-cols-[11rem_20rem_minmax(0,1fr)]">
      <div className="flex items-baseline gap-3">
        <span className="w-4 shrink-0 text-sm text-ink-3">{step.index + 1}</span>
        <div className="min-w-0">
          <p className="text-sm font-medium text-ink">
            {step.ring} {formatExposure(step.exposure)}
          </p>
          {step.perMinute ? (
            <p className="text-xs text-ink-3">{perMinuteWords(step.perMinute.canary)} requests/min</p>
          ) : null}
        </div>
      </div>
      <dl className="grid grid-cols-3 gap-x-3 pl-7 text-sm lg:pl-0">
        <Figure term="Caught">
          {isWeak(step) ? <TriangleAlert aria-label="too few" className="size-4 shrink-0 text-needs" /> : null}
          <span className={cn(isWeak(step) && 'font-medium text-needs-text')}>
            {chanceText(weakest?.catches?.chance)}
          </span>
        </Figure>
        <Figure term="Hold for 95">{weakest?.catches ? holdText(weakest.catches.holds.p95) : '–'}</Figure>
        <Figure term="Proven fine">{chanceText(weakest?.passes?.chance)}</Figure>
      </dl>
      <div className="flex min-w-0 flex-col items-start gap-2 pl-7 text-sm lg:pl-0">
        <p className="max-w-prose text-ink-2">{step.sentence}</p>
        <div className="flex flex-wrap items-center gap-2">
          {suggestion && onAdvice ? (
            <Button size="sm" onClick={() => onAdvice(suggestion)}>
              {adviceLabel(suggestion)}
            </Button>
          ) : null}
          {isWeak(step) && onKeep && !isKept ? (
            <Button size="sm" variant="ghost" onClick={onKeep}>
              Keep it: I accept this
            </Button>
          ) : null}
          {isWeak(step) && isKept ? (
            <span role="status" className="text-ink-3">
              Accepted: recorded with the version that you save.
            </span>
          ) : null}
        </div>
        {step.gates.length > 1 ? <EveryGate gates={step.gates} step={step.index} /> : null}
      </div>
    </li>
  );
}

function Figure({ term, children }: { term: string; children: ReactNode }) {
  return (
    <div className="min-w-0">
      <dt className="text-xs text-ink-3">{term}</dt>
      <dd className="flex items-center gap-1.5 text-ink">{children}</dd>
    </div>
  );
}

function EveryGate({ gates, step }: { gates: readonly GateOutlook[]; step: number }) {
  return (
    <details className="w-full">
      <summary className="tap w-fit cursor-pointer rounded-control py-1 text-ink-2 hover:text-ink">
        {gates.length === 2 ? 'Both' : `All ${gates.length}`} gates<span className="sr-only"> of step {step + 1}</span>
      </summary>
      <ul className="mt-1 flex flex-col gap-2 border-l border-border pl-3">
        {gates.map((gate) => (
          <li key={gate.gate} className="max-w-prose">
            <p className="text-ink">
              <span className="font-medium">{gateTitle({ name: gate.gate, sli: gate.sli })}</span>
              {gate.catches ? (
                <span className="text-ink-2">
                  {' '}
                  80, 95, 99 of 100 in {holdText(gate.catches.holds.p80)}, {holdText(gate.catches.holds.p95)},{' '}
                  {holdText(gate.catches.holds.p99)}
                </span>
              ) : null}
            </p>
            <p className="text-ink-2">{gate.sentence}</p>
            {gate.passes ? (
              <p className="text-ink-3">
                Proof that a healthy release is harmless: half in {holdText(gate.passes.holds.p50)}, 95 of 100 in{' '}
                {holdText(gate.passes.holds.p95)}.
              </p>
            ) : null}
          </li>
        ))}
      </ul>
    </details>
  );
}
