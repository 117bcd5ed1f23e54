import { cn } from '@/components/ui/cn';

/** Splits "doing: why. What next, who or when." into its sentences. Decimal points and versions stay whole. */
export function sentencesOf(line: string): string[] {
  return line.split(/(?<=[.!?”])\s+(?=[A-Z“0-9])/u).filter((sentence) => sentence !== '');
}

type FirstLineProps = {
  /** The whole line, made by the function that also made the decision; never composed here. */
  line: string;
  /** `page`: 16 px, wraps. `row`: the first sentence whole, and as many whole ones more as fit beside it. */
  as?: 'page' | 'row';
  className?: string;
};

/** A release's first line. In a row a sentence that does not fit wraps out of sight instead of being cut. */
export function FirstLine({ line, as = 'page', className }: FirstLineProps) {
  if (as === 'page') {
    return (
      <p data-first-line="" className={cn('max-w-prose text-lg font-semibold text-balance text-ink', className)}>
        {line}
      </p>
    );
  }
  const [first = '', ...rest] = sentencesOf(line);
  return (
    <p
      data-first-line=""
      data-first={first}
      title={line}
      // As high as the first sentence needs, however narrow the row is; what fits beside it is laid over that.
      className={cn(
        'relative min-h-5 min-w-0 text-sm text-ink before:invisible before:block before:content-[attr(data-first)]',
        className,
      )}
    >
      <span className="absolute inset-0 flex flex-wrap content-start gap-x-1 overflow-hidden">
        <span className="max-w-full">{first}</span>
        {rest.map((sentence) => (
          <span key={sentence} className="whitespace-nowrap">
            {sentence}
          </span>
        ))}
      </span>
    </p>
  );
}
