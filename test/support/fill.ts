// Puts many messages into a mailbox in one go: a client that waits for the answer to each APPEND needs 15 ms for one.
import { once } from 'node:events';
import { connect } from 'node:tls';
import { ALICE } from './dovecot.ts';
import type { ImapServer } from './imap.ts';

/** The server must have LITERAL+ and MULTIAPPEND (RFC 3502). Their UIDs follow each other, from 1 in an empty mailbox. */
export async function fill({ imaps, ca }: ImapServer, path: string, mails: readonly Buffer[]): Promise<void> {
  const socket = connect({ port: imaps, host: '127.0.0.1', servername: 'localhost', ca });
  await once(socket, 'secureConnect');
  let said = '';
  const answered = new Promise<void>((resolve, reject) => {
    socket.on('data', (chunk) => {
      said = (said + chunk.toString('latin1')).slice(-10_000);
      if (/^\w+ (NO|BAD) .*$/m.test(said)) reject(new Error(said));
      if (/^end OK/m.test(said)) resolve();
    });
    socket.on('error', reject).on('close', () => reject(new Error('The server hung up.')));
  });
  socket.write(`in LOGIN "${ALICE.name}" "${ALICE.password}"\r\n`);
  socket.write(`end APPEND "${path}"`);
  for (const mail of mails) socket.write(Buffer.concat([Buffer.from(` {${mail.length}+}\r\n`), mail]));
  socket.write('\r\n');
  await answered;
  socket.destroy();
}
