'use client';

import { Ellipsis, Link2 } from 'lucide-react';
import { useState } from 'react';
import { MetricCards } from '@/components/layout/metric-cards';
import { Receipt } from '@/components/status/receipt';
import { Badge } from '@/components/ui/badge';
import { Button, IconButton } from '@/components/ui/button';
import { Checkbox } from '@/components/ui/checkbox';
import { CodeBlock } from '@/components/ui/code-block';
import { ConfirmDialog } from '@/components/ui/confirm-dialog';
import { Field } from '@/components/ui/field';
import { FileInput } from '@/components/ui/file-input';
import { Input } from '@/components/ui/input';
import { Menu, MenuItem, MenuSeparator } from '@/components/ui/menu';
import { Select } from '@/components/ui/select';
import { Sheet } from '@/components/ui/sheet';
import { Tabs } from '@/components/ui/tabs';
import { Textarea } from '@/components/ui/textarea';
import { toast } from '@/components/ui/toast';
import { Tooltip } from '@/components/ui/tooltip';
import { Row, Section } from './section';

const CARDS = [
  { id: 'hurting', label: 'Hurting', count: 2, hint: 'oldest 10 min', tone: 'failing' },
  { id: 'needs', label: 'Needs a human', count: 3, hint: 'oldest 41 min', tone: 'needs' },
  { id: 'waiting', label: 'Waiting', count: 2, hint: 'next Mon 07:00' },
  { id: 'holding', label: 'Holding', count: 5, hint: 'next 0:50' },
  { id: 'moving', label: 'Moving', count: 0 },
  { id: 'finished', label: 'Finished today', count: 9, hint: '1 rolled back' },
] as const;

/** Accepted, confirmed and by whom, refused and why. */
function showToasts(): void {
  toast('Roll back asked', { description: 'checkout 2.4.1 → 0 %, by Mara Lind at 14:32:10.' });
  toast('checkout 2.4.1 is rolled back', {
    description: 'argo-rollouts prod-eu confirmed 0 % at 14:32:17, 7 s after Mara Lind asked.',
  });
  toast('Not advanced', {
    description: 'Rampart began rolling back at 14:32:14. Nothing was changed.',
    failed: true,
  });
}

export function Primitives() {
  const [card, setCard] = useState<string | null>('hurting');
  const [tab, setTab] = useState<'step' | 'release' | 'hour'>('step');
  const [plan, setPlan] = useState('standard');
  const [ticked, setTicked] = useState(true);
  const [dialog, setDialog] = useState<'rollback' | 'advance' | 'kill' | 'receipt' | null>(null);
  const [peek, setPeek] = useState(false);
  return (
    <>
      <Section title="Metric cards">
        <MetricCards cards={CARDS} selected={card} onSelect={setCard} />
      </Section>
      <Section title="Buttons">
        <Row>
          <Button variant="primary" shortcut="N">
            Start a release
          </Button>
          <Button shortcut="P">Pause</Button>
          <Button variant="failing" shortcut="R">
            Roll back
          </Button>
          <Button variant="ghost">Discard</Button>
          <Button size="sm">Small</Button>
          <IconButton label="Copy link" variant="outline">
            <Link2 aria-hidden="true" />
          </IconButton>
          <Button variant="primary" disabledReason="not while this page is stale">
            Advance…
          </Button>
          <Badge>tier 1</Badge>
          <Badge variant="needs">2 of 3</Badge>
          <Badge variant="unknown">not reported</Badge>
        </Row>
        <Row>
          <Button onClick={() => setDialog('rollback')}>Roll back dialog</Button>
          <Button onClick={() => setDialog('advance')}>Advance dialog</Button>
          <Button onClick={() => setDialog('kill')}>Kill switch dialog</Button>
          <Button onClick={() => setDialog('receipt')}>Receipt</Button>
          <Button onClick={() => setPeek(true)}>Peek</Button>
          <Button onClick={showToasts}>Toasts</Button>
          <Menu
            trigger={
              <IconButton label="More" variant="outline">
                <Ellipsis aria-hidden="true" />
              </IconButton>
            }
          >
            <MenuItem>Cancel</MenuItem>
            <MenuItem shortcut="O">Override…</MenuItem>
            <MenuSeparator />
            <MenuItem disabledReason="nothing exposed">Roll back</MenuItem>
          </Menu>
          <Tooltip content="Copy link" shortcut="C">
            <Button>Tooltip</Button>
          </Tooltip>
        </Row>
      </Section>
      <Section title="Fields">
        <div className="grid gap-4 sm:grid-cols-3">
          <Field label="Version" hint="As the telemetry reports it.">
            <Input placeholder="2.4.1" />
          </Field>
          <Field label="Exposure" error="must be a percentage from 0 to 100">
            <Input defaultValue="140" />
          </Field>
          <Field label="Plan" optional>
            <Select
              value={plan}
              onValueChange={setPlan}
              options={[
                { value: 'standard', label: 'standard' },
                { value: 'careful', label: 'careful' },
              ]}
            />
          </Field>
          <Field label="OpenSLO file">
            <FileInput onText={() => undefined} />
          </Field>
          <Field label="Reason" className="sm:col-span-2">
            <Textarea placeholder="Why now?" />
          </Field>
          <Checkbox checked={ticked} onCheckedChange={setTicked}>
            Include releases finished within 7 days
          </Checkbox>
        </div>
        <Tabs
          label="Window"
          variant="chips"
          value={tab}
          onValueChange={setTab}
          tabs={[
            { value: 'step', label: 'Step' },
            { value: 'release', label: 'Release' },
            { value: 'hour', label: '1 h' },
          ]}
        />
        <CodeBlock
          code={
            'curl -X POST $RAMPART_URL/api/v1/releases -H "Authorization: Bearer $TOKEN" -d \'{"service":"checkout","version":"2.4.1"}\''
          }
        />
      </Section>
      <ConfirmDialog
        open={dialog === 'rollback' || dialog === 'receipt'}
        onOpenChange={() => setDialog(null)}
        direction="safety"
        title="Roll back checkout 2.4.1?"
        consequence="checkout 2.4.1 → 0 %. Users return to 2.4.0."
        keepLabel="Keep 2.4.1"
        confirmLabel="Roll back"
        hurting
        reason={{ required: false, placeholder: 'errors 3.1× baseline at broad 5 %' }}
        onConfirm={() => setDialog('receipt')}
        receipt={
          dialog === 'receipt' ? (
            <Receipt
              steps={[
                { label: 'Asked', state: 'done' },
                { label: 'Accepted', state: 'done' },
                { label: 'Provider confirms 0 %', state: 'now', detail: '6 s' },
                { label: 'Errors at baseline', state: 'todo' },
              ]}
            />
          ) : undefined
        }
      >
        <p>Why: errors 3.1× baseline, bound ≥ 2.3×, limit 1.5× (215 of 14,400)</p>
        <p>Approvals and freezes do not block this. Asking twice changes nothing.</p>
        <p>Usually confirmed in 8 s; slowest of the last 20: 31 s.</p>
      </ConfirmDialog>
      <ConfirmDialog
        open={dialog === 'advance'}
        onOpenChange={() => setDialog(null)}
        direction="exposure"
        title="Advance catalog 1.88.0 early?"
        consequence="early 25 % → early 100 %. About 41,000 more people see 1.88.0."
        keepLabel="Keep holding"
        confirmLabel="Advance"
        reason={{ required: true, placeholder: 'Why not wait?' }}
        onConfirm={() => setDialog(null)}
      >
        <p>Against it: errors have 59 % of the evidence needed, about 6 min more.</p>
      </ConfirmDialog>
      <ConfirmDialog
        open={dialog === 'kill'}
        onOpenChange={() => setDialog(null)}
        direction="safety"
        title="Pull the kill switch for checkout?"
        consequence="2.4.1 → 0 % in every ring, now. Users return to 2.4.0."
        keepLabel="Keep 2.4.1"
        confirmLabel="Pull the kill switch"
        hurting
        reason={{ required: true, suggestions: ['Incident', 'Drill', 'Other'] }}
        onConfirm={() => setDialog(null)}
      />
      <Sheet open={peek} onOpenChange={setPeek} title="catalog 1.88.0" modal={false}>
        <p className="text-sm text-ink-2">A peek leaves the page usable.</p>
      </Sheet>
    </>
  );
}
