import { Flame, Minus, TrendingDown, TrendingUp } from 'lucide-react';
import { Panel, SectionHeader } from '@/components/layout/page-header';
import { Badge } from '@/components/ui/badge';
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from '@/components/ui/table';
import type { AlertView } from '@/lib/slos/schema';
import { rateWords, windowWords } from './words';

const STATE = {
  firing: { word: 'Fires', icon: Flame },
  rising: { word: 'Rising: only the short span is above', icon: TrendingUp },
  recovering: { word: 'Recovering: the short span is below again', icon: TrendingDown },
  fine: { word: 'Quiet', icon: Minus },
  no_data: { word: 'No data', icon: Minus },
  low_traffic: { word: 'Held back: too few events to page by', icon: Minus },
} as const;

/** What would page or ask for a ticket, and how near it is. */
export function AlertTable({ alerts }: { alerts: readonly AlertView[] }) {
  return (
    <section aria-labelledby="slo-alerts">
      <SectionHeader id="slo-alerts" title="Alerts" />
      <Panel>
        {alerts.length === 0 ? (
          <p className="px-4 py-3 text-sm text-ink-2">None: nobody is told how fast this budget burns.</p>
        ) : (
          <Table aria-label="Burn-rate alerts">
            <TableHead>
              <tr>
                <TableHeader>Alert</TableHeader>
                <TableHeader>Fires above</TableHeader>
                <TableHeader>Long span</TableHeader>
                <TableHeader>Short span</TableHeader>
                <TableHeader>State</TableHeader>
              </tr>
            </TableHead>
            <TableBody>
              {alerts.map((alert) => (
                <Row key={`${alert.severity} ${alert.long} ${alert.short} ${alert.factor}`} alert={alert} />
              ))}
            </TableBody>
          </Table>
        )}
      </Panel>
    </section>
  );
}

const span = (text: string): string => windowWords(text).replace('m', 'min');

function Row({ alert }: { alert: AlertView }) {
  const { word, icon: Icon } = STATE[alert.state];
  const firing = alert.state === 'firing';
  return (
    <TableRow>
      <TableCell className="text-ink">{alert.severity === 'page' ? 'Page' : 'Ticket'}</TableCell>
      <TableCell className="text-ink-2">{Number(alert.factor.toPrecision(4))}×</TableCell>
      <TableCell className="whitespace-nowrap text-ink-2">
        {rateWords(alert.longRate)} over {span(alert.long)}
      </TableCell>
      <TableCell className="whitespace-nowrap text-ink-2">
        {rateWords(alert.shortRate)} over {span(alert.short)}
      </TableCell>
      <TableCell>
        {firing ? (
          <Badge variant={alert.severity === 'page' ? 'failing' : 'needs'}>
            <Icon aria-hidden="true" />
            {word}
          </Badge>
        ) : (
          <span className="inline-flex items-center gap-1.5 whitespace-nowrap text-ink-2">
            <Icon aria-hidden="true" className="size-3.5 text-ink-3" />
            {word}
          </span>
        )}
      </TableCell>
    </TableRow>
  );
}
