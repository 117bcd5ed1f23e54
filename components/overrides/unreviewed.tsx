'use client';

import Link from 'next/link';
import { Time } from '@/components/layout/time';
import type { Release } from '@/lib/releases/schema';

/** Break-glass on this release that nobody has reviewed: it stays in sight, also after it ended. */
export function Unreviewed({ release }: { release: Pick<Release, 'unreviewed'> }) {
  if (release.unreviewed.length === 0) return null;
  return (
    <ul className="flex flex-col gap-1 text-sm">
      {release.unreviewed.map((item) => (
        <li key={item.id} className="text-needs-text">
          <span className="font-medium">Overridden</span> by {item.by} at step {item.step + 1},{' '}
          {item.blockers.map((kind) => kind.replace('_', ' ')).join(', ')}: “{item.reason}”, until{' '}
          <Time at={Date.parse(item.until)} /> at the latest.{' '}
          <Link href="/overrides" className="underline">
            Waits for a review
          </Link>
        </li>
      ))}
    </ul>
  );
}
