import { FormSection } from '@/components/form/form-section';
import { errorAt, type Issues } from '@/components/form/issues';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { Select } from '@/components/ui/select';
import { nameFrom, type ServiceDraft } from './draft';

export type ServiceFieldsProps = {
  draft: ServiceDraft;
  change: (part: Partial<ServiceDraft>) => void;
  issues: Issues;
};

const TIERS = [
  { value: '1', label: '1, users notice at once' },
  { value: '2', label: '2, users notice soon' },
  { value: '3', label: '3, inside the house' },
] as const;

/** What it is called, whose it is, how much it matters, and what to do at night. */
export function IdentityFields({ draft, change, issues, isNew }: ServiceFieldsProps & { isNew: boolean }) {
  const rename = (displayName: string) => {
    const follows = isNew && (draft.name === '' || draft.name === nameFrom(draft.displayName));
    change({ displayName, ...(follows ? { name: nameFrom(displayName) } : {}) });
  };
  return (
    <FormSection title="Service" about="What is released, who owns it, and what whoever is on call needs at night.">
      <div className="grid gap-4 sm:grid-cols-2">
        <Field label="Name people use" {...errorAt(issues, 'displayName')}>
          <Input value={draft.displayName} onChange={(e) => rename(e.target.value)} autoComplete="off" />
        </Field>
        <Field
          label="Name in the API"
          hint={isNew ? 'Your pipeline says this name. It cannot be changed later.' : 'Stays as it is.'}
          {...errorAt(issues, 'name')}
        >
          <Input
            value={draft.name}
            readOnly={!isNew}
            onChange={(e) => change({ name: e.target.value })}
            className="font-mono"
            autoComplete="off"
            spellCheck={false}
          />
        </Field>
        <Field label="Owner team" {...errorAt(issues, 'owner')}>
          <Input value={draft.owner} onChange={(e) => change({ owner: e.target.value })} autoComplete="off" />
        </Field>
        <Field label="Tier" {...errorAt(issues, 'tier')}>
          <Select value={draft.tier} onValueChange={(tier) => change({ tier })} options={TIERS} />
        </Field>
      </div>
      <Field label="Runbook" optional {...errorAt(issues, 'runbookUrl')}>
        <Input
          value={draft.runbookUrl}
          onChange={(e) => change({ runbookUrl: e.target.value })}
          placeholder="https://"
          inputMode="url"
          autoComplete="off"
        />
      </Field>
      <Field
        label="Revert command"
        optional
        hint="What a person runs when Rampart itself is down. Shown wherever a rollback may be needed."
        {...errorAt(issues, 'revertCommand')}
      >
        <Input
          value={draft.revertCommand}
          onChange={(e) => change({ revertCommand: e.target.value })}
          placeholder="kubectl argo rollouts undo checkout -n shop"
          className="font-mono"
          autoComplete="off"
          spellCheck={false}
        />
      </Field>
    </FormSection>
  );
}
