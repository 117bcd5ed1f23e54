import { type ReactNode, useId } from 'react';

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

/** What the server said to the whole form. */
export function FormError({ error }: { error: Error | null }) {
  if (!error) return null;
  return (
    <p role="alert" className="text-sm font-medium text-failing-text">
      {error.message}
    </p>
  );
}
