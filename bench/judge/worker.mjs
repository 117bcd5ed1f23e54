// A thread does not inherit the loader that runs TypeScript: register it, then be the worker.
import { register } from 'tsx/esm/api';

register();
await import('./worker.ts');
