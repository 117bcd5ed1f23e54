'use client';

import { FlaskConical } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import { Button } from '@/components/ui/button';
import { useFleet } from './use-fleet';

const FleetPanel = lazy(() => import('./fleet-panel').then((module) => ({ default: module.FleetPanel })));

/** "Sample fleet": makes something real happen. Only there while the sample fleet runs. */
export function FleetMenu({ service }: { service?: string }) {
  const { data: fleet } = useFleet();
  const [open, setOpen] = useState(false);
  const known = fleet && (service === undefined || fleet.services.some((entry) => entry.name === service));
  if (!known) return null;
  return (
    <>
      <Button variant="ghost" aria-haspopup="dialog" onClick={() => setOpen(true)}>
        <FlaskConical aria-hidden="true" />
        Sample fleet
      </Button>
      {open ? (
        <Suspense fallback={null}>
          <FleetPanel fleet={fleet} {...(service ? { service } : {})} onClose={() => setOpen(false)} />
        </Suspense>
      ) : null}
    </>
  );
}
