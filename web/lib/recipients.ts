// What is typed or pasted into To, Cc and Bcc, cut into recipients. A newcomer's trap: a comma inside a quoted
// name ("Köhler, Mara" <m@x.example>) separates nothing, and a recipient that is not valid is kept as it was
// typed, so that a person can mend it; only valid ones are sent.

export interface RecipientEntry {
  /** Without quotes; empty where none was given. */
  name: string;
  /** The address, or the whole text where there is no valid address in it. */
  address: string;
  valid: boolean;
}

/** The server's own rule for an address, so that nothing passes here and is refused there. */
const ADDRESS = /^[^\s@<>"(),:;\\[\]\p{Cc}]{1,64}@[\p{L}\p{N}](?:[\p{L}\p{N}.-]{0,252}[\p{L}\p{N}])?$/u;
const BRACKETED = /^([^<>]*)<([^<>]*)>$/;

/** Reads one recipient: "Name <local@domain>" or "local@domain". */
export function readRecipient(text: string): RecipientEntry {
  const typed = text.trim();
  const bracketed = BRACKETED.exec(typed);
  const address = (bracketed?.[2] ?? typed).trim().replace(/^mailto:/i, '');
  if (!ADDRESS.test(address)) return { name: '', address: typed, valid: false };
  return { name: plainName(bracketed?.[1] ?? ''), address, valid: true };
}

/** Cuts a pasted list at commas, semicolons and line ends; bare addresses may be parted by spaces alone. */
export function readRecipients(text: string): RecipientEntry[] {
  return pieces(text).flatMap((piece) => {
    const whole = readRecipient(piece);
    if (whole.valid) return [whole];
    const words = piece.split(/\s+/).map(readRecipient);
    return words.length > 1 && words.every((word) => word.valid) ? words : [whole];
  });
}

/** True when the text holds a separator outside quotes and brackets, so that what is before it is complete. */
export function isComplete(text: string): boolean {
  const found = pieces(text).length;
  return found > 1 || (found === 1 && pieces(`${text}x`).length > 1);
}

/** As the API takes it. Quotes and brackets have no place in a name there. */
export function writeRecipient({ name, address }: RecipientEntry): string {
  const plain = plainName(name);
  return plain === '' ? address : `"${plain}" <${address}>`;
}

/** Adds recipients, leaving out addresses that are there already. */
export function addRecipients(
  list: readonly RecipientEntry[],
  more: readonly RecipientEntry[],
): RecipientEntry[] {
  const result = [...list];
  for (const entry of more) {
    if (!result.some((known) => known.address.toLowerCase() === entry.address.toLowerCase()))
      result.push(entry);
  }
  return result;
}

function plainName(text: string): string {
  return text
    .replace(/[\\"<>\p{Cc}]/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim();
}

function pieces(text: string): string[] {
  const found: string[] = [];
  let start = 0;
  let quoted = false;
  let bracket = false;
  for (let at = 0; at <= text.length; at += 1) {
    const char = text[at];
    if (char === '"') quoted = !quoted && text.indexOf('"', at + 1) > at;
    else if (char === '<') bracket = text.indexOf('>', at) > at;
    else if (char === '>') bracket = false;
    const ends =
      char === undefined || char === '\n' || (!quoted && !bracket && (char === ',' || char === ';'));
    if (!ends) continue;
    found.push(text.slice(start, at).trim());
    start = at + 1;
    quoted = false;
    bracket = false;
  }
  return found.filter((piece) => piece !== '');
}
