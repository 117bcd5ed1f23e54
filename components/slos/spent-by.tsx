import Link from 'next/link';
import { Panel, SectionHeader } from '@/components/layout/page-header';
import { formatCount, formatShare } from '@/lib/format/number';
import type { SloDetail } from '@/lib/slos/schema';
import { spentWords, windowWords } from './words';

/** Which version spent how much of the budget: "2.4.1 spent 11 % of the month". */
export function SpentBy({ slo }: { slo: SloDetail }) {
  const whole = `the ${windowWords(slo.window).replace(/^each /, '')}`;
  return (
    <section aria-labelledby="slo-spent">
      <SectionHeader id="slo-spent" title="Who spent it" />
      <Panel>
        {slo.attribution.length === 0 ? (
          <p className="px-4 py-3 text-sm text-ink-2">Nothing was spent in this window.</p>
        ) : (
          <>
            <p className="border-b border-border px-4 py-2 text-sm text-ink-2">
              Of what was spent: {spentWords(slo)}. A release counts while it climbs, its version also after.
            </p>
            <ul className="divide-y divide-border">
              {slo.attribution.map(({ version, release, share, releasing, bad }) => (
                <li
                  key={version}
                  className="flex min-h-row flex-wrap items-baseline gap-x-3 gap-y-1 px-4 py-1.5 text-sm"
                >
                  {release ? (
                    <Link href={`/releases/${release}`} className="font-mono font-medium text-ink underline">
                      {version}
                    </Link>
                  ) : (
                    <span className="font-mono text-ink">{version || 'no version said'}</span>
                  )}
                  <span className="text-ink">
                    spent {formatShare(share, share < 0.1 ? 1 : 0)} of {whole}
                  </span>
                  <span className="text-ink-2">
                    {formatCount(bad)} bad events
                    {releasing > 0
                      ? `, ${formatShare(Math.min(1, releasing / share), 0)} of them while it was released`
                      : ''}
                  </span>
                </li>
              ))}
            </ul>
          </>
        )}
      </Panel>
    </section>
  );
}
