import { Sparkline } from '@/components/charts/sparkline';
import type { Executive } from '@/lib/insights/schema';
import { deliveryRows, volumeWords } from './words';

/** How often, how fast, how safely: 30 days beside the 30 before. */
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
            <th scope="col" className="pb-1 font-medium">
              Delivery
            </th>
            <th scope="col" className="pb-1 font-medium">
              30 days
            </th>
            <th scope="col" className="pb-1 font-medium">
              before
            </th>
            <th scope="col" className="pb-1 font-medium max-sm:hidden">
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
              <td className="py-1.5 pr-4 font-semibold text-ink">{row.now}</td>
              <td className="py-1.5 pr-4 text-ink-2">{row.before}</td>
              <td className="py-1.5 text-sm text-ink-3 max-sm:hidden">{row.term}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <div className="mt-2 flex flex-wrap items-end gap-x-6 gap-y-2 text-sm text-ink-2">
        <p>{volumeWords(dora)}.</p>
        {dora.weeks.length > 1 ? (
          <span className="flex items-end gap-2">
            <Sparkline
              values={dora.weeks.map((week) => week.started)}
              label={`Releases begun per week, ${dora.weeks.map((week) => week.started).join(', ')}`}
            />
            <span className="text-xs text-ink-3">releases a week</span>
          </span>
        ) : null}
      </div>
      {dora.changeLeadTimeMs.why ? (
        <p className="mt-1 text-xs text-ink-3">From commit to users: {dora.changeLeadTimeMs.why}</p>
      ) : null}
    </section>
  );
}
