import type { ReactNode } from 'react';

/** One block of the design page. Its id, made of its title, is what the screenshot tests look for. */
export function Section({ title, children }: { title: string; children: ReactNode }) {
  const id = title.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-');
  return (
    <section id={id} className="mb-12">
      <h2 className="mb-3 border-b border-border pb-1 text-sm font-semibold text-ink">{title}</h2>
      <div className="flex flex-col gap-4">{children}</div>
    </section>
  );
}

export function Row({ children }: { children: ReactNode }) {
  return <div className="flex flex-wrap items-center gap-4">{children}</div>;
}
