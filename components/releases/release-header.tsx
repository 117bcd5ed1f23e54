'use client';

import { Ellipsis } from 'lucide-react';
import Link from 'next/link';
import { FleetMenu } from '@/components/demo/fleet-menu';
import { useShortcut } from '@/components/keyboard/shortcuts';
import { copyLink } from '@/components/layout/copy-link';
import { FirstLine } from '@/components/layout/first-line';
import { useNow } from '@/components/layout/now';
import { PageHeader } from '@/components/layout/page-header';
import { Unreviewed } from '@/components/overrides/unreviewed';
import { IconButton } from '@/components/ui/button';
import { LinkButton } from '@/components/ui/link-button';
import { Menu, MenuItem } from '@/components/ui/menu';
import { toast } from '@/components/ui/toast';
import type { ActionName, Release } from '@/lib/releases/schema';
import { useAsk } from './act-provider';
import { ActionButton } from './action-button';
import { ACTION_KEY, ACTION_LABEL } from './action-labels';
import { AskedSeen } from './asked-seen';
import { ByHandButton } from './by-hand';
import { releaseAsText } from './copy-text';
import { KIND_WORDS } from './kind-words';
import { usePermitted } from './permitted';
import { ReleaseStatus } from './release-status';
import { useFirstLine } from './use-first-line';
import { useMoment } from './use-moment';

/** In this order on the page; the others stand behind "⋯". */
const SHOWN: readonly ActionName[] = ['rollback', 'approve', 'reject', 'pause', 'resume', 'advance'];
const MENU: readonly ActionName[] = ['cancel', 'override'];

async function copyAsText(release: Release, now: number): Promise<void> {
  const text = releaseAsText(release, location.href, now);
  try {
    await navigator.clipboard.writeText(text);
    toast('Copied for a chat channel', { description: text.split('\n')[1] ?? '' });
  } catch {
    toast('The browser refused to copy', { description: text, failed: true });
  }
}

function More({ release, now }: { release: Release; now: number }) {
  const ask = useAsk();
  const actions = usePermitted(release);
  const { at, pathAt } = useMoment(release.createdAt, now);
  useShortcut({ keys: 'c', label: 'Copy the link', group: 'Anywhere', run: () => void copyLink() });
  return (
    <Menu
      trigger={
        <IconButton label="More" variant="outline">
          <Ellipsis aria-hidden="true" />
        </IconButton>
      }
    >
      {MENU.filter((action) => actions.includes(action)).map((action) => (
        <MenuItem key={action} shortcut={ACTION_KEY[action]} onSelect={() => ask(action, release)}>
          {ACTION_LABEL[action]}
        </MenuItem>
      ))}
      <MenuItem shortcut="C" onSelect={() => void copyLink()}>
        Copy link
      </MenuItem>
      <MenuItem onSelect={() => void copyLink(pathAt(at ?? now))}>Copy link to this moment</MenuItem>
      <MenuItem onSelect={() => void copyAsText(release, now)}>Copy as text</MenuItem>
      <MenuItem href={`/api/v1/releases/${release.id}/snapshot`}>Snapshot</MenuItem>
    </Menu>
  );
}

/** Name, status, actions; the first line; asked and seen. */
export function ReleaseHeader({
  release,
  stale,
  drafted,
}: {
  release: Release;
  stale: boolean;
  /** A postmortem of it exists. */
  drafted: boolean;
}) {
  const now = useNow();
  const actions = usePermitted(release);
  const line = useFirstLine(release);
  const hurting = release.attention.class >= 8;
  const attempt = release.attempt > 1 ? ` · attempt ${release.attempt}` : '';
  return (
    <PageHeader
      title={
        <>
          <Link href={`/services/${release.service}`} className="no-underline hover:underline">
            {release.service}
          </Link>{' '}
          <span className="font-mono font-medium">{release.version}</span>
          {release.baselineVersion ? (
            <span className="font-mono text-base font-normal text-ink-3">
              {' '}
              <span aria-hidden="true">←</span>
              <span className="sr-only">from</span> {release.baselineVersion}
            </span>
          ) : null}
        </>
      }
      facts={
        <>
          <ReleaseStatus release={release} stale={stale} />
          <span>
            tier {release.tier} · {release.owner} · {release.mechanism} · {release.plan}, snapshot {release.planVersion}
            {attempt}
            {release.kind === 'change' ? null : ` · ${KIND_WORDS[release.kind].toLowerCase()}`}
          </span>
        </>
      }
      actions={
        <>
          {release.status === 'rollback_failed' ? <ByHandButton service={release.service} size="md" /> : null}
          {SHOWN.filter((action) => actions.includes(action) && release.status !== 'rolled_back').map((action) => (
            <ActionButton
              key={action}
              action={action}
              release={release}
              reasonAs="title"
              variant={action === 'rollback' && hurting ? 'failing' : 'outline'}
              label={release.status === 'rollback_failed' && action === 'rollback' ? 'Try now' : ACTION_LABEL[action]}
            />
          ))}
          {drafted ? (
            <LinkButton href={`/postmortems/${release.id}`} variant="outline">
              Postmortem
            </LinkButton>
          ) : null}
          <FleetMenu service={release.service} />
          <More release={release} now={now} />
        </>
      }
    >
      <FirstLine line={line} className="max-w-none text-pretty" />
      <AskedSeen release={release} />
      <Unreviewed release={release} />
    </PageHeader>
  );
}
