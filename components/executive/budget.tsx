import type { ServiceHealth } from '@/lib/insights/schema';
import { budgetWords, cut, goodWords, HEALTH_SHOWN, paceWords } from './words';

const isSpent = ({ budgetLeft }: ServiceHealth): boolean => budgetLeft !== null && budgetLeft <= 0;

/** How much more failure the promise still allows, per service, worst first within a tier. */
export function Budget({ health }: { health: readonly ServiceHealth[] }) {
  // The promise of tier 1 is what a company answers for; where nothing is of tier 1, everything is shown.
  const first = health.filter(({ tier }) => tier === 1);
  const meant = first.length > 0 ? first : health;
  const { shown, more } = cut(meant, HEALTH_SHOWN);
  const kinds = new Set(meant.map((entry) => entry.objectiveKind));
  return (
    <section aria-labelledby="budget" className="executive-part">
      <h2 id="budget" className="eyebrow">
        Error budget left{first.length > 0 ? ', tier 1' : ''}: how much more failure the promise still allows
      </h2>
      {shown.length === 0 ? (
        <p className="mt-1 text-base text-ink-2">No service is registered yet.</p>
      ) : (
        <ul className="mt-2 grid gap-x-8 gap-y-2 sm:grid-cols-2 print:grid-cols-2">
          {shown.map((entry) => (
            <li key={entry.service} className="flex items-center gap-3 text-base">
              <span
                className="w-24 shrink-0 truncate xl:w-28 print:w-40 font-medium text-ink"
                title={entry.displayName}
              >
                {entry.displayName}
              </span>
              <Bar left={entry.budgetLeft} />
              <span className={`whitespace-nowrap ${isSpent(entry) ? 'font-semibold text-failing-text' : 'text-ink'}`}>
                {budgetWords(entry)}
              </span>
              <span className="ml-auto shrink-0 text-sm text-ink-3 max-sm:hidden">
                {isSpent(entry) ? '' : (paceWords(entry) ?? goodWords(entry))}
              </span>
            </li>
          ))}
        </ul>
      )}
      <p className="mt-2 text-xs text-ink-3">
        {more > 0 ? `And ${more} more ${more === 1 ? 'service' : 'services'}. ` : ''}
        {kinds.has('slo') ? 'By the promise of each service that has the least left. ' : ''}
        {kinds.has('reference')
          ? `${kinds.has('slo') ? 'The others are held' : 'Held'} against 99.9 % good requests, until a service has its own objective.`
          : ''}
      </p>
    </section>
  );
}

function Bar({ left }: { left: number | null }) {
  const width = `${Math.round(Math.min(1, Math.max(0, left ?? 0)) * 100)}%`;
  return (
    <span aria-hidden="true" className="h-3 w-16 shrink-0 rounded-cell border border-control xl:w-28 print:w-20">
      {left === null ? (
        <span className="hatch block size-full" />
      ) : (
        <span style={{ width }} className="executive-fill block h-full bg-accent" />
      )}
    </span>
  );
}
