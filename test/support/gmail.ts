// A small Gmail over TLS: labels in place of folders, X-GM-EXT-1, CONDSTORE and ESEARCH, no QRESYNC and no SORT. A
// newcomer's trap: like every server it tells a connection of removals only behind a command that allows it
// (RFC 3501 section 7.4.1) or while it idles, so each connection has a view of its own.
import { once } from 'node:events';
import type { AddressInfo, Socket } from 'node:net';
import tls from 'node:tls';
import { atEnd } from './cleanup.ts';
import { ALICE } from './dovecot.ts';
import { fetchItems, flagsOf, search } from './gmail-fetch.ts';
import { GmailMail, type GmailMailbox, type Placed, SYSTEM } from './gmail-mail.ts';
import type { ImapServer } from './imap.ts';
import { type Command, CommandReader, inSet, type Token } from './imap-tokens.ts';
import { certificate } from './smtp.ts';

const CAPABILITY =
  'IMAP4rev1 UNSELECT IDLE NAMESPACE QUOTA ID XLIST CHILDREN X-GM-EXT-1 UIDPLUS ENABLE MOVE CONDSTORE ESEARCH LIST-EXTENDED LIST-STATUS LITERAL- SPECIAL-USE APPENDLIMIT=35651584';
/** For all clients of an account together. */
const MAX_CONNECTIONS = 15;

export interface Gmail extends ImapServer {
  mail: GmailMail;
  /** Every command of every connection. */
  commands: string[];
}

/** ALICE's, and nobody else's. Ends with the test file. */
export async function startGmail(): Promise<Gmail> {
  const { key, cert, ca } = await certificate();
  const mail = new GmailMail();
  const commands: string[] = [];
  const sessions = new Set<GmailSession>();
  const server = tls.createServer({ key, cert, noDelay: true }, (socket) => {
    const session = new GmailSession(socket, mail, {
      isFull: () => [...sessions].filter(({ isSignedIn }) => isSignedIn).length >= MAX_CONNECTIONS,
      onCommand: ({ text }) => commands.push(text),
      onChange: () => {
        for (const each of sessions) each.tellIdle();
      },
    });
    sessions.add(session);
    socket.on('error', () => {}).on('close', () => sessions.delete(session));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  atEnd(() => {
    server.close();
    for (const session of sessions) session.end();
  });
  return { imaps: (server.address() as AddressInfo).port, ca, mail, commands };
}

interface Around {
  isFull(): boolean;
  onCommand(command: Command): void;
  onChange(): void;
}

class No extends Error {}

class GmailSession {
  isSignedIn = false;
  readonly #socket: Socket;
  readonly #mail: GmailMail;
  readonly #around: Around;
  readonly #reader: CommandReader;
  #selected: GmailMailbox | null = null;
  /** What this connection was told is there, by number. */
  #view: Placed[] = [];
  #toldModseq = 0;
  #idling: string | null = null;

  constructor(socket: Socket, mail: GmailMail, around: Around) {
    this.#socket = socket;
    this.#mail = mail;
    this.#around = around;
    this.#reader = new CommandReader(
      (command) => this.#handle(command),
      () => this.#say('+ go ahead'),
    );
    socket.on('data', (chunk) => this.#reader.push(chunk));
    this.#say('* OK Gimap ready for requests');
  }

  end(): void {
    this.#socket.destroy();
  }

  tellIdle(): void {
    if (this.#idling !== null) this.#tell(true);
  }

  #say(line: string): void {
    if (this.#socket.writable) this.#socket.write(`${line}\r\n`, 'latin1');
  }

  #handle(command: Command): void {
    this.#around.onCommand(command);
    const { tag, name } = command;
    try {
      const answer = this.#answer(command);
      if (answer === null) return;
      this.#tell(!/^(FETCH|STORE|SEARCH)$/.test(name));
      this.#say(`${tag} OK ${answer || 'Success'}`);
      if (/STORE|MOVE|COPY|EXPUNGE|APPEND|DELETE|RENAME/.test(name)) this.#around.onChange();
    } catch (error) {
      if (error instanceof No) this.#say(`${tag} NO ${error.message}`);
      else this.#say(`${tag} BAD Could not parse command`);
    }
  }

  /** What happened elsewhere to what is selected here. */
  #tell(withRemovals: boolean): void {
    const now = this.#selected?.rows ?? [];
    if (withRemovals) {
      for (let index = this.#view.length - 1; index >= 0; index--) {
        if (now.includes(this.#view[index]!)) continue;
        this.#view.splice(index, 1);
        this.#say(`* ${index + 1} EXPUNGE`);
      }
    }
    const came = now.filter((row) => !this.#view.includes(row));
    this.#view.push(...came);
    if (came.length > 0) this.#say(`* ${this.#view.length} EXISTS`);
    for (const [index, row] of this.#view.entries())
      if (row.message.modseq > this.#toldModseq)
        this.#say(`* ${index + 1} FETCH (${this.#items(row, ['UID', 'FLAGS', 'MODSEQ'])})`);
    this.#toldModseq = this.#mail.modseq;
  }

  #items(row: Placed, items: readonly Token[]): string {
    return fetchItems(this.#mail, row, items).join(' ');
  }

  /** The text behind OK, or null when the answer comes later. */
  #answer(command: Command): string | null {
    const { tag, name, args } = command;
    const [first = '', second = ''] = args;
    if (!this.isSignedIn && !/^(CAPABILITY|ID|AUTHENTICATE|LOGIN|LOGOUT|NOOP)$/.test(name)) throw new Error();
    switch (name) {
      case 'CAPABILITY':
        this.#say(`* CAPABILITY ${CAPABILITY}${this.isSignedIn ? '' : ' AUTH=PLAIN'}`);
        return '';
      case 'ID':
        this.#say('* ID ("name" "GImap" "vendor" "Google, Inc.")');
        return '';
      case 'AUTHENTICATE':
        this.#say('+ ');
        this.#reader.line = (line) => {
          this.#reader.line = null;
          this.#signIn(tag, Buffer.from(line, 'base64').toString().split('\0').slice(1));
        };
        return null;
      case 'LOGIN':
        this.#signIn(tag, [String(first), String(second)]);
        return null;
      case 'NAMESPACE':
        this.#say('* NAMESPACE (("" "/")) NIL NIL');
        return '';
      case 'ENABLE':
        this.#say('* ENABLED CONDSTORE');
        return '';
      case 'LIST':
      case 'LSUB':
        return this.#list(command);
      case 'STATUS':
        this.#say(this.#status(this.#find(first), second as Token[]));
        return '';
      case 'SELECT':
      case 'EXAMINE':
        return this.#select(first, name === 'SELECT');
      case 'UNSELECT':
      case 'CLOSE':
        this.#selected = null;
        this.#view = [];
        return '';
      case 'NOOP':
      case 'CHECK':
      case 'SUBSCRIBE':
      case 'UNSUBSCRIBE':
        return '';
      case 'CREATE':
        if (this.#mail.mailboxes.has(String(first))) throw new No('[ALREADYEXISTS] Duplicate folder name');
        this.#mail.create(String(first));
        return '';
      case 'RENAME':
        this.#own(first);
        if (this.#mail.mailboxes.has(String(second))) throw new No('[ALREADYEXISTS] Duplicate folder name');
        this.#mail.rename(String(first), String(second));
        return '';
      case 'DELETE':
        this.#own(first);
        this.#mail.delete(String(first));
        return '';
      case 'APPEND':
        return this.#append(args);
      case 'FETCH':
      case 'UID FETCH':
        return this.#fetch(command);
      case 'SEARCH':
      case 'UID SEARCH':
        return this.#search(command);
      case 'UID STORE':
        return this.#store(args);
      case 'UID COPY':
      case 'UID MOVE':
        return this.#transfer(name === 'UID MOVE', String(first), second);
      case 'UID EXPUNGE':
      case 'EXPUNGE': {
        const rows = name === 'EXPUNGE' ? this.#view : this.#rows(String(first), true);
        for (const row of rows.filter(({ isDeleted }) => isDeleted)) this.#mail.take(this.#mailbox(), row);
        return '';
      }
      case 'IDLE':
        this.#say('+ idling');
        this.#idling = tag;
        this.#tell(true);
        this.#reader.line = () => {
          this.#reader.line = null;
          this.#idling = null;
          this.#say(`${tag} OK IDLE terminated (Success)`);
        };
        return null;
      case 'LOGOUT':
        this.#say('* BYE LOGOUT Requested');
        this.#say(`${tag} OK 73 good day (Success)`);
        this.#socket.end();
        return null;
      default:
        throw new Error(name);
    }
  }

  #signIn(tag: string, [user, password]: readonly string[]): void {
    if (user !== ALICE.name || password !== ALICE.password)
      this.#say(`${tag} NO [AUTHENTICATIONFAILED] Invalid credentials (Failure)`);
    else if (this.#around.isFull())
      this.#say(`${tag} NO [ALERT] Too many simultaneous connections. (Failure)`);
    else {
      this.isSignedIn = true;
      this.#say(`* CAPABILITY ${CAPABILITY}`);
      this.#say(`${tag} OK ${user} authenticated (Success)`);
    }
  }

  #mailbox(): GmailMailbox {
    if (this.#selected === null) throw new Error();
    return this.#selected;
  }

  #find(path: Token | undefined): GmailMailbox {
    const mailbox = this.#mail.mailboxes.get(String(path));
    if (!mailbox || SYSTEM[mailbox.path] === '\\Noselect')
      throw new No('[NONEXISTENT] Unknown Mailbox: (Failure)');
    return mailbox;
  }

  #own(path: Token): void {
    if (this.#find(path).path in SYSTEM) throw new No('[CANNOT] Invalid folder (Failure)');
  }

  #list({ args, name }: Command): string {
    const patterns = args.flat().filter((arg) => !Array.isArray(arg) && arg.length > 0);
    const last = args.at(-1);
    const counts = Array.isArray(last) ? last[last.indexOf('STATUS') + 1] : undefined;
    const isCounted = Array.isArray(last) && last.includes('STATUS') && Array.isArray(counts);
    const isAll = patterns.some((pattern) => /[*%]/.test(String(pattern)));
    const paths = [...this.#mail.mailboxes.keys()];
    for (const path of paths) {
      if (!isAll && !patterns.some((pattern) => String(pattern) === path)) continue;
      const flags = [
        ...(paths.some((other) => other.startsWith(`${path}/`)) ? ['\\HasChildren'] : ['\\HasNoChildren']),
        ...(SYSTEM[path] ? [SYSTEM[path]] : []),
        '\\Subscribed',
      ];
      this.#say(`* ${name} (${flags.join(' ')}) "/" "${path}"`);
      if (isCounted && SYSTEM[path] !== '\\Noselect') this.#say(this.#status(this.#find(path), counts));
    }
    return '';
  }

  #status({ path, rows, uidNext, uidValidity }: GmailMailbox, items: readonly Token[]): string {
    const unseen = rows.filter((row) => !row.message.flags.has('\\Seen')).length;
    const values: Record<string, number> = {
      ...{ MESSAGES: rows.length, UNSEEN: unseen, UIDNEXT: uidNext, UIDVALIDITY: uidValidity },
      ...{ HIGHESTMODSEQ: this.#mail.modseq, RECENT: 0 },
    };
    const told = items.map((item) => `${item} ${values[String(item).toUpperCase()] ?? 0}`);
    return `* STATUS "${path}" (${told.join(' ')})`;
  }

  #select(path: Token, isWritable: boolean): string {
    this.#selected = null;
    const mailbox = this.#find(path);
    this.#selected = mailbox;
    this.#view = [...mailbox.rows];
    this.#toldModseq = this.#mail.modseq;
    const flags = '\\Answered \\Flagged \\Draft \\Deleted \\Seen $NotPhishing $Phishing';
    this.#say(`* FLAGS (${flags})`);
    this.#say(`* OK [PERMANENTFLAGS (${flags} \\*)] Flags permitted.`);
    this.#say(`* OK [UIDVALIDITY ${mailbox.uidValidity}] UIDs valid.`);
    this.#say(`* ${mailbox.rows.length} EXISTS`);
    this.#say('* 0 RECENT');
    this.#say(`* OK [UIDNEXT ${mailbox.uidNext}] Predicted next UID.`);
    this.#say(`* OK [HIGHESTMODSEQ ${this.#mail.modseq}]`);
    return `[READ-${isWritable ? 'WRITE' : 'ONLY'}] ${mailbox.path} selected.`;
  }

  #append(args: readonly Token[]): string {
    const mailbox = this.#mail.mailboxes.get(String(args[0]));
    if (!mailbox) throw new No('[TRYCREATE] Folder does not exist');
    const flags = args.slice(1).find((arg) => Array.isArray(arg)) ?? [];
    const row = this.#mail.add(mailbox, args.at(-1) as Buffer, flags.map(String));
    return `[APPENDUID ${mailbox.uidValidity} ${row.uid}] Success`;
  }

  /** Rows of a set, as this connection numbers them. */
  #rows(set: string, byUid: boolean): Placed[] {
    this.#mailbox();
    const test = inSet(set, byUid ? (this.#view.at(-1)?.uid ?? 0) : this.#view.length);
    return this.#view.filter((row, index) => test(byUid ? row.uid : index + 1));
  }

  #fetch({ name, args: [set, items = [], modifier] }: Command): string {
    const since = Array.isArray(modifier) ? Number(modifier[1]) : 0;
    const { rows } = this.#mailbox();
    for (const row of this.#rows(String(set), name.startsWith('UID'))) {
      if (row.message.modseq <= since || !rows.includes(row)) continue;
      const wanted = Array.isArray(items) ? items : [items];
      this.#say(`* ${this.#view.indexOf(row) + 1} FETCH (${this.#items(row, wanted)})`);
    }
    return '';
  }

  #search({ tag, name, args }: Command): string {
    const isExtended = String(args[0]).toUpperCase() === 'RETURN';
    const found = search(this.#view, isExtended ? args.slice(2) : args);
    const byUid = name.startsWith('UID');
    const numbers = found.map((row) => (byUid ? row.uid : this.#view.indexOf(row) + 1));
    if (!isExtended) this.#say(`* SEARCH ${numbers.join(' ')}`.trimEnd());
    else {
      const all = numbers.length > 0 ? ` ALL ${numbers.join(',')} COUNT ${numbers.length}` : ' COUNT 0';
      this.#say(`* ESEARCH (TAG "${tag}")${byUid ? ' UID' : ''}${all}`);
    }
    return '';
  }

  #store([set, action = '', names = []]: readonly Token[]): string {
    const [, sign = '', silent] = /^([+-]?)FLAGS(\.SILENT)?$/i.exec(String(action)) ?? [];
    for (const row of this.#rows(String(set), true)) {
      this.#mail.flag(row, sign, Array.isArray(names) ? names.map(String) : [String(names)]);
      const number = this.#view.indexOf(row) + 1;
      if (!silent) this.#say(`* ${number} FETCH (UID ${row.uid} FLAGS (${flagsOf(row).join(' ')}))`);
    }
    return '';
  }

  #transfer(isMove: boolean, set: string, path: Token): string {
    const to = this.#mail.mailboxes.get(String(path));
    if (!to) throw new No('[TRYCREATE] No folder (Failure)');
    const from = this.#mailbox();
    const rows = this.#rows(set, true).filter((row) => from.rows.includes(row));
    if (rows.length === 0) return '';
    const placed = rows.map((row) =>
      isMove ? this.#mail.move(from, row, to) : this.#mail.place(to, row.message),
    );
    const uids = (all: readonly Placed[]): string => all.map(({ uid }) => uid).join(',');
    return `[COPYUID ${to.uidValidity} ${uids(rows)} ${uids(placed)}] (Success)`;
  }
}
