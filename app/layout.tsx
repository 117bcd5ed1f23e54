import { GeistMono } from 'geist/font/mono';
import { GeistSans } from 'geist/font/sans';
import type { Metadata, Viewport } from 'next';
import { cookies } from 'next/headers';
import type { ReactNode } from 'react';
import { readPreferences } from '@/lib/preferences';
import './globals.css';

export const metadata: Metadata = {
  title: { default: 'Rampart', template: '%s · Rampart' },
  description: 'Release control tower: every release, its rings, and what is measured.',
  appleWebApp: { title: 'Rampart' },
  // Said here too: what is said of one kind of icon leaves no other found by itself.
  icons: { icon: '/icon.svg', apple: '/icons/apple-180.png' },
};

export const viewport: Viewport = { width: 'device-width', initialScale: 1, viewportFit: 'cover' };

/** Theme and density come from cookies and are rendered by the server, so nothing flashes. */
export default async function RootLayout({ children }: { children: ReactNode }) {
  const jar = await cookies();
  const { theme, density, letters } = readPreferences((name) => jar.get(name)?.value);
  return (
    <html
      lang="en"
      className={`${GeistSans.variable} ${GeistMono.variable}`}
      data-theme={theme}
      data-density={density}
      data-letters={letters}
    >
      <body className="min-h-dvh">{children}</body>
    </html>
  );
}
