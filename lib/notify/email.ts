import { createTransport } from 'nodemailer';

export type Mail = {
  /** Names this message wherever it goes: a second copy has the same, so that mailboxes keep one. */
  id: string;
  to: string;
  subject: string;
  text: string;
};

/** What became of a message that will not be tried again. Anything else that goes wrong is thrown, and is tried again. */
export type Sent = 'sent' | { refused: string };

export type Mailer = { send(mail: Mail): Promise<Sent>; close(): void };

const WITHIN_MS = 15_000;
/** RFC 5321: the mailbox does not exist, is not allowed or not local, or the transaction failed for good. */
const FOR_GOOD = [550, 551, 553, 554];

const codeOf = (error: unknown): number =>
  error instanceof Error && 'responseCode' in error ? Number(error.responseCode) : 0;

/** Sends plain text by SMTP. STARTTLS is used wherever the server offers it. @param from "Name <a@b.example>" */
export function createMailer({ url, from }: { url: string; from: string }): Mailer {
  const transport = createTransport({
    url,
    connectionTimeout: WITHIN_MS,
    greetingTimeout: WITHIN_MS,
    socketTimeout: WITHIN_MS,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  const host = from.replace(/>\s*$/, '').split('@').at(-1) ?? 'localhost';
  return {
    async send({ id, to, subject, text }) {
      try {
        const messageId = `<${id}@${host}>`;
        // No holiday replies to a machine.
        const headers = { 'Auto-Submitted': 'auto-generated' };
        await transport.sendMail({ from, to: { name: '', address: to }, subject, text, messageId, headers });
        return 'sent';
      } catch (error) {
        if (error instanceof Error && FOR_GOOD.includes(codeOf(error))) return { refused: error.message.slice(0, 300) };
        throw error;
      }
    },
    close: () => transport.close(),
  };
}
