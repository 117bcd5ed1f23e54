import type { ReactNode } from 'react';

/** Things with their facts and buttons, one under the other; they wrap on a phone. */
export function Rows({ label, children }: { label: string; children: ReactNode }) {
  return (
    <ul
      aria-label={label}
      className="divide-y divide-border rounded-panel border border-border bg-surface empty:hidden"
    >
      {children}
    </ul>
  );
}

export function Row({ children, actions }: { children: ReactNode; actions?: ReactNode }) {
  return (
    <li className="flex flex-col gap-x-4 gap-y-2 px-4 py-2.5 text-sm sm:flex-row sm:items-center">
      <span className="flex min-w-0 flex-1 flex-wrap items-center gap-x-4 gap-y-1">{children}</span>
      {actions ? <span className="flex shrink-0 flex-wrap gap-2">{actions}</span> : null}
    </li>
  );
}

export const None = ({ children }: { children: ReactNode }) => <p className="text-sm text-ink-2">{children}</p>;
