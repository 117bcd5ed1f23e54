import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';

export type TakenMail = { from: string; to: string[]; login: string | null; raw: string };

export type MailServer = {
  /** For RAMPART_SMTP_URL. */
  url: string;
  mails: TakenMail[];
  /** Addresses it does not know: refused for good. */
  unknown: Set<string>;
  /** While set, it answers that it is busy. */
  busy: boolean;
  close(): Promise<void>;
};

/** A real mail server on a free port of this machine, which wants a login and keeps what it is given. */
export async function startMailServer(): Promise<MailServer> {
  const mails: TakenMail[] = [];
  const unknown = new Set<string>();
  const failing = (code: number, words: string) => Object.assign(new Error(words), { responseCode: code });
  const server = new SMTPServer({
    disabledCommands: ['STARTTLS'],
    allowInsecureAuth: true,
    onAuth: ({ username, password }, _session, done) =>
      password === 'open sesame' ? done(null, { user: username }) : done(failing(535, 'who are you')),
    onRcptTo: ({ address }, _session, done) => (unknown.has(address) ? done(failing(550, 'no such mailbox')) : done()),
    onData(stream, session, done) {
      const parts: Buffer[] = [];
      stream.on('data', (part: Buffer) => parts.push(part));
      stream.on('end', () => {
        if (started.busy) return done(failing(451, 'busy, come again'));
        const { mailFrom, rcptTo } = session.envelope;
        const raw = Buffer.concat(parts).toString('utf8');
        const from = mailFrom === false ? '' : mailFrom.address;
        mails.push({ from, to: rcptTo.map(({ address }) => address), login: session.user ?? null, raw });
        return done();
      });
    },
  });
  await new Promise<void>((up) => server.listen(0, '127.0.0.1', up));
  const { port } = server.server.address() as AddressInfo;
  const started: MailServer = {
    url: `smtp://rampart:open%20sesame@127.0.0.1:${port}`,
    mails,
    unknown,
    busy: false,
    close: () => new Promise((down) => server.close(down)),
  };
  return started;
}
