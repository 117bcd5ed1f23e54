import type { Egress } from './egress';
import type { Driver } from './port';
import type { ProviderConfig } from './schema';
import { webhookDriver } from './webhook/driver';

export type DriverDeps = { egress: Egress; now: () => number };

type Config<K extends ProviderConfig['kind']> = Extract<ProviderConfig, { kind: K }>;
type Factories = {
  [K in ProviderConfig['kind']]: (config: Config<K>, secret: string | null, deps: DriverDeps) => Driver;
};

/** One entry for every kind the schema knows: a kind without a driver does not compile. */
const DRIVERS: Factories = {
  webhook: (config, secret, { egress, now }) => webhookDriver(config, secret, egress, now),
};

/** The driver of a service's provider. */
export function driverFor(config: ProviderConfig, secret: string | null, deps: DriverDeps): Driver {
  return DRIVERS[config.kind](config, secret, deps);
}

/** The addresses a provider is reached at, with the path of the field that holds each, for the check at configuration. */
export function providerUrls(config: ProviderConfig): { path: string; url: string }[] {
  return [
    { path: 'provider.url', url: config.url },
    ...(config.statusUrl ? [{ path: 'provider.statusUrl', url: config.statusUrl }] : []),
  ];
}
