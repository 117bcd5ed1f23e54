import { Sparkline } from '@/components/charts/sparkline';
import type { Executive } from '@/lib/insights/schema';
import { deliveryRows, volumeWords } from './words';

const HEAD = 'pb-1 pr-4 font-medium';

/** How often, how fast, how safely: 30 days beside the 30 before, twelve weeks, and the band of 2023 as a word. */
export function Delivery({ data }: { data: Executive }) {
  const { dora } = data;
  return (
    <section aria-labelledby="delivery" className="executive-part">
      <table className="w-full border-collapse text-left text-base">
        <caption id="delivery" className="sr-only">
          Delivery, last 30 days and the 30 before
        </caption>
        <thead>
          <tr className="text-xs text-ink-3">
            <th scope="col" className={HEAD}>
              Delivery
            </th>
            <th scope="col" className={HEAD}>
              30 days
            </th>
            <th scope="col" className={HEAD}>
              before
            </th>
            <th scope="col" className={HEAD}>
              band
            </th>
            <th scope="col" className={`${HEAD} max-sm:hidden`}>
              12 weeks
            </th>
            <th scope="col" className="pb-1 font-medium max-md:hidden print:table-cell">
              known as
            </th>
          </tr>
        </thead>
        <tbody>
          {deliveryRows(data).map((row) => (
            <tr key={row.term} className="border-t border-border">
              <th scope="row" className="py-1.5 pr-4 font-normal text-ink">
                {row.plain}
              </th>
              <td className="py-1.5 pr-4 font-semibold whitespace-nowrap text-ink">{row.now}</td>
              <td className="py-1.5 pr-4 whitespace-nowrap text-ink-2">{row.before}</td>
              <td className={`py-1.5 pr-4 whitespace-nowrap ${row.banded ? 'text-ink-2' : 'text-sm text-ink-3'}`}>
                {row.band ?? '–'}
              </td>
              <td className="py-1.5 pr-4 max-sm:hidden">
                {row.weeks.some((week) => week !== null && week > 0) ? (
                  <Sparkline values={row.weeks} label={row.trend} />
                ) : (
                  <span className="text-sm text-ink-3">–</span>
                )}
              </td>
              <td className="py-1.5 text-sm text-ink-3 max-md:hidden print:table-cell">{row.term}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className="mt-2 text-sm text-ink-2">{volumeWords(dora)}.</p>
      <p className="mt-1 text-xs text-ink-3">
        Bands are DORA’s of 2023; rework had none.
        {dora.changeLeadTimeMs.why ? ` From commit to users: ${dora.changeLeadTimeMs.why}.` : ''}
      </p>
    </section>
  );
}
