// A small IMAP server for very many accounts at once: every password is right, every INBOX holds the same fifty
// messages. A newcomer's trap: it is here to be cheap, since a thousand accounts of Dovecot are two thousand
// processes; what is measured is the memory of the process that connects to it.
import { readFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import tls from 'node:tls';

const MESSAGES = 50;
const CAPABILITIES =
  'IMAP4rev1 SASL-IR LITERAL+ ID ENABLE IDLE NAMESPACE UIDPLUS MOVE ESEARCH CONDSTORE QRESYNC LIST-EXTENDED LIST-STATUS SPECIAL-USE UNSELECT CHILDREN';
const date = '"Tue, 24 Nov 2026 10:00:00 +0100"';

const read = (name: string): string => readFileSync(process.env[name] ?? '', 'utf8');
const server = tls.createServer({ cert: read('CERT_FILE'), key: read('KEY_FILE') }, (socket) => {
  let buffered = '';
  let idling = '';
  socket.setNoDelay(true).on('error', () => {});
  const say = (...lines: string[]): void => void socket.write(lines.map((line) => `${line}\r\n`).join(''));
  socket.on('data', (chunk) => {
    const lines = (buffered + chunk.toString('latin1')).split('\r\n');
    buffered = lines.pop() ?? '';
    for (const line of lines) {
      if (line === 'DONE') {
        say(`${idling} OK done`);
        continue;
      }
      const [, tag = '*', command = ''] = /^(\S+) ((?:UID )?\S+)/i.exec(line) ?? [];
      if (command.toUpperCase() === 'IDLE') idling = tag;
      say(...answer(command.toUpperCase(), line).map((each) => each.replace(/^TAG/, tag)));
    }
  });
  say(`* OK [CAPABILITY ${CAPABILITIES} AUTH=PLAIN] ready`);
});

function answer(command: string, line: string): string[] {
  switch (command) {
    case 'AUTHENTICATE':
    case 'LOGIN':
      return [`TAG OK [CAPABILITY ${CAPABILITIES}] welcome`];
    case 'CAPABILITY':
      return [`* CAPABILITY ${CAPABILITIES}`, 'TAG OK done'];
    case 'ENABLE':
      return ['* ENABLED CONDSTORE QRESYNC', 'TAG OK done'];
    case 'NAMESPACE':
      return ['* NAMESPACE (("" "/")) NIL NIL', 'TAG OK done'];
    case 'LIST':
      return [
        '* LIST (\\HasNoChildren) "/" INBOX',
        `* STATUS INBOX (MESSAGES ${MESSAGES} UNSEEN 3 UIDVALIDITY 7 UIDNEXT ${MESSAGES + 1} HIGHESTMODSEQ 9)`,
        'TAG OK done',
      ];
    case 'SELECT':
    case 'EXAMINE':
      return [
        '* FLAGS (\\Seen \\Flagged \\Deleted \\Answered \\Draft)',
        '* OK [PERMANENTFLAGS (\\Seen \\Flagged \\Deleted \\Answered \\Draft \\*)] ok',
        `* ${MESSAGES} EXISTS`,
        '* OK [UIDVALIDITY 7] ok',
        `* OK [UIDNEXT ${MESSAGES + 1}] ok`,
        '* OK [HIGHESTMODSEQ 9] ok',
        'TAG OK [READ-WRITE] selected',
      ];
    case 'FETCH':
    case 'UID FETCH':
      return [...Array.from({ length: MESSAGES }, (_, at) => row(at + 1, line.toUpperCase())), 'TAG OK done'];
    case 'UID SEARCH':
    case 'SEARCH':
      return [
        /RETURN/i.test(line)
          ? `* ESEARCH (TAG "${line.split(' ')[0]}") UID ALL 1:${MESSAGES} COUNT ${MESSAGES}`
          : `* SEARCH ${Array.from({ length: MESSAGES }, (_, at) => at + 1).join(' ')}`,
        'TAG OK done',
      ];
    case 'IDLE':
      return ['+ idling'];
    case 'LOGOUT':
      return ['* BYE', 'TAG OK done'];
    default:
      return ['TAG OK done'];
  }
}

/** Only what was asked for. */
function row(uid: number, asked: string): string {
  const who = `(("Person ${uid}" NIL "person${uid}" "bench.example"))`;
  const items = [`UID ${uid}`, 'FLAGS (\\Seen)', 'MODSEQ (9)'];
  if (asked.includes('INTERNALDATE')) items.push('INTERNALDATE "24-Nov-2026 10:00:00 +0100"');
  if (asked.includes('RFC822.SIZE')) items.push('RFC822.SIZE 2100');
  if (asked.includes('ENVELOPE'))
    items.push(
      `ENVELOPE (${date} "What we said about Tuesday, once more ${uid}" ${who} ${who} ${who} ${who} NIL NIL NIL "<m${uid}@bench.example>")`,
    );
  if (asked.includes('BODYSTRUCTURE'))
    items.push('BODYSTRUCTURE ("text" "plain" ("charset" "utf-8") NIL NIL "7bit" 1000 20 NIL NIL NIL NIL)');
  const fields = /BODY\.PEEK(\[HEADER\.FIELDS \([^)]*\)\])/.exec(asked)?.[1];
  if (fields) {
    const text = fields.includes('SUBJECT')
      ? `Date: ${date.slice(1, -1)}\r\nFrom: "Person ${uid}" <person${uid}@bench.example>\r\nTo: <you@bench.example>\r\nSubject: What we said about Tuesday, once more ${uid}\r\nMessage-ID: <m${uid}@bench.example>\r\n\r\n`
      : '\r\n';
    items.push(`BODY${fields} {${text.length}}\r\n${text}`);
  }
  return `* ${uid} FETCH (${items.join(' ')})`;
}

server.listen(0, '127.0.0.1', () => {
  process.stdout.write(`listens on http://127.0.0.1:${(server.address() as AddressInfo).port}/\n`);
});
process.on('SIGTERM', () => process.exit(0));
