// Words of an IMAP command as a server reads them. A newcomer's trap: a literal is announced at the end of a line and
// its bytes follow, so a command is whole only when all of them are here.

/** Quoted strings and literals are bytes, everything else is text; brackets belong to their word. */
export type Token = string | Buffer | Token[];

export interface Command {
  tag: string;
  /** In capitals; for UID commands "UID FETCH". */
  name: string;
  args: Token[];
  /** As it was sent, without the tag. */
  text: string;
}

/** Takes bytes as they come and calls back for each command, and for each literal that waits to be asked for. */
export class CommandReader {
  readonly #onCommand: (command: Command) => void;
  readonly #onWait: () => void;
  /** Gets the next line instead of a command. */
  line: ((text: string) => void) | null = null;
  #bytes = Buffer.alloc(0);
  /** Where the search for the end of a line goes on, behind a literal. */
  #from = 0;

  constructor(onCommand: (command: Command) => void, onWait: () => void) {
    this.#onCommand = onCommand;
    this.#onWait = onWait;
  }

  push(chunk: Buffer): void {
    this.#bytes = Buffer.concat([this.#bytes, chunk]);
    for (;;) {
      if (this.#bytes.length < this.#from) return;
      const end = this.#bytes.indexOf('\r\n', this.#from);
      if (end < 0) return;
      const literal = /\{(\d+)(\+?)\}$/.exec(this.#bytes.toString('latin1', this.#from, end));
      if (literal !== null) {
        this.#from = end + 2 + Number(literal[1]);
        if (literal[2] === '') this.#onWait();
        continue;
      }
      const whole = this.#bytes.subarray(0, end);
      this.#bytes = this.#bytes.subarray(end + 2);
      this.#from = 0;
      if (this.line !== null) this.line(whole.toString('latin1'));
      else this.#onCommand(toCommand(whole));
    }
  }
}

function toCommand(bytes: Buffer): Command {
  const [tag, first = '', ...rest] = tokens(bytes);
  const name = String(first).toUpperCase();
  const text = bytes.toString('latin1').replace(/^\S+ /, '');
  if (name !== 'UID') return { tag: String(tag), name, args: rest, text };
  const [second = '', ...args] = rest;
  return { tag: String(tag), name: `UID ${String(second).toUpperCase()}`, args, text };
}

function tokens(bytes: Buffer): Token[] {
  const text = bytes.toString('latin1');
  let at = 0;
  function list(isInner: boolean): Token[] {
    const found: Token[] = [];
    while (at < text.length) {
      const char = text[at];
      if (char === ' ') at++;
      else if (char === ')') {
        at++;
        if (isInner) return found;
      } else if (char === '(') {
        at++;
        found.push(list(true));
      } else found.push(char === '"' ? quoted() : word());
    }
    return found;
  }
  function quoted(): Buffer {
    const [whole = '', inside = ''] = /^"((?:[^"\\]|\\.)*)"/s.exec(text.slice(at)) ?? ['"', ''];
    at += whole.length;
    return Buffer.from(inside.replace(/\\(.)/gs, '$1'), 'latin1');
  }
  function word(): string | Buffer {
    const literal = /^\{(\d+)\+?\}\r\n/.exec(text.slice(at, at + 20));
    if (literal !== null) {
      const from = at + literal[0].length;
      at = from + Number(literal[1]);
      return bytes.subarray(from, at);
    }
    const [whole = text[at] ?? ''] = /^[^\s()[\]]*(\[[^\]]*\])?(<[\d.]+>)?/.exec(text.slice(at)) ?? [];
    at += Math.max(1, whole.length);
    return whole;
  }
  return list(false);
}

/** "1,3:5,9:*" as a test; `*` is the highest. */
export function inSet(set: string, highest: number): (number: number) => boolean {
  const ranges = set.split(',').map((range) => {
    const [a = 0, b = a] = range.split(':').map((each) => (each === '*' ? highest : Number(each)));
    return [Math.min(a, b), Math.max(a, b)] as const;
  });
  return (number) => ranges.some(([low, high]) => number >= low && number <= high);
}
