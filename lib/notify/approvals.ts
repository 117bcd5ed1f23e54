import { z } from 'zod';
import type { UserView } from '@/lib/access/schema';
import { readUsers } from '@/lib/access/user-view';
import type { Sql } from '@/lib/db/sql';
import { enqueue } from '@/lib/jobs/outbox';
import { giversOf } from '@/lib/releases/approval-turn';
import { readReleases } from '@/lib/releases/read-model';
import type { Release } from '@/lib/releases/schema';
import { uuidOf } from '@/lib/shared/uuid';
import type { Channels } from './channels';
import type { Sent } from './email';
import { mailWords, slackWords } from './words';

const askedJob = z.object({ releaseId: z.string(), askedAt: z.number() });
const messageJob = askedJob.extend({ to: z.string().nullable() });

export type NotifyDeps = {
  sql: Sql;
  inTransaction: <T>(fn: (sql: Sql) => Promise<T>) => Promise<T>;
  channels: Channels;
  /** Where people reach this installation. */
  baseUrl: string;
  now: () => number;
  log: Record<'info' | 'warn', (facts: object, words: string) => void>;
};

/** The release, if it still waits for the approvals that were asked for then; null when nobody needs to be told. */
async function stillAsks(sql: Sql, { releaseId, askedAt }: z.infer<typeof askedJob>): Promise<Release | null> {
  const [row] = await sql.query(
    `SELECT FROM release WHERE id = $1::uuid AND status = 'awaiting_approval' AND (state->>'askedAt')::float8 = $2`,
    [releaseId, askedAt],
  );
  const [release] = row ? await readReleases(sql, [releaseId]) : [];
  return release ?? null;
}

/** Everybody who could give it now: the team's own people, and where there are none, those with the right everywhere. */
async function recipients(sql: Sql, release: Release): Promise<UserView[]> {
  const users: UserView[] = [];
  for (let page = await readUsers(sql, null, 500); page.length > 0; ) {
    users.push(...page);
    page = await readUsers(sql, page.at(-1)?.email ?? null, 500);
  }
  const team = release.steps[release.step.index]?.approval?.team ?? release.owner;
  const may = giversOf(release, users);
  const own = may.filter(({ teams }) => teams[team] !== undefined);
  return own.length > 0 ? own : may;
}

/** Approvals were asked for: asks for one message to each who may give them, and one to the channel. Twice asks once. */
export async function announceApproval(deps: NotifyDeps, data: unknown): Promise<void> {
  const { mailer, slack } = deps.channels;
  if (!mailer && !slack) return;
  const job = askedJob.parse(data);
  const release = await stillAsks(deps.sql, job);
  if (!release) return;
  const mails = mailer ? (await recipients(deps.sql, release)).map(({ email }) => email) : [];
  const all = [...mails, ...(slack ? [null] : [])];
  const message = (to: string | null) => ({
    id: uuidOf(`approval ${job.releaseId} ${job.askedAt} ${to ?? 'slack'}`),
    queue: 'message' as const,
    data: { ...job, to },
  });
  await deps.inTransaction((sql) => enqueue(sql, deps.now(), all.map(message)));
}

/** Sends one message, unless what it asks for was decided meanwhile. Throws what is worth another try. */
export async function sendMessage(deps: NotifyDeps, data: unknown): Promise<void> {
  const { to, ...job } = messageJob.parse(data);
  const { mailer, slack } = deps.channels;
  const release = await stillAsks(deps.sql, job);
  if (!release) return;
  const now = deps.now();
  const done = (sent: Sent, where: string) => {
    const facts = { release: release.id, step: release.step.index };
    if (sent === 'sent') deps.log.info(facts, `an approval was asked for by ${where}`);
    else deps.log.warn({ ...facts, words: sent.refused }, `a message by ${where} was refused and is given up`);
  };
  if (to === null) {
    if (slack) done(await slack.send(slackWords(release, deps.baseUrl, now)), 'Slack');
    return;
  }
  if (!mailer || !(await recipients(deps.sql, release)).some(({ email }) => email === to)) return;
  const id = uuidOf(`approval ${job.releaseId} ${job.askedAt} ${to}`);
  done(await mailer.send({ id, to, ...mailWords(release, deps.baseUrl, now) }), 'e-mail');
}
