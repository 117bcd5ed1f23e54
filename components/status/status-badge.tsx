import { cn } from '@/components/ui/cn';
import { type Form, STATUS, type StatusVariant, type Tone } from './vocabulary';

/** The mark's colour; the word keeps a text colour that is legible on every ground. */
const MARK: Record<Tone, string> = {
  unknown: 'text-unknown',
  needs: 'text-needs',
  progressing: 'text-progressing',
  holding: 'text-holding',
  failing: 'text-failing',
  done: 'text-done',
};

const WORD: Record<Tone, string> = {
  unknown: 'text-ink-2',
  needs: 'text-needs-text',
  progressing: 'text-progressing',
  holding: 'text-ink-2',
  failing: 'text-failing-text',
  done: 'text-done',
};

const FORM: Record<Form, string> = {
  dashed: 'border-dashed border-unknown px-1.5',
  tinted: 'border-transparent bg-needs-tint px-1.5 font-medium',
  outlined: 'border-current px-1.5 font-medium',
  plain: 'border-0 px-0',
  bold: 'border-0 px-0 font-semibold',
  solid: 'border-failing bg-failing px-1.5 font-medium forced-color-adjust-none',
};

type StatusBadgeProps = {
  variant: StatusVariant;
  /** The page is stale: the word gains "was" and nothing looks certain. */
  stale?: boolean;
  className?: string;
};

/** Glyph, word and form of a release's status; never colour alone. */
export function StatusBadge({ variant, stale = false, className }: StatusBadgeProps) {
  const { word, icon: Icon, tone, form } = STATUS[variant];
  const solid = form === 'solid';
  return (
    <span
      data-status={variant}
      className={cn(
        'inline-flex h-[1.375rem] w-fit shrink-0 items-center gap-1.5 rounded-pill border text-sm whitespace-nowrap',
        FORM[form],
        solid ? 'text-on-accent' : WORD[tone],
        className,
      )}
    >
      <Icon aria-hidden="true" className={cn('size-3.5', solid ? 'text-on-accent' : MARK[tone])} strokeWidth={2} />
      {stale ? `was ${word.charAt(0).toLowerCase()}${word.slice(1)}` : word}
    </span>
  );
}
