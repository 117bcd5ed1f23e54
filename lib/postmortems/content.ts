import type { FieldError } from '@/lib/errors';
import type { PostmortemContent } from './schema';

/** What still forbids publishing: an action without an owner or a due date is a wish. */
export function publishProblems({ actions }: Pick<PostmortemContent, 'actions'>): FieldError[] {
  return actions.flatMap(({ owner, due, text }, index) => {
    const name = text.length > 60 ? `${text.slice(0, 57)}…` : text;
    const problems: FieldError[] = [];
    if (!owner) problems.push({ path: `content.actions.${index}.owner`, message: `the action "${name}" has no owner` });
    if (!due) problems.push({ path: `content.actions.${index}.due`, message: `the action "${name}" has no due date` });
    return problems;
  });
}

/** Which parts of a postmortem differ, by the names of its fields. */
export function changedParts(before: PostmortemContent, after: PostmortemContent): string[] {
  return (Object.keys(after) as (keyof PostmortemContent)[]).filter(
    (part) => JSON.stringify(before[part]) !== JSON.stringify(after[part]),
  );
}
