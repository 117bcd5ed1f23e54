import { type ReactNode, useId } from 'react';
import { cn } from '@/components/ui/cn';

type FormSectionProps = {
  title: string;
  /** What these fields decide, in a sentence. */
  about?: ReactNode;
  children: ReactNode;
};

/** One part of a long form: what it is about on the left, its fields on the right. */
export function FormSection({ title, about, children }: FormSectionProps) {
  const id = useId();
  return (
    <section
      aria-labelledby={id}
      className="grid gap-4 border-t border-border py-6 first:border-0 first:pt-0 lg:grid-cols-[16rem_minmax(0,1fr)] lg:gap-8"
    >
      <div>
        <h2 id={id} className="text-base font-semibold text-ink">
          {title}
        </h2>
        {about ? <p className="mt-1 max-w-prose text-sm text-ink-2">{about}</p> : null}
      </div>
      <div className="flex min-w-0 max-w-3xl flex-col gap-4">{children}</div>
    </section>
  );
}

type GroupErrorProps = { id?: string; className?: string; children: string | undefined };

/** What is wrong with several fields together, such as that none is ticked: has the focus where a wrong field would. */
export function GroupError({ id, className, children }: GroupErrorProps) {
  if (children === undefined) return null;
  return (
    <p id={id} tabIndex={-1} data-wrong="" className={cn('text-sm text-failing-text', className)}>
      {children}
    </p>
  );
}

/** What the server said to the whole form. */
export function FormError({ error }: { error: Error | null }) {
  if (!error) return null;
  return (
    <p role="alert" className="text-sm font-medium text-failing-text">
      {error.message}
    </p>
  );
}
