import { BatteryLow, BatteryWarning, Check, CircleDashed, Flame, type LucideIcon, Scale } from 'lucide-react';
import { Badge } from '@/components/ui/badge';
import { cn } from '@/components/ui/cn';
import type { SloStanding, SloStatus as Status } from '@/lib/slos/schema';

type Look = { word: string; icon: LucideIcon; variant: 'failing' | 'needs' | 'unknown' | null };

const LOOK: Record<Status | 'paging', Look> = {
  exhausted: { word: 'Budget spent', icon: BatteryWarning, variant: 'failing' },
  paging: { word: 'Burning fast', icon: Flame, variant: 'failing' },
  burning: { word: 'Burning', icon: BatteryLow, variant: 'needs' },
  no_data: { word: 'No data', icon: CircleDashed, variant: 'unknown' },
  low_traffic: { word: 'Low traffic', icon: Scale, variant: null },
  healthy: { word: 'Within budget', icon: Check, variant: null },
};

const lookOf = ({ status, alerts }: Pick<SloStanding, 'status' | 'alerts'>): Look => {
  const paging = alerts.some(({ severity, state }) => severity === 'page' && state === 'firing');
  return LOOK[status === 'burning' && paging ? 'paging' : status];
};

/** How an SLO stands: word, mark and form. What is well needs no colour. */
export function SloStatus({ standing, className }: { standing: SloStanding | null; className?: string }) {
  if (!standing) return <Badge variant="unknown">Being counted</Badge>;
  const { word, icon: Icon, variant } = lookOf(standing);
  const mark = <Icon aria-hidden="true" className="size-3.5 shrink-0" />;
  if (variant)
    return (
      <Badge variant={variant} className={className}>
        {mark}
        {word}
      </Badge>
    );
  return (
    <span className={cn('inline-flex items-center gap-1.5 text-sm whitespace-nowrap text-ink-2', className)}>
      {mark}
      {word}
    </span>
  );
}
