import { Checkbox } from '@/components/ui/checkbox';
import type { Excepted } from './excepted';

type LetThroughProps = { value: Excepted; onChange: (part: Partial<Excepted>) => void };

/** Which kinds of releases go on all the same. */
export function LetThrough({ value, onChange }: LetThroughProps) {
  return (
    <fieldset className="flex flex-col gap-2">
      <legend className="mb-1 text-sm font-medium text-ink">
        Let through all the same, by the kind of the release
      </legend>
      <Checkbox checked={value.securityFix} onCheckedChange={(securityFix) => onChange({ securityFix })}>
        Security fixes
      </Checkbox>
      <Checkbox checked={value.revert} onCheckedChange={(revert) => onChange({ revert })}>
        Reverts
      </Checkbox>
    </fieldset>
  );
}
