'use client';

import { Dialog } from '@/components/ui/dialog';
import { Kbd } from '@/components/ui/kbd';
import { keyLabel } from './match';
import { useShortcutList } from './shortcuts';

const isApple = () => typeof navigator !== 'undefined' && /Mac|iP(hone|ad)/.test(navigator.userAgent);

/** `?` shows every shortcut that works on the page in view. */
export function ShortcutSheet({ open, onOpenChange }: { open: boolean; onOpenChange: (open: boolean) => void }) {
  const shortcuts = useShortcutList();
  const winning = shortcuts.filter(
    (entry, index) => shortcuts.findLastIndex((other) => other.keys === entry.keys) === index,
  );
  const groups = [...new Set(winning.map((entry) => entry.group))];
  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      wide
      title="Keys"
      description="Single letters never fire in a field, with a modifier or while held down."
    >
      <div className="mt-4 gap-8 sm:columns-2">
        {groups.map((group) => (
          <section key={group} className="mb-6 break-inside-avoid">
            <h3 className="eyebrow mb-1">{group}</h3>
            <dl>
              {winning
                .filter((entry) => entry.group === group)
                .map((entry) => (
                  <div key={entry.keys} className="flex items-center justify-between gap-4 py-1 text-sm">
                    <dt className="text-ink-2">{entry.label}</dt>
                    <dd className="flex shrink-0 gap-1">
                      {keyLabel(entry.keys, isApple())
                        .split(' ')
                        .map((cap) => (
                          <Kbd key={cap} className="touch:inline-flex">
                            {cap}
                          </Kbd>
                        ))}
                    </dd>
                  </div>
                ))}
            </dl>
          </section>
        ))}
      </div>
    </Dialog>
  );
}
