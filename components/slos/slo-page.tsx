'use client';

import Link from 'next/link';
import { Facts, PageHeader, Panel, SectionHeader } from '@/components/layout/page-header';
import { LinkButton } from '@/components/ui/link-button';
import { useMay } from '@/lib/queries/access';
import { useService } from '@/lib/queries/services';
import { useBurnDown, useSlo } from '@/lib/queries/slos';
import type { SloDetail, SloStanding } from '@/lib/slos/schema';
import { AlertTable } from './alert-table';
import { BurnDown } from './burn-down';
import { SloStatus } from './slo-status';
import { SpentBy } from './spent-by';
import {
  attainedWords,
  eventsWords,
  firstLine,
  minutesWords,
  nameOf,
  objectiveWords,
  paceWords,
  rateWords,
  remainingWords,
  sliWords,
  windowWords,
} from './words';

/** One promise: how it stands, how its budget went, what would page, who spent it. */
export function SloPage({ service, slo }: { service: string; slo: string }) {
  const { data } = useSlo(service, slo);
  const burnDown = useBurnDown(service, slo).data;
  const owner = useService(service).data?.owner;
  const mayConfigure = useMay('admin', owner);
  if (!data) return null;
  return (
    <div className="flex flex-col gap-6">
      <Header slo={data} mayConfigure={mayConfigure} />
      <section aria-labelledby="burn-down">
        <SectionHeader id="burn-down" title={`Error budget, ${windowWords(data.window)}`} />
        <Panel className="px-4 py-3">
          {burnDown && burnDown.points.length > 0 ? (
            <BurnDown data={burnDown} />
          ) : (
            <p className="py-6 text-sm text-ink-2">
              Nothing was counted in this window yet. The first numbers come within a minute of the first sample.
            </p>
          )}
        </Panel>
      </section>
      {data.standing ? <Numbers slo={data} standing={data.standing} /> : null}
      {data.standing ? <AlertTable alerts={data.standing.alerts} /> : null}
      <SpentBy slo={data} />
    </div>
  );
}

function Header({ slo, mayConfigure }: { slo: SloDetail; mayConfigure: boolean }) {
  const path = `/slos/${slo.service}/${slo.slo}`;
  return (
    <PageHeader
      className="mb-0"
      title={nameOf(slo)}
      facts={
        <>
          <SloStatus standing={slo.standing} />
          <Link href={`/services/${slo.service}`} className="underline hover:text-ink">
            {slo.service}
          </Link>
          <span>
            {objectiveWords(slo.objective)}, {windowWords(slo.window)}
            {slo.timeZone ? `, ${slo.timeZone}` : ''}
          </span>
        </>
      }
      actions={mayConfigure ? <LinkButton href={`${path}/edit`}>Edit</LinkButton> : null}
    >
      <p className="text-lg font-semibold text-pretty text-ink">{firstLine(slo, slo.standing)}</p>
      <p className="max-w-prose text-sm text-ink-2">
        Good: {sliWords(slo)}.{slo.description ? ` ${slo.description}` : ''}
      </p>
      {slo.standing?.problem ? (
        <p role="status" className="max-w-prose text-sm font-medium text-needs-text">
          It cannot be counted now: {slo.standing.problem}
        </p>
      ) : null}
    </PageHeader>
  );
}

const SPANS = ['5m', '30m', '1h', '2h', '6h', '1d', '3d'] as const;

function Numbers({ slo, standing }: { slo: SloDetail; standing: SloStanding }) {
  return (
    <section aria-labelledby="slo-numbers">
      <SectionHeader id="slo-numbers" title="Numbers" />
      <Panel className="grid gap-x-8 gap-y-4 px-4 py-3 lg:grid-cols-2">
        <Facts
          items={[
            { term: 'Promised', value: objectiveWords(slo.objective) },
            { term: 'Attained', value: attainedWords(standing, slo.objective) },
            { term: 'Left', value: remainingWords(standing) },
            { term: slo.budget === 'events' ? 'In events' : 'Events', value: eventsWords(standing) },
            {
              term: 'In time',
              value: `${minutesWords(standing)}${slo.budget === 'events' ? ' of total failure' : ' of bad time'}`,
            },
            { term: 'Pace', value: paceWords(standing) || 'not known' },
          ]}
        />
        <div>
          <p className="text-sm text-ink-3">Burn rate: 1 spends the budget exactly by the end of the window</p>
          <dl className="mt-1 grid grid-cols-[repeat(auto-fit,minmax(3rem,1fr))] gap-2 text-sm">
            {SPANS.map((span) => (
              <div key={span}>
                <dt className="text-xs text-ink-3">{windowWords(span).replace('m', 'min')}</dt>
                <dd className="text-lg text-ink">{rateWords(standing.burnRates[span])}</dd>
              </div>
            ))}
          </dl>
        </div>
      </Panel>
    </section>
  );
}
