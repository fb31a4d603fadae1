// yEnc (the draft of 2002): bytes shifted by 42, with an escape for four of them. A newcomer's trap: chunks cut lines
// and escapes anywhere, and only the lines that begin with "=y" are not the file.

const LF = 0x0a;
const CR = 0x0d;
const EQUALS = 0x3d;
const Y = 0x79;

export class YencDecoder {
  #rest: Buffer = Buffer.alloc(0);

  push(chunk: Buffer): Buffer {
    const input = this.#rest.length > 0 ? Buffer.concat([this.#rest, chunk]) : chunk;
    let safe = input.lastIndexOf(LF) + 1;
    // Lines have 128 characters, or 997 at most; without any line end this is no such file, but it may pass.
    if (safe === 0 && input.length > 65_536) safe = input.length - (input.at(-1) === EQUALS ? 1 : 0);
    this.#rest = Buffer.from(input.subarray(safe));
    return decode(input.subarray(0, safe));
  }

  end(): Buffer {
    return decode(this.#rest);
  }
}

function decode(input: Buffer): Buffer {
  const out = Buffer.allocUnsafe(input.length);
  let to = 0;
  for (let at = 0; at < input.length; ) {
    const lf = input.indexOf(LF, at);
    const next = lf < 0 ? input.length : lf + 1;
    const isControl = input[at] === EQUALS && input[at + 1] === Y;
    for (; !isControl && at < next; at++) {
      const byte = input[at] ?? 0;
      if (byte === LF || byte === CR) continue;
      if (byte !== EQUALS) out[to++] = byte - 42;
      else if (++at < next) out[to++] = (input[at] ?? 0) - 106;
    }
    at = next;
  }
  return out.subarray(0, to);
}
