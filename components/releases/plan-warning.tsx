'use client';

import { TriangleAlert } from 'lucide-react';
import { useAssessment } from '@/lib/queries/plans';
import type { ServiceView } from '@/lib/services/view';

/** What the plan of a service cannot catch with its traffic of the last day: said before the release starts, never in its way. */
export function PlanWarning({ service }: { service: Pick<ServiceView, 'name' | 'plan'> | undefined }) {
  const asked = service ? { service: service.name, window: '1d' } : null;
  const { data, isPlaceholderData } = useAssessment(service?.plan ?? '', asked);
  const warning = service && !isPlaceholderData ? data?.warnings[0] : undefined;
  return (
    <div aria-live="polite">
      {warning ? (
        <p className="flex gap-2 text-sm text-ink-2">
          <TriangleAlert aria-hidden className="mt-0.5 size-4 shrink-0 text-needs" />
          <span>
            <span className="font-medium text-needs-text">Plan {service?.plan} sees little here.</span> {warning}
          </span>
        </p>
      ) : null}
    </div>
  );
}
