import { expect, test } from 'vitest';
import { MigrationError } from '@/lib/db/migrate';
import { LaunchError } from './failure';
import { onOutsideDatabase } from './outside-database';

const URL = 'postgresql://rampart:s3cret-word@db.example.com/rampart';
const failing = (code: string, message: string) => async () => {
  throw Object.assign(new Error(message), { code });
};
const told = (work: () => Promise<unknown>, waitMs = 0) =>
  onOutsideDatabase(URL, work, { say: () => {}, waitMs }).then(
    () => 'done',
    (error: Error) => `${error instanceof LaunchError} ${error.message}`,
  );

test.each([
  ['ECONNREFUSED', 'connect ECONNREFUSED', /Does it run, and may this machine reach it/],
  ['28P01', 'password authentication failed for user "rampart"', /Check the user and the password/],
  ['3D000', 'database "rampart" does not exist', /CREATE DATABASE/],
  ['ENOTFOUND', 'getaddrinfo ENOTFOUND', /Check the host/],
  ['XX000', 'something else', /something else\.$/],
])('%s names the database, says what to do, and keeps the password to itself', async (code, message, words) => {
  const text = await told(failing(code, message));
  expect(text).toMatch(/^true The database rampart at db\.example\.com:5432 \(DATABASE_URL\) cannot be used/);
  expect(text).toMatch(words);
  expect(text).not.toContain('s3cret');
});

test('a schema that does not fit is said as it is, at once', async () => {
  const text = await told(async () => {
    throw new MigrationError('It is too new.');
  }, 60_000);
  expect(text).toContain('cannot be used.\nIt is too new.');
});

test('a database that is starting is waited for, with one line about it', async () => {
  const said: string[] = [];
  let tries = 0;
  const work = async () => {
    tries += 1;
    if (tries < 3) await failing('57P03', 'the database system is starting up')();
    return tries;
  };
  expect(await onOutsideDatabase(URL, work, { say: (line) => said.push(line) })).toBe(3);
  expect(said).toEqual([
    'Waiting for the database rampart at db.example.com:5432: the database system is starting up …',
  ]);
}, 10_000);
