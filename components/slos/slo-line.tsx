import type { SloView } from '@/lib/slos/schema';
import { BudgetBar } from './budget-bar';
import { SloStatus } from './slo-status';
import { nameOf, objectiveWords, remainingWords, windowWords } from './words';

/** An SLO on a phone: its name, how it stands, what is left. `of` says whose it is. */
export function SloLine({ slo, of = false }: { slo: SloView; of?: boolean }) {
  const { service, standing, objective, window } = slo;
  return (
    <span className="flex flex-col gap-1.5 text-sm">
      <span className="flex items-baseline justify-between gap-3">
        <span className="min-w-0 font-medium text-ink">
          {nameOf(slo)} {of ? <span className="font-normal text-ink-2">of {service}</span> : null}
        </span>
        <SloStatus standing={standing} className="shrink-0" />
      </span>
      <span className="flex flex-wrap items-center gap-x-2">
        <BudgetBar left={standing?.remaining ?? null} />
        <span className={(standing?.remaining ?? 1) <= 0 ? 'font-semibold text-failing-text' : 'text-ink'}>
          {remainingWords(standing)}
        </span>
        <span className="text-ink-3">
          of {objectiveWords(objective)}, {windowWords(window)}
        </span>
      </span>
    </span>
  );
}
