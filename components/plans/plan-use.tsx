'use client';

import { useFlight } from '@/lib/queries/releases';
import { useServices } from '@/lib/queries/services';
import { usedBy } from './words';

/** Who is touched by a new version of this plan, and who is not. */
export function PlanUse({ name }: { name: string }) {
  const all = useServices().data;
  const flying = (useFlight().data ?? []).filter((release) => release.plan === name);
  if (!all) return null;
  const services = all.filter((service) => service.plan === name);
  return (
    <p className="max-w-prose text-sm text-ink-2">
      {usedBy(
        services.map((service) => service.name),
        flying.length,
      )}
    </p>
  );
}
