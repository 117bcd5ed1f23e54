import { resolve } from 'node:path';
import { recordedPlace } from './postgres/place';
import { readPostmaster } from './postgres/postmaster';
import { environment } from './prepare';

const env = environment();
const place = env.DATABASE_URL === undefined ? recordedPlace(resolve(env.RAMPART_DATA_DIR)) : undefined;
const port = place && (readPostmaster(place.directory)?.port ?? place.port);
// `npm run db:url -- owner`: by the role that owns the record, to restore a dump.
const owner = process.argv[2] === 'owner';
const [role, password] = owner ? ['postgres', place?.superPassword] : ['rampart', place?.password];
const url =
  (owner ? env.MIGRATE_DATABASE_URL : undefined) ??
  env.DATABASE_URL ??
  (place && `postgresql://${role}:${password}@127.0.0.1:${port}/rampart`);
process.stdout.write(`${url ?? 'There is no database yet: it is made by the first start.'}\n`);
