import * as cohorts from '@/lib/cohorts/operations';
import type { Operation } from '@/lib/http/operation';
import * as moments from '@/lib/moments/operations';
import * as telemetry from '@/lib/telemetry/operations';
import * as access from './operations/access';
import * as accounts from './operations/accounts';
import * as audit from './operations/audit';
import * as freezes from './operations/freezes';
import * as incidents from './operations/incidents';
import * as insights from './operations/insights';
import * as integrations from './operations/integrations';
import * as operations from './operations/operations';
import * as overrides from './operations/overrides';
import * as plans from './operations/plans';
import * as policies from './operations/policies';
import * as postmortems from './operations/postmortems';
import * as releases from './operations/releases';
import * as services from './operations/services';
import * as slos from './operations/slos';

const { actionOperations, ...otherReleases } = releases;

/**
 * Every operation of the API: what the document says, what the client knows and what the tests try. A route whose
 * operation is not in here fails a test; so does one in here without a route.
 */
export const OPERATIONS: readonly Operation[] = [
  otherReleases,
  cohorts,
  moments,
  actionOperations,
  services,
  slos,
  plans,
  freezes,
  incidents,
  overrides,
  policies,
  telemetry,
  audit,
  integrations,
  postmortems,
  insights,
  access,
  accounts,
  operations,
].flatMap((group) => Object.values(group));
