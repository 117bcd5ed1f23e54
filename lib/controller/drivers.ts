import { open, providerSecretContext } from '@/lib/access/secrets';
import { type DriverDeps, driverFor } from '@/lib/providers/registry';
import type { ControllerDeps } from './deps';

/** Makes the driver of a service, opening its sealed secret. Throws when the secret cannot be opened with this key. */
export function driversOf(key: () => Buffer, deps: DriverDeps): ControllerDeps['driver'] {
  return (service, provider, sealed) => {
    const secret = sealed === null ? null : open(key(), sealed, providerSecretContext(service));
    return driverFor(provider, secret, deps);
  };
}
