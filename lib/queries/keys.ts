/** Names of what the browser keeps. Lists come before what is made of them, so that a prefix invalidates both. */
export const keys = {
  flight: ['releases', 'flight'] as const,
  finished: ['releases', 'finished'] as const,
  histories: ['releases', 'history'] as const,
  history: (status: string | null, service: string | null) => ['releases', 'history', status, service] as const,
  attempts: (service: string) => ['releases', 'attempts', service] as const,
  release: (id: string) => ['release', id] as const,
  commands: (id: string) => ['release-commands', id] as const,
  audit: (id: string) => ['release-audit', id] as const,
  recentChanges: ['recent-changes'] as const,
  recent: (hours: string) => ['recent-changes', hours] as const,
  seriesOf: (service: string) => ['series', service] as const,
  series: (service: string, id: string, sli: string, from: number) => ['series', service, id, sli, from] as const,
  services: ['services'] as const,
  service: (name: string) => ['services', name] as const,
  freezes: ['freezes'] as const,
  me: ['me'] as const,
};
