'use client';

import Link from 'next/link';
import { Panel, SectionHeader } from '@/components/layout/page-header';
import { LinkButton } from '@/components/ui/link-button';
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from '@/components/ui/table';
import { useSlosOf } from '@/lib/queries/slos';
import type { SloDetail } from '@/lib/slos/schema';
import { BudgetBar } from './budget-bar';
import { SloLine } from './slo-line';
import { SloStatus } from './slo-status';
import {
  attainedWords,
  burnWords,
  minutesWords,
  nameOf,
  objectiveWords,
  remainingWords,
  spentWords,
  windowWords,
} from './words';

/** What a service promises and what is left of it (screens.md 2.6). */
export function ServiceSlos({ service, mayConfigure }: { service: string; mayConfigure: boolean }) {
  const slos = useSlosOf(service).data;
  const add = mayConfigure ? <LinkButton href={`/slos/new?service=${service}`}>New SLO</LinkButton> : null;
  if (!slos) return null;
  return (
    <section aria-labelledby="service-slos">
      <SectionHeader id="service-slos" title="SLOs" actions={add} />
      <Panel>
        {slos.length === 0 ? (
          <p className="px-4 py-3 text-sm text-ink-2">
            None yet: nothing says how much failure is too much, and no budget can run out.
          </p>
        ) : (
          <>
            <ul className="divide-y divide-border md:hidden">
              {slos.map((slo) => (
                <li key={slo.slo}>
                  <Link href={`/slos/${slo.service}/${slo.slo}`} className="block px-4 py-3 no-underline">
                    <SloLine slo={slo} />
                  </Link>
                </li>
              ))}
            </ul>
            <div className="max-md:hidden">
              <Table aria-label={`SLOs of ${service}`}>
                <TableHead>
                  <tr>
                    <TableHeader>SLO</TableHeader>
                    <TableHeader>Objective</TableHeader>
                    <TableHeader>Now</TableHeader>
                    <TableHeader>Error budget left</TableHeader>
                    <TableHeader>Burn 1 h · 6 h · 3 d</TableHeader>
                    <TableHeader>Who spent it</TableHeader>
                  </tr>
                </TableHead>
                <TableBody>
                  {slos.map((slo) => (
                    <Row key={slo.slo} slo={slo} />
                  ))}
                </TableBody>
              </Table>
            </div>
          </>
        )}
      </Panel>
    </section>
  );
}

const QUIET = ['healthy', 'low_traffic'];

function Row({ slo }: { slo: SloDetail }) {
  const { standing } = slo;
  return (
    <TableRow>
      <TableCell className="whitespace-nowrap">
        <Link href={`/slos/${slo.service}/${slo.slo}`} className="font-medium text-ink underline">
          {nameOf(slo)}
        </Link>
        <span className="text-ink-3">, {windowWords(slo.window)}</span>
      </TableCell>
      <TableCell className="whitespace-nowrap text-ink-2">{objectiveWords(slo.objective)}</TableCell>
      <TableCell className="whitespace-nowrap text-ink">{attainedWords(standing, slo.objective)}</TableCell>
      <TableCell>
        <span className="flex items-center gap-2 whitespace-nowrap">
          <BudgetBar left={standing?.remaining ?? null} className="max-lg:hidden" />
          <span className={(standing?.remaining ?? 1) <= 0 ? 'font-semibold text-failing-text' : 'text-ink'}>
            {remainingWords(standing)}
          </span>
          {standing ? <span className="text-ink-2">{minutesWords(standing)}</span> : null}
          {standing && !QUIET.includes(standing.status) ? <SloStatus standing={standing} /> : null}
        </span>
      </TableCell>
      <TableCell className="whitespace-nowrap text-ink-2">{burnWords(standing)}</TableCell>
      <TableCell className="whitespace-nowrap text-ink-2">{spentWords(slo)}</TableCell>
    </TableRow>
  );
}
