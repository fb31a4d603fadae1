// From what a FETCH told of a message to its header row, by the same code that reads headers of POP3 mail. A
// newcomer's trap: the raw fields are asked for and not ENVELOPE, because servers make a mess of ENVELOPE (raw 8-bit
// names, comments, groups), it lacks References, and it takes three times as long to read.
import { isUtf8 } from 'node:buffer';
import type { Address } from '../../mail/message.ts';
import { readHeader } from '../../mime/header/header.ts';
import type { Fetched, FetchQuery } from './fetch.ts';
import type { Row } from './headers.ts';
import { hasAttachments, previewPart, toPart } from './structure.ts';

/** All that a list needs of a message, about 600 bytes. */
export const ROW: FetchQuery = {
  flags: true,
  internalDate: true,
  size: true,
  bodyStructure: true,
  emailId: true,
  headers: [
    ...['DATE', 'SUBJECT', 'FROM', 'SENDER', 'REPLY-TO', 'TO', 'CC', 'BCC'],
    ...['MESSAGE-ID', 'IN-REPLY-TO', 'REFERENCES'],
  ],
};

/** Bounds what one hostile header may take. */
const MAX_ADDRESSES = 500;
const MAX_REFERENCES = 100;

const NO_HEADER = Buffer.alloc(0);

/** False for a row of flags alone, which a server may send of any message at any time. */
export const isWhole = ({ headers, bodyStructure }: Fetched): boolean =>
  headers !== undefined || bodyStructure !== undefined;

export function toRow({
  headers = NO_HEADER,
  bodyStructure,
  internalDate,
  size,
  emailId = null,
}: Fetched): Row {
  const structure = bodyStructure ? partOrNull(bodyStructure) : null;
  const charset = structure === null || isUtf8(headers) ? undefined : previewPart(structure)?.params.charset;
  const fields = readHeader(headers, charset);
  return {
    header: {
      messageId: fields.messageId,
      emailId,
      inReplyTo: fields.inReplyTo.slice(0, MAX_REFERENCES),
      references: fields.references.slice(-MAX_REFERENCES),
      subject: fields.subject,
      from: capped(fields.from),
      sender: capped(fields.sender),
      to: capped(fields.to),
      cc: capped(fields.cc),
      bcc: capped(fields.bcc),
      replyTo: capped(fields.replyTo),
      sentAt: fields.sentAt,
      receivedAt: internalDate ?? fields.sentAt ?? new Date(0),
      size: size ?? 0,
      hasAttachments: structure !== null && hasAttachments(structure),
      availability: 'FULL',
    },
    structure,
  };
}

const capped = (list: readonly Address[]): readonly Address[] =>
  list.length > MAX_ADDRESSES ? list.slice(0, MAX_ADDRESSES) : list;

/** A message of too many parts still has a row; its structure is refused where it is asked for. */
function partOrNull(structure: Parameters<typeof toPart>[0]): Row['structure'] {
  try {
    return toPart(structure);
  } catch {
    return null;
  }
}
