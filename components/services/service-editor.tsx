'use client';

import { useRouter } from 'next/navigation';
import { type FormEvent, useRef, useState } from 'react';
import { FormError } from '@/components/form/form-section';
import { focusFirstWrong, useIssues } from '@/components/form/use-issues';
import { useShortcut } from '@/components/keyboard/shortcuts';
import { PageHeader } from '@/components/layout/page-header';
import { Button } from '@/components/ui/button';
import { LinkButton } from '@/components/ui/link-button';
import { toast } from '@/components/ui/toast';
import { usePutService } from '@/lib/queries/services';
import { serviceInputSchema } from '@/lib/services/schema';
import type { ServiceView } from '@/lib/services/view';
import { nameSchema } from '@/lib/shared/names';
import { DeleteService } from './delete-service';
import { draftOf, EMPTY_SERVICE, inputOf, type ServiceDraft } from './draft';
import { IdentityFields } from './identity-fields';
import { LinkFields } from './link-fields';
import { ProviderFields } from './provider-fields';
import { ReleaseFields } from './release-fields';
import { TelemetryFields } from './telemetry-fields';

const formSchema = serviceInputSchema.safeExtend({ name: nameSchema });

/** Creates a service, or changes the one that is given. Checked by the API's own schema, each error at its field. */
export function ServiceEditor({ service }: { service?: ServiceView }) {
  const router = useRouter();
  const form = useRef<HTMLFormElement>(null);
  const put = usePutService();
  const [based] = useState(service);
  const [draft, setDraft] = useState<ServiceDraft>(() => (service ? draftOf(service) : EMPTY_SERVICE));
  const check = useIssues(formSchema, { name: draft.name, ...inputOf(draft) });
  const change = (part: Partial<ServiceDraft>) => setDraft((before) => ({ ...before, ...part }));
  const back = based ? `/services/${based.name}` : '/services';

  function save() {
    const value = check.attempt();
    if (!value) return focusFirstWrong(form.current);
    const { name, ...input } = value;
    put.mutate(
      { name, input, version: based?.version ?? null },
      {
        onSuccess: () => {
          toast(based ? `${input.displayName} is changed` : `${input.displayName} is registered`);
          router.push(`/services/${name}`);
        },
        onError: (error) => {
          check.refuse(error);
          focusFirstWrong(form.current);
        },
      },
    );
  }

  useShortcut({ keys: 'mod+s', label: 'Save the service', group: 'Service', run: save });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save();
  };
  const fields = { draft, change, issues: check.issues };
  return (
    <form ref={form} onSubmit={submit} noValidate>
      <PageHeader
        title={based ? `Edit ${based.displayName}` : 'New service'}
        facts={based ? <span>version {based.version}</span> : null}
        actions={
          <>
            <LinkButton href={back}>Discard</LinkButton>
            <Button type="submit" variant="primary" shortcut="⌘S" busy={put.isPending}>
              {put.isPending ? 'Saving…' : based ? 'Save' : 'Register the service'}
            </Button>
          </>
        }
      >
        <FormError error={put.error} />
      </PageHeader>
      <IdentityFields {...fields} isNew={!based} />
      <ReleaseFields {...fields} />
      <ProviderFields {...fields} hasSecret={based?.hasProviderSecret ?? false} />
      <TelemetryFields {...fields} />
      <LinkFields {...fields} />
      {based ? <DeleteService name={based.name} /> : null}
    </form>
  );
}
