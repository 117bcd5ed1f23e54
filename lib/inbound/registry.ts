import type { IntegrationKind } from '@/lib/integrations/schema';
import { alertmanager } from './alertmanager';
import { flagger } from './flagger';
import { generic } from './generic';
import { github } from './github';
import type { InboundKind } from './kind';
import { pagerduty } from './pagerduty';

/** The reader of each kind; exhaustive, so that a new kind does not compile without one. */
export const INBOUND: Record<IntegrationKind, InboundKind> = { generic, github, alertmanager, pagerduty, flagger };
