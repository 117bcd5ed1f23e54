'use client';

import { useState } from 'react';
import { Button } from '@/components/ui/button';
import { onDemand, warming } from '@/components/ui/on-demand';
import { useMay } from '@/lib/queries/access';
import { useExecutive } from '@/lib/queries/insights';
import { PrintButton } from './print-button';
import { Statement } from './statement';

const ShareDialog = onDemand(async () => (await import('./share-dialog')).ShareDialog);

/** Status for people who decide, kept true, with the ways to hand it on. */
export function ExecutivePage() {
  const { data } = useExecutive();
  return data ? <Statement data={data} actions={<HandOn />} /> : null;
}

function HandOn() {
  const mayShare = useMay('admin');
  const [sharing, setSharing] = useState(false);
  return (
    <>
      {mayShare ? (
        <Button {...warming(ShareDialog)} onClick={() => setSharing(true)}>
          Share…
        </Button>
      ) : null}
      <PrintButton />
      {sharing ? <ShareDialog onClose={() => setSharing(false)} /> : null}
    </>
  );
}
