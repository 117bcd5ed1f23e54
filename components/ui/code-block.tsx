import { cn } from './cn';
import { CopyButton } from './copy-button';

/** A command to be copied: a well with mono text that scrolls inside itself. */
export function CodeBlock({ code, label = 'Copy', className }: { code: string; label?: string; className?: string }) {
  return (
    <div
      className={cn(
        'flex items-start gap-3 rounded-control max-sm:flex-col max-sm:items-stretch max-sm:gap-1 border border-border bg-sunken p-2 pl-3',
        className,
      )}
    >
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reachable by keyboard */}
      <pre className="min-w-0 flex-1 overflow-x-auto py-1 text-left text-sm text-ink" tabIndex={0}>
        <code>{code}</code>
      </pre>
      <CopyButton text={code} label={label} />
    </div>
  );
}
