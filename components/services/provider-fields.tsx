'use client';

import { useState } from 'react';
import { FormSection } from '@/components/form/form-section';
import { errorAt, under } from '@/components/form/issues';
import { webhookSecret } from '@/components/form/secret';
import { TextField, textsOf } from '@/components/form/text-field';
import { Button } from '@/components/ui/button';
import { Checkbox } from '@/components/ui/checkbox';
import { CopyButton } from '@/components/ui/copy-button';
import type { ServiceFieldsProps } from './identity-fields';

/** Where commands are sent, how they are signed, and where what happened is read back. */
export function ProviderFields({ draft, change, issues, hasSecret }: ServiceFieldsProps & { hasSecret: boolean }) {
  const [made, setMade] = useState<string | null>(null);
  const text = textsOf(draft, change, under(issues, 'provider'));
  function generate() {
    const secret = webhookSecret();
    setMade(secret);
    change({ secret });
  }
  return (
    <FormSection
      title="Provider"
      about="What really moves traffic or flags. Rampart sends it signed commands and reads back what it did."
    >
      <TextField
        label="Webhook URL"
        {...text('url')}
        placeholder="https://rollouts.example.com/rampart"
        inputMode="url"
      />
      <TextField
        label="Status URL"
        optional
        hint="GET answers { observedExposure }. Without it the webhook's own answer is all there is: one with observedExposure confirms, a bare 2xx is accepted, not confirmed."
        {...text('statusUrl')}
        placeholder="https://"
        inputMode="url"
      />
      <div className="flex flex-wrap items-start gap-2">
        <TextField
          label="Signing secret"
          optional
          className="min-w-60 flex-1"
          hint={hasSecret ? 'One is stored. Leave this empty to keep it.' : 'Standard Webhooks: whsec_ and base64.'}
          {...text('secret')}
          placeholder={hasSecret ? 'stored' : 'whsec_…'}
          code
        />
        <span className="flex gap-2 pt-6">
          <Button onClick={generate}>Make one</Button>
          {made !== null && made === draft.secret ? <CopyButton size="md" text={made} /> : null}
        </span>
      </div>
      {made !== null && made === draft.secret ? (
        <p className="text-sm text-needs-text">Copy it to the receiver now: it is not shown again after saving.</p>
      ) : null}
      <Checkbox
        checked={draft.rings}
        onCheckedChange={(rings) => change({ rings })}
        {...errorAt(issues, 'provider.rings')}
      >
        It can address rings by name (needed by plans of the mechanism “ring”)
      </Checkbox>
    </FormSection>
  );
}
