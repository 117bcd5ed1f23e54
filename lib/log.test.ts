import { afterEach, expect, it, vi } from 'vitest';

afterEach(() => vi.unstubAllEnvs());

it.each([
  ['debug', 'debug'],
  // The check of the environment names what is wrong; the log must live to see it.
  ['loud', 'info'],
])('LOG_LEVEL %s logs from %s on', async (given, level) => {
  vi.stubEnv('LOG_LEVEL', given);
  vi.stubEnv('NODE_ENV', 'production');
  vi.resetModules();
  const { log } = await import('./log');
  expect(log.level).toBe(level);
});
