import { randomUUID } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Principal } from '@/lib/access/principal';
import { reconcileBatch } from '@/lib/controller/reconcile';
import { laneDeps, putPlans, putService, rowOf } from '@/lib/controller/testing/world';
import { EnvError } from '@/lib/env';
import { createEgress } from '@/lib/providers/egress';
import { actOnRelease } from '@/lib/releases/act-on-release';
import { createRelease } from '@/lib/releases/create-release';
import { withTestDatabase } from '@/lib/testing/database';
import { joinTeam, makePerson, makeTeam } from '@/lib/testing/people';
import { type MailServer, startMailServer } from '@/lib/testing/smtp-server';
import { announceApproval, type NotifyDeps, sendMessage } from './approvals';
import { channelsOf } from './channels';
import { createMailer } from './email';

const db = withTestDatabase();
const egress = createEgress();
const told: string[] = [];
const log = { info: () => undefined, warn: (_: object, words: string) => told.push(words) };
const who = (person: string, name: string): Principal => ({ kind: 'user', person, name });

let mail: MailServer;
let hook: Server;
let hookUrl: string;
let answer = 200;
let posts: { text: string }[] = [];
let people: Record<'asks' | 'lead' | 'boss' | 'viewer', string>;
const emailOf = (id: string) => `${id}@example.com`;

beforeAll(async () => {
  mail = await startMailServer();
  hook = createServer((request, response) => {
    let body = '';
    request.on('data', (part) => {
      body += part;
    });
    request.on('end', () => {
      if (answer < 300) posts.push(JSON.parse(body));
      response.writeHead(answer).end(answer === 200 ? 'ok' : 'no_service');
    });
  });
  await new Promise<void>((up) => hook.listen(0, '127.0.0.1', up));
  hookUrl = `http://127.0.0.1:${(hook.address() as AddressInfo).port}/services/T0/B0/secret`;
  await makeTeam(db, 'team');
  const [asks, lead, boss, viewer] = await Promise.all([
    makePerson(db, 'approver'),
    makePerson(db, 'viewer'),
    makePerson(db, 'admin'),
    makePerson(db, 'viewer'),
  ]);
  people = { asks, lead, boss, viewer };
  await joinTeam(db, lead, 'team', 'approver');
  await joinTeam(db, viewer, 'team', 'viewer');
  const approval = { count: 1 };
  const steps = [{ ring: 'broad', exposure: 100, hold: '1h' }];
  await putPlans(db, {
    plan: { mechanism: 'canary', steps: steps.map((step) => ({ ...step, approval })) },
    admins: { mechanism: 'canary', steps: steps.map((step) => ({ ...step, approval: { count: 1, role: 'admin' } })) },
  });
});
afterAll(async () => {
  await mail.close();
  await new Promise((down) => hook.close(down));
  await egress.close();
});
beforeEach(() => {
  mail.mails.length = 0;
  mail.unknown.clear();
  mail.busy = false;
  posts = [];
  answer = 200;
  told.length = 0;
});

const settings = () => ({
  RAMPART_SMTP_URL: mail.url,
  RAMPART_MAIL_FROM: 'Rampart <rampart@tower.example>',
  RAMPART_SLACK_WEBHOOK_URL: hookUrl,
});
const deps = (change: Partial<ReturnType<typeof settings>> = {}): NotifyDeps => ({
  sql: db.sql,
  inTransaction: db.inTransaction,
  channels: channelsOf({ ...settings(), ...change }, egress),
  baseUrl: 'https://tower.example/',
  now: Date.now,
  log,
});

async function look(service: string): Promise<void> {
  await db.sql.query('UPDATE service_control SET due_at = now() WHERE service = $1', [service]);
  await reconcileBatch(laneDeps(db), [service], 200);
}

/** A release that asks for its approval; answers it with the job that its asking left. */
async function asking(plan = 'plan') {
  const service = `s-${randomUUID().slice(0, 8)}`;
  await putService(db, service, { provider: { url: 'http://127.0.0.1:1' }, plan });
  const made = { service, version: '2.4.1', changelog: 'Faster <checkout>', risk: 'a schema change' };
  const { id } = await createRelease(laneDeps(db), made, who(people.asks, 'Asks'));
  await look(service);
  expect((await rowOf(db, id)).status).toBe('awaiting_approval');
  const jobs = await jobsOf('approval-asked', id);
  expect(jobs).toHaveLength(1);
  return { id, service, job: jobs[0] };
}
const jobsOf = async (queue: string, id: string) =>
  (
    await db.sql.query<{ data: Record<string, unknown> }>(
      `SELECT data FROM outbox WHERE queue = $1 AND data->>'releaseId' = $2 ORDER BY data->>'to' NULLS LAST`,
      [queue, id],
    )
  ).map(({ data }) => data);

describe('when an approval is asked for', () => {
  it('the people of its team are told by e-mail and the channel by Slack, once, with a link that only leads there', async () => {
    const { id, service, job } = await asking();
    await announceApproval(deps(), job);
    await announceApproval(deps(), job);
    const messages = await jobsOf('message', id);
    expect(messages.map(({ to }) => to)).toEqual([emailOf(people.lead), null]);
    for (const message of messages) await sendMessage(deps(), message);

    expect(mail.mails).toMatchObject([{ from: 'rampart@tower.example', to: [emailOf(people.lead)], login: 'rampart' }]);
    const [{ raw = '' } = {}] = mail.mails;
    const text = raw.replaceAll(/=\r?\n/g, '').replaceAll('=3D', '=');
    expect(text).toContain(`https://tower.example/approvals/${id}?step=1`);
    expect(text).toContain('Opening the page approves nothing');
    expect(text).toContain('Declared risk: a schema change');
    expect(raw).toMatch(/^Message-ID: <[0-9a-f-]{36}@tower\.example>/im);
    expect(posts).toHaveLength(1);
    expect(posts[0]?.text).toContain(`*${service} 2.4.1* waits for an approval`);
    expect(posts[0]?.text).toContain('Change: Faster &lt;checkout&gt;');
    expect(posts[0]?.text).toContain(`<https://tower.example/approvals/${id}?step=1|`);
    expect((await rowOf(db, id)).status).toBe('awaiting_approval');
  });

  it('those with the right everywhere are told where the team has nobody', async () => {
    const { id, job } = await asking('admins');
    await announceApproval(deps(), job);
    expect((await jobsOf('message', id)).map(({ to }) => to)).toEqual([emailOf(people.boss), null]);
  });

  it('nobody is told after somebody has decided', async () => {
    const { id, service, job } = await asking();
    await announceApproval(deps(), job);
    const messages = await jobsOf('message', id);
    await actOnRelease(laneDeps(db), id, { name: 'approve', actor: who(people.lead, 'Lead') });
    await look(service);
    for (const message of messages) await sendMessage(deps(), message);
    await announceApproval(deps(), job);
    expect([mail.mails, posts]).toEqual([[], []]);
    expect(await jobsOf('message', id)).toHaveLength(messages.length);
  });

  it('nothing is asked of channels that are not set', async () => {
    const { id, job } = await asking();
    await announceApproval({ ...deps(), channels: { mailer: null, slack: null } }, job);
    expect(await jobsOf('message', id)).toEqual([]);
  });
});

describe('a channel that does not take it', () => {
  it('is tried again where that may help, and given up where it cannot', async () => {
    const { id, job } = await asking();
    await announceApproval(deps(), job);
    const [toLead, toSlack] = await jobsOf('message', id);
    mail.busy = true;
    await expect(sendMessage(deps(), toLead)).rejects.toThrow(/busy/);
    answer = 503;
    await expect(sendMessage(deps(), toSlack)).rejects.toThrow('Slack answered 503: no_service');
    expect(told).toEqual([]);
    mail.unknown.add(emailOf(people.lead));
    await sendMessage(deps(), toLead);
    answer = 404;
    await sendMessage(deps(), toSlack);
    expect(told).toHaveLength(2);
  });

  it('never says a password or the hook', async () => {
    const { id, job } = await asking();
    await announceApproval(deps(), job);
    const [toLead, toSlack] = await jobsOf('message', id);
    const wrong = deps({ RAMPART_SMTP_URL: mail.url.replace('sesame', 'hunter2') });
    const words = async (work: Promise<unknown>) => String(await work.catch((error: unknown) => error));
    const gone = deps({ RAMPART_SLACK_WEBHOOK_URL: 'http://127.0.0.1:9/services/hunter2' });
    const said = [await words(sendMessage(wrong, toLead)), await words(sendMessage(gone, toSlack))];
    expect(said[0]).toContain('who are you');
    expect(said[1]).toContain('Slack was not reached');
    expect(said.join()).not.toContain('hunter2');
  });

  it('may not be where the egress rules forbid: the start says so', () => {
    const narrow = createEgress({ allow: ['hooks.slack.com'] });
    expect(() => channelsOf({ ...settings(), RAMPART_SLACK_WEBHOOK_URL: 'http://169.254.169.254/x' }, egress)).toThrow(
      EnvError,
    );
    expect(() => channelsOf(settings(), narrow)).toThrow(/RAMPART_SLACK_WEBHOOK_URL 127.0.0.1 is not among/);
  });
});

describe('a message', () => {
  it('cannot be given more headers by what it says', async () => {
    const mailer = createMailer({ url: mail.url, from: 'a@tower.example' });
    const subject = 'Approve x?\r\nBcc: all@example.com';
    expect(await mailer.send({ id: randomUUID(), to: 'b@example.com', subject, text: 'hello' })).toBe('sent');
    expect(mail.mails[0]?.to).toEqual(['b@example.com']);
    expect(mail.mails[0]?.raw).not.toMatch(/^Bcc:/im);
    mailer.close();
  });
});
