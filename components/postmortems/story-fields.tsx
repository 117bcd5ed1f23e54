import { SectionHeader } from '@/components/layout/page-header';
import { Field } from '@/components/ui/field';
import { Textarea } from '@/components/ui/textarea';
import type { PostmortemDraft } from './draft';
import { SECTIONS } from './words';

type StoryFieldsProps = {
  draft: PostmortemDraft;
  readOnly: boolean;
  onChange: (part: Partial<PostmortemDraft>) => void;
};

/** What only people know. */
export function StoryFields({ draft, readOnly, onChange }: StoryFieldsProps) {
  return (
    <section aria-labelledby="story">
      <SectionHeader id="story" title="Story" />
      <div className="flex flex-col gap-4">
        {SECTIONS.map(({ key, label, placeholder }) => (
          <Field key={key} label={label}>
            <Textarea
              rows={key === 'summary' ? 3 : 2}
              readOnly={readOnly}
              value={draft[key]}
              placeholder={placeholder}
              maxLength={20_000}
              onChange={(event) => onChange({ [key]: event.target.value })}
              className="min-h-12"
            />
          </Field>
        ))}
      </div>
    </section>
  );
}
