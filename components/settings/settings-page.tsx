'use client';

import { PageHeader } from '@/components/layout/page-header';
import { DisplaySettings } from './display-settings';
import { PeopleSettings } from './people-settings';
import { RingSettings } from './ring-settings';
import { TokenSettings } from './token-settings';

/** How it looks for you, and what is common to all services. */
export function SettingsPage() {
  return (
    <>
      <PageHeader title="Settings" />
      <DisplaySettings />
      <TokenSettings />
      <RingSettings />
      <PeopleSettings />
    </>
  );
}
