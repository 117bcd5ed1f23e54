import { resolve } from 'node:path';
import { recordedPlace } from './postgres/place';
import { readPostmaster } from './postgres/postmaster';
import { environment } from './prepare';

const env = environment();
const place = env.DATABASE_URL === undefined ? recordedPlace(resolve(env.RAMPART_DATA_DIR)) : undefined;
const port = place && (readPostmaster(place.directory)?.port ?? place.port);
const url = env.DATABASE_URL ?? (place && `postgresql://rampart:${place.password}@127.0.0.1:${port}/rampart`);
process.stdout.write(`${url ?? 'There is no database yet: it is made by the first start.'}\n`);
