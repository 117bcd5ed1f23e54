'use client';

import { useRouter } from 'next/navigation';
import { type FormEvent, useRef, useState } from 'react';
import { FormError, FormSection } from '@/components/form/form-section';
import { RemoveButton } from '@/components/form/remove-button';
import { focusFirstWrong, useIssues } from '@/components/form/use-issues';
import { useShortcut } from '@/components/keyboard/shortcuts';
import { PageHeader } from '@/components/layout/page-header';
import { Button } from '@/components/ui/button';
import { LinkButton } from '@/components/ui/link-button';
import { toast } from '@/components/ui/toast';
import { useDeleteSlo, usePutSlo } from '@/lib/queries/slos';
import { nameSchema } from '@/lib/shared/names';
import { type SloView, sloInputSchema } from '@/lib/slos/schema';
import { draftOf, EMPTY_SLO, inputOf, type SloDraft } from './draft';
import { IndicatorFields } from './indicator-fields';
import { NameFields } from './name-fields';
import { ObjectiveFields } from './objective-fields';

const formSchema = sloInputSchema.safeExtend({ service: nameSchema, slo: nameSchema });

/** Creates an SLO, or changes the one that is given. Checked by the API's own schema, each error at its field. */
export function SloEditor({ slo, service = '' }: { slo?: SloView; service?: string }) {
  const router = useRouter();
  const form = useRef<HTMLFormElement>(null);
  const put = usePutSlo();
  const [based] = useState(slo);
  const [draft, setDraft] = useState<SloDraft>(() => (slo ? draftOf(slo) : { ...EMPTY_SLO, service }));
  const check = useIssues(formSchema, { service: draft.service, slo: draft.slo, ...inputOf(draft) });
  const change = (part: Partial<SloDraft>) => setDraft((before) => ({ ...before, ...part }));
  const back = based ? `/slos/${based.service}/${based.slo}` : service ? `/services/${service}` : '/slos';

  function save() {
    const value = check.attempt();
    if (!value) return focusFirstWrong(form.current);
    const { service: of, slo: name, ...input } = value;
    put.mutate(
      { service: of, slo: name, input, version: based?.version ?? null },
      {
        onSuccess: () => {
          toast(based ? `${name} of ${of} is changed` : `${of} promises ${name}`);
          router.push(`/slos/${of}/${name}`);
        },
        onError: (error) => {
          check.refuse(error);
          focusFirstWrong(form.current);
        },
      },
    );
  }

  useShortcut({ keys: 'mod+s', label: 'Save the SLO', group: 'SLO', run: save });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save();
  };
  const fields = { draft, change, issues: check.issues };
  return (
    <form ref={form} onSubmit={submit} noValidate>
      <PageHeader
        title={based ? `Edit ${based.displayName ?? based.slo}` : 'New SLO'}
        facts={based ? <span>version {based.version}</span> : null}
        actions={
          <>
            <LinkButton href={back}>Discard</LinkButton>
            <Button type="submit" variant="primary" shortcut="⌘S" busy={put.isPending}>
              {put.isPending ? 'Saving…' : based ? 'Save' : 'Make the promise'}
            </Button>
          </>
        }
      >
        <FormError error={put.error} />
      </PageHeader>
      <NameFields {...fields} isNew={!based} />
      <IndicatorFields {...fields} />
      <ObjectiveFields {...fields} />
      {based ? <DeleteSlo service={based.service} slo={based.slo} /> : null}
    </form>
  );
}

function DeleteSlo({ service, slo }: { service: string; slo: string }) {
  const removal = useDeleteSlo();
  return (
    <FormSection
      title="Delete"
      about="Its budget no longer counts anywhere, and what was counted is gone. The record stays."
    >
      <div>
        <RemoveButton
          label={`Delete ${slo}…`}
          verb="Delete"
          title={`Delete ${slo} of ${service}?`}
          consequence={`Nobody holds ${service} to it any more, and no freeze comes from it.`}
          whyHint="Why it is no longer promised"
          removal={removal}
          onConfirm={(reason, then) => removal.mutate({ service, slo, reason }, then)}
          done={`${slo} of ${service} is deleted`}
          backTo="/slos"
        />
      </div>
    </FormSection>
  );
}
