import { FormSection } from '@/components/form/form-section';
import { errorAt, type Issues } from '@/components/form/issues';
import { TextField, textsOf } from '@/components/form/text-field';
import { Field } from '@/components/ui/field';
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
  const text = textsOf(draft, change, issues);
  const rename = (displayName: string) => {
    const follows = isNew && (draft.name === '' || draft.name === nameFrom(draft.displayName));
    change({ displayName, ...(follows ? { name: nameFrom(displayName) } : {}) });
  };
  return (
    <FormSection title="Service" about="What is released, who owns it, and what whoever is on call needs at night.">
      <div className="grid gap-4 sm:grid-cols-2">
        <TextField label="Name people use" {...text('displayName')} onChange={rename} />
        <TextField
          label="Name in the API"
          hint={isNew ? 'Your pipeline says this name. It cannot be changed later.' : 'Stays as it is.'}
          {...text('name')}
          readOnly={!isNew}
          code
        />
        <TextField label="Owner team" {...text('owner')} />
        <Field label="Tier" {...errorAt(issues, 'tier')}>
          <Select value={draft.tier} onValueChange={(tier) => change({ tier })} options={TIERS} />
        </Field>
      </div>
      <TextField label="Runbook" optional {...text('runbookUrl')} placeholder="https://" inputMode="url" />
      <TextField
        label="Revert command"
        optional
        hint="What a person runs when Rampart itself is down. Shown wherever a rollback may be needed."
        {...text('revertCommand')}
        placeholder="kubectl argo rollouts undo checkout -n shop"
        code
      />
    </FormSection>
  );
}
