'use client';

import { Checkbox } from '@/components/ui/checkbox';
import { Field } from '@/components/ui/field';
import { Select } from '@/components/ui/select';
import type { Release } from '@/lib/releases/schema';
import { HOURS, hoursWords, liftableBy, lifts, type OverrideTerms } from './override-terms';

type OverrideFieldsProps = {
  release: Release;
  alone: boolean;
  terms: OverrideTerms;
  onChange: (terms: OverrideTerms) => void;
};

/** What an override lifts, one by one, and for how long. */
export function OverrideFields({ release, alone, terms, onChange }: OverrideFieldsProps) {
  const liftable = liftableBy(release, alone);
  const chosen = lifts(terms, release, alone);
  return (
    <>
      {liftable.length > 0 ? (
        <fieldset>
          <legend className="mb-1 font-medium text-ink">Lifts</legend>
          {release.blockers
            .filter(({ kind }) => liftable.includes(kind))
            .map(({ kind, detail }) => (
              <Checkbox
                key={kind}
                checked={chosen.includes(kind)}
                onCheckedChange={(lift) =>
                  onChange({
                    ...terms,
                    blockers: [...chosen.filter((other) => other !== kind), ...(lift ? [kind] : [])],
                  })
                }
              >
                {detail}
              </Checkbox>
            ))}
        </fieldset>
      ) : null}
      <Field label="Ends with this step, at the latest">
        <Select
          value={String(terms.hours)}
          onValueChange={(hours) => onChange({ ...terms, hours: Number(hours) })}
          options={HOURS.map((hours) => ({ value: String(hours), label: hoursWords(hours) }))}
        />
      </Field>
    </>
  );
}
