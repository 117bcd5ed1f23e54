import type { Executive } from '@/lib/insights/schema';
import { regressionWords, usersWords } from './words';

/** Who was hurt and who was spared, with how that is known. */
export function Users({ data }: { data: Executive }) {
  const { usersAffected, inFlight, regressions } = data;
  return (
    <section aria-labelledby="users-affected" className="executive-part">
      <h2 id="users-affected" className="eyebrow">
        Users affected by regressions
      </h2>
      <p className="mt-1 text-base text-ink first-letter:uppercase">
        {usersWords(usersAffected, inFlight.hurting.length)}.
      </p>
      <p className="text-base text-ink">{regressionWords(regressions).join(' ')}</p>
      {regressions.count > 0 ? <p className="mt-1 text-xs text-ink-3">{regressions.basis}</p> : null}
    </section>
  );
}
