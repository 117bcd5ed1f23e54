'use client';

import { onDemand } from '@/components/ui/on-demand';

/** The dialogs about releases, outside the first bundle. Draw one when it is opened; `warm` fetches it before. */

export const KillSwitchDialog = onDemand(async () => (await import('./kill-switch-dialog')).KillSwitchDialog);
export const StartReleaseDialog = onDemand(async () => (await import('./start-release-dialog')).StartReleaseDialog);
export const PeekSheet = onDemand(async () => (await import('./peek-sheet')).PeekSheet);
export const ByHandDialog = onDemand(async () => (await import('./by-hand-dialog')).ByHandDialog);
