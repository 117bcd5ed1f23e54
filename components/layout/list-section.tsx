import type { ReactNode } from 'react';
import { Panel, SectionHeader } from './page-header';

type ListSectionProps<T> = {
  title: string;
  items: readonly T[];
  /** Said where there is none; without it the section is not drawn then. */
  empty?: string | undefined;
  /** One `<li>` with its key. */
  children: (item: T) => ReactNode;
};

/** A panel of rows under its heading. */
export function ListSection<T>({ title, items, empty, children }: ListSectionProps<T>) {
  if (items.length === 0 && !empty) return null;
  return (
    <section aria-label={title}>
      <SectionHeader title={title} />
      <Panel>
        {items.length === 0 ? <p className="px-4 py-3 text-sm text-ink-2">{empty}</p> : null}
        <ul className="divide-y divide-border">{items.map(children)}</ul>
      </Panel>
    </section>
  );
}
