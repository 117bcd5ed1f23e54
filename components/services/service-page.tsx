'use client';

import { StandingBanner } from '@/components/freezes/standing-banner';
import { useNow } from '@/components/layout/now';
import { ServiceSlos } from '@/components/slos/service-slos';
import { useMay } from '@/lib/queries/access';
import { useFlight } from '@/lib/queries/releases';
import { useService, useServiceHealth } from '@/lib/queries/services';
import { ServiceByHand } from './service-by-hand';
import { ServiceHeader } from './service-header';
import { ServicePlan } from './service-plan';
import { ServiceReleases } from './service-releases';
import { ServiceSight } from './service-sight';

/** One service (screens.md 2.6): who sees what, whether it is seen and obeyed, its releases, its plan, the way back. */
export function ServicePage({ name }: { name: string }) {
  const { data: service } = useService(name);
  const health = useServiceHealth(name).data ?? null;
  const flight = useFlight().data ?? [];
  const now = useNow();
  const mayConfigure = useMay('admin', service?.owner);
  const mayRelease = useMay('release', service?.owner);
  if (!service) return null;
  const flying = flight.filter((release) => release.service === name);
  return (
    <div className="flex flex-col gap-6">
      <ServiceHeader service={service} flying={flying} health={health} now={now} />
      <StandingBanner service={name} />
      {health ? <ServiceSight service={service} health={health} now={now} mayRelease={mayRelease} /> : null}
      <ServiceSlos service={name} mayConfigure={mayConfigure} />
      <ServiceReleases service={name} flying={flying} />
      <ServicePlan service={name} name={service.plan} />
      <ServiceByHand service={service} />
    </div>
  );
}
