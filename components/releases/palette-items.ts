/** Releases and their actions as palette items, hurting first. Pure but for what `run` does. */

import { byAttention } from '@/components/attention/cards';
import type { PaletteItem } from '@/components/command-menu/rank';
import { STATUS } from '@/components/status/vocabulary';
import type { ActionName, Release } from '@/lib/releases/schema';
import { ACTION_KEY, ACTION_LABEL } from './action-labels';
import { standsAt } from './dialog-words';
import { variantOf } from './release-status';

type PaletteVerbs = {
  ask: (action: ActionName, release: Release) => void;
  go: (href: string) => void;
  /** `null` for people who may not. */
  kill: (() => void) | null;
};

const hintOf = (release: Release): string =>
  release.verdict === 'fail' ? `${standsAt(release)}, failing` : standsAt(release);

function actionItem(release: Release, action: ActionName, ask: PaletteVerbs['ask']): PaletteItem {
  const name = `${release.service} ${release.version}`;
  const back = action === 'rollback' && release.baselineVersion ? ` → ${release.baselineVersion}` : '';
  return {
    id: `act:${action}:${release.id}`,
    group: 'Actions',
    label: `${ACTION_LABEL[action].replace('…', '')} ${name}${back}`,
    hint: hintOf(release),
    shortcut: ACTION_KEY[action],
    ...(release.attention.class >= 7 && action === 'rollback' ? { hurting: true } : {}),
    run: () => ask(action, release),
  };
}

function openItem(release: Release, go: PaletteVerbs['go']): PaletteItem {
  const href = `/releases/${release.id}`;
  return {
    id: `open:${release.id}`,
    group: 'Releases',
    label: `${release.service} ${release.version}`,
    hint: STATUS[variantOf(release)].word,
    keywords: [release.createdBy, release.step.ring, ...(release.commit ? [release.commit] : [])],
    run: (newTab) => (newTab ? void window.open(href, '_blank', 'noopener') : go(href)),
  };
}

export function releaseItems(releases: readonly Release[], { ask, go, kill }: PaletteVerbs): PaletteItem[] {
  const sorted = [...releases].sort(byAttention);
  const actions = sorted.flatMap((release) => release.actions.map((action) => actionItem(release, action, ask)));
  const killItem: PaletteItem[] = kill
    ? [
        {
          id: 'kill',
          group: 'Actions',
          label: 'Kill switch',
          hint: 'asks for a reason',
          keywords: ['kill', 'stop'],
          run: kill,
        },
      ]
    : [];
  return [...actions, ...killItem, ...sorted.map((release) => openItem(release, go))];
}
