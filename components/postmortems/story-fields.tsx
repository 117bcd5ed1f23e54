import { SectionHeader } from '@/components/layout/page-header';
import { Field } from '@/components/ui/field';
import { Textarea } from '@/components/ui/textarea';
import type { Section } from '@/lib/postmortems/schema';
import type { PostmortemDraft } from './draft';
import { type Guards, SectionGuard } from './section-guard';
import { SECTIONS } from './words';

type StoryFieldsProps = {
  draft: PostmortemDraft;
  readOnly: boolean;
  guards: Guards;
  onEdit: (section: Section | null) => void;
  onChange: (part: Partial<PostmortemDraft>) => void;
};

/** What only people know. */
export function StoryFields({ draft, readOnly, guards, onEdit, onChange }: StoryFieldsProps) {
  return (
    <section aria-labelledby="story">
      <SectionHeader id="story" title="Story" />
      <div className="flex flex-col gap-4">
        {SECTIONS.map(({ key, label, placeholder }) => (
          <div key={key} className="flex flex-col gap-1">
            <Field label={label}>
              <Textarea
                rows={key === 'summary' ? 3 : 2}
                readOnly={readOnly || guards.held.has(key)}
                onFocus={() => onEdit(key)}
                onBlur={() => onEdit(null)}
                value={draft[key]}
                placeholder={placeholder}
                maxLength={20_000}
                onChange={(event) => onChange({ [key]: event.target.value })}
                className="min-h-12"
              />
            </Field>
            <SectionGuard section={key} guards={guards} />
          </div>
        ))}
      </div>
    </section>
  );
}
