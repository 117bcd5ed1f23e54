import type { MetadataRoute } from 'next';

/** Makes Rampart installable: on a phone it opens where an engineer on call looks first. */
export default function manifest(): MetadataRoute.Manifest {
  return {
    name: 'Rampart',
    short_name: 'Rampart',
    description: 'Release control tower: every release, its rings, and what is measured.',
    id: '/',
    start_url: '/oncall',
    scope: '/',
    display: 'standalone',
    background_color: '#14171c',
    theme_color: '#14171c',
    icons: [
      { src: '/icons/192.png', sizes: '192x192', type: 'image/png' },
      { src: '/icons/512.png', sizes: '512x512', type: 'image/png' },
      { src: '/icons/maskable-512.png', sizes: '512x512', type: 'image/png', purpose: 'maskable' },
    ],
    shortcuts: [
      { name: 'On call', url: '/oncall' },
      { name: 'Overview', url: '/overview' },
      { name: 'Approvals', url: '/approvals' },
    ],
  };
}
