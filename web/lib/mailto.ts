// What a mailto link asks for (RFC 6068). A newcomer's trap: only recipients, subject and text are taken; a link
// must not be able to attach anything or set other headers.
import { type RecipientEntry, readRecipients } from './recipients.ts';

export interface Mailto {
  to: RecipientEntry[];
  cc: RecipientEntry[];
  subject: string;
  text: string;
}

/** Reads "tom@x.example?subject=Keys&body=…", or addresses alone; without the "mailto:". */
export function readMailto(link: string): Mailto {
  const cut = link.indexOf('?');
  const people = cut < 0 ? link : link.slice(0, cut);
  // A plus is a plus here, and no space as in a form.
  const params = new URLSearchParams(cut < 0 ? '' : link.slice(cut + 1).replaceAll('+', '%2B'));
  const all = (name: string, joint: string): string =>
    [...params].flatMap(([key, value]) => (key.toLowerCase() === name ? [value] : [])).join(joint);
  return {
    to: readRecipients([decoded(people), all('to', ',')].join(',')),
    cc: readRecipients(all('cc', ',')),
    subject: all('subject', ' ').replace(/\s+/g, ' ').trim(),
    text: all('body', '\n').replace(/\r\n?/g, '\n'),
  };
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
