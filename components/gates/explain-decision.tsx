'use client';

import { useState } from 'react';
import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { unbroken } from '@/lib/format/number';
import { explainGate, howItDecides } from '@/lib/gates/explain';
import type { GateEvaluation } from '@/lib/gates/schema';
import { gateTitle } from './words';

/** "Explain": everything a verdict was made of, line by line, and how the method works in plain words. */
export function ExplainDecision({ gate }: { gate: GateEvaluation }) {
  const [open, setOpen] = useState(false);
  const [verdict, ...lines] = explainGate(gate).map(unbroken);
  return (
    <>
      <Button
        size="sm"
        variant="ghost"
        aria-haspopup="dialog"
        aria-label={`Explain this decision: ${gateTitle(gate)}`}
        onClick={() => setOpen(true)}
      >
        Explain
      </Button>
      <Dialog open={open} onOpenChange={setOpen} title="Explain this decision" description={verdict} wide>
        <ul className="mt-4 flex flex-col gap-2 text-sm text-ink">
          {lines.map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
        <h3 className="eyebrow mt-6 mb-2">How it decides</h3>
        <div className="flex max-w-prose flex-col gap-2 text-sm text-ink-2">
          {howItDecides(gate).map((paragraph) => (
            <p key={paragraph}>{paragraph}</p>
          ))}
        </div>
        <div className="mt-6 flex justify-end">
          <Button onClick={() => setOpen(false)}>Close</Button>
        </div>
      </Dialog>
    </>
  );
}
