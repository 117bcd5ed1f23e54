'use client';

import { DisplaySettings } from './display-settings';
import { RingSettings } from './ring-settings';

/** How it looks for you, and what is common to all services. */
export function SettingsPage() {
  return (
    <div>
      <DisplaySettings />
      <RingSettings />
    </div>
  );
}
