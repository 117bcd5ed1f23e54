'use client';

import { Table, TableBody, TableCaption, TableCell, TableHead, TableHeader, TableRow } from '@/components/ui/table';
import type { Resources } from '@/lib/cohorts/schema';
import { formatChange, formatCount } from '@/lib/format/number';
import { intervalWords } from '@/lib/gates/explain';
import { type CohortsAsked, useResources } from '@/lib/queries/cohorts';
import { HowToSend } from './how-to-send';
import { Loaded } from './loaded';

type Item = Resources['items'][number];

const TITLE: Record<string, string> = { cpu: 'CPU', memory: 'Memory', cost: 'Cost' };

/** Enough digits to see a change by, never a row of zeros. */
export function plainNumber(value: number | null): string {
  if (value === null) return '–';
  if (Math.abs(value) >= 100 || value === 0) return formatCount(value);
  return value.toLocaleString('en-US', { maximumSignificantDigits: 3 });
}

/** What both cohorts use and cost: the mean of each value, its change and how sure that is. */
export function ResourceTable({ service, asked }: { service: string; asked: CohortsAsked }) {
  const query = useResources(asked);
  return (
    <Loaded query={query}>
      {({ items }) =>
        items.length === 0 ? <HowToSend service={service} missing={{ kind: 'values' }} /> : <Found items={items} />
      }
    </Loaded>
  );
}

function Found({ items }: { items: readonly Item[] }) {
  const cost = items.find(({ key, perThousand }) => key === 'cost' && perThousand)?.perThousand;
  return (
    <>
      <p className="px-4 py-3 text-base font-medium text-ink">{costWords(cost ?? null)}</p>
      <Table aria-label="Use and cost">
        <TableCaption className="sr-only">Mean of each value that both versions sent in the same window</TableCaption>
        <TableHead>
          <tr>
            <TableHeader>Value</TableHeader>
            <TableHeader className="text-right">Canary, mean</TableHeader>
            <TableHeader className="text-right">Baseline, mean</TableHeader>
            <TableHeader className="text-right">Change</TableHeader>
            <TableHeader className="text-right">95 % bound</TableHeader>
          </tr>
        </TableHead>
        <TableBody>
          {items.map((item) => (
            <TableRow key={item.key}>
              <TableCell className="font-medium text-ink">{TITLE[item.key] ?? item.key}</TableCell>
              <MeanCell of={item.canary} />
              <MeanCell of={item.baseline} muted />
              <TableCell className="text-right">{item.effect === null ? '–' : formatChange(item.effect - 1)}</TableCell>
              <TableCell className="text-right whitespace-nowrap text-ink-2">{intervalWords(item) ?? '–'}</TableCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </>
  );
}

/** "1,000 requests cost 0.042, 0.039 before: +7.7 %." */
export function costWords(cost: Item['perThousand']): string {
  if (!cost) return 'Means of what both versions sent; no cost was sent.';
  const change = cost.baseline > 0 ? `: ${formatChange(cost.canary / cost.baseline - 1)}` : '';
  return `1,000 requests cost ${plainNumber(cost.canary)}, with the baseline ${plainNumber(cost.baseline)}${change}.`;
}

function MeanCell({ of, muted = false }: { of: Item['canary']; muted?: boolean }) {
  return (
    <TableCell className={muted ? 'text-right text-ink-2' : 'text-right text-ink'}>
      {plainNumber(of.mean)}
      {of.mean === null ? null : <span className="block text-xs text-ink-3">{formatCount(of.count)} measured</span>}
    </TableCell>
  );
}
