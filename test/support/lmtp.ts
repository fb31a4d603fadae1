// Delivery of bytes exactly as they are. A newcomer's trap: nodemailer's transport mends line ends on the way, which
// would take the damage out of damaged messages; here only dots are stuffed.
import { once } from 'node:events';
import { connect } from 'node:net';
import { createInterface } from 'node:readline';
import { ALICE, type Dovecot } from './dovecot.ts';

/** One connection, all messages in order. Fails with the server's answer when one is refused. */
export async function deliverExactly(
  { host, lmtp }: Dovecot,
  raws: readonly Buffer[],
  to = ALICE.name,
): Promise<void> {
  const socket = connect(lmtp, host);
  await once(socket, 'connect');
  const answers = createInterface({ input: socket })[Symbol.asyncIterator]();
  const answer = async (code: string): Promise<void> => {
    for (;;) {
      const { value = 'closed' } = await answers.next();
      if (/^\d{3}-/.test(value)) continue;
      if (!value.startsWith(code)) throw new Error(`LMTP: ${value}`);
      return;
    }
  };
  const say = async (line: string, code: string): Promise<void> => {
    socket.write(`${line}\r\n`);
    await answer(code);
  };
  try {
    await answer('220');
    await say('LHLO localhost', '250');
    for (const raw of raws) {
      await say('MAIL FROM:<sender@demo.example>', '250');
      await say(`RCPT TO:<${to}>`, '250');
      await say('DATA', '354');
      socket.write(Buffer.from(raw.toString('latin1').replace(/^\./gm, '..'), 'latin1'));
      await say(raw.at(-1) === 0x0a ? '.' : '\r\n.', '250');
    }
  } finally {
    socket.destroy();
  }
}
