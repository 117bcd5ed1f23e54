import type { ReactNode } from 'react';
import { PageHeader } from '@/components/layout/page-header';
import { SettingsNav } from '@/components/settings/settings-nav';

export default function SettingsLayout({ children }: { children: ReactNode }) {
  return (
    <>
      <PageHeader title="Settings" className="mb-2" />
      <SettingsNav />
      <div>{children}</div>
    </>
  );
}
