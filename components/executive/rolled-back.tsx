import { formatCount } from '@/lib/format/number';
import { formatAge } from '@/lib/format/time';
import type { Executive } from '@/lib/insights/schema';
import { cut, plainReason, ROLLED_BACK_SHOWN } from './words';

/** What was taken back lately, and whether anyone had to notice. */
type RolledBackProps = { list: Executive['rolledBack']; total: Executive['takenBack']; at: number };

export function RolledBack({ list, total, at }: RolledBackProps) {
  const { shown } = cut(list, ROLLED_BACK_SHOWN);
  const more = total.count - shown.length;
  return (
    <section aria-labelledby="rolled-back" className="executive-part">
      <h2 id="rolled-back" className="eyebrow">
        Taken back
      </h2>
      {shown.length === 0 ? (
        <p className="mt-1 text-base text-ink">Nothing was taken back in {total.days} days.</p>
      ) : (
        <ul className="mt-1 divide-y divide-border text-base">
          {shown.map((entry) => (
            <li key={entry.id} className="flex flex-wrap gap-x-3 py-1.5">
              <span className="font-medium text-ink">
                {entry.service} <span className="font-mono font-normal">{entry.version}</span>
              </span>
              <span className="min-w-0 flex-1 basis-64 text-ink-2 md:truncate print:truncate" title={entry.reason}>
                {entry.automatic ? 'by itself' : 'by a person'}: {plainReason(entry.reason)}
              </span>
              <span className="text-sm text-ink-3">{formatAge(Date.parse(entry.at), at)}</span>
            </li>
          ))}
        </ul>
      )}
      {more > 0 ? (
        <p className="mt-1 text-xs text-ink-3">
          And {formatCount(more)} more in {total.days} days.
        </p>
      ) : null}
    </section>
  );
}
