'use client';

import { FlaskConical } from 'lucide-react';
import { useState } from 'react';
import { Button } from '@/components/ui/button';
import { onDemand } from '@/components/ui/on-demand';
import { useMaySomewhere } from '@/lib/queries/access';
import { useFleet } from './use-fleet';

const FleetPanel = onDemand(async () => (await import('./fleet-panel')).FleetPanel);

/** "Sample fleet": makes something real happen. Only there while the sample fleet runs, for who may release. */
export function FleetMenu({ service }: { service?: string }) {
  const { data: fleet } = useFleet();
  const [open, setOpen] = useState(false);
  const may = useMaySomewhere('release');
  const known = may && fleet && (service === undefined || fleet.services.some((entry) => entry.name === service));
  if (!known) return null;
  return (
    <>
      <Button variant="ghost" aria-haspopup="dialog" onClick={() => setOpen(true)}>
        <FlaskConical aria-hidden="true" />
        Sample fleet
      </Button>
      {open ? <FleetPanel fleet={fleet} {...(service ? { service } : {})} onClose={() => setOpen(false)} /> : null}
    </>
  );
}
