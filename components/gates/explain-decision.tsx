'use client';

import { useState } from 'react';
import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { onDemand, warming } from '@/components/ui/on-demand';
import { unbroken } from '@/lib/format/number';
import { explainGate } from '@/lib/gates/explain';
import type { GateEvaluation } from '@/lib/gates/schema';
import type { Release } from '@/lib/releases/schema';
import { gateTitle } from './words';

const ExplainBody = onDemand(() => import('./explain-body').then((module) => module.ExplainBody));

/** "Explain": everything a verdict was made of: why, the arithmetic, the samples, the query, and how the method works. */
export function ExplainDecision({ gate, release, at }: { gate: GateEvaluation; release: Release; at: number | null }) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button
        size="sm"
        variant="ghost"
        aria-haspopup="dialog"
        aria-label={`Explain this decision: ${gateTitle(gate)}`}
        {...warming(ExplainBody)}
        onClick={() => setOpen(true)}
      >
        Explain
      </Button>
      <Dialog
        open={open}
        onOpenChange={setOpen}
        title="Explain this decision"
        description={unbroken(explainGate(gate)[0] ?? '')}
        wide
      >
        <ExplainBody gate={gate} release={release} at={at} close={() => setOpen(false)} />
      </Dialog>
    </>
  );
}
