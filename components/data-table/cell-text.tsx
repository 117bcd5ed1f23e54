/** Words in a cell: cut off at its end, whole under the pointer. */
export function CellText({ children, title = children }: { children: string; title?: string }) {
  return (
    <span className="block truncate text-sm text-ink-2" title={title}>
      {children}
    </span>
  );
}
