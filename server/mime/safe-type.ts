// The types that we answer with: a short table of what a browser shows without running anything, and bytes for
// everything else, whatever the message calls it. A newcomer's trap: an SVG is a document with scripts, HTML and XML
// are too, and a "text" in another charset than UTF-8 would have to be guessed by the browser.
import type { Part } from '../mail/message.ts';
import { normalLabel } from './text/charset.ts';

export const BYTES = 'application/octet-stream';

const SAFE: Readonly<Record<string, string>> = {
  'image/png': 'image/png',
  'image/x-png': 'image/png',
  'image/jpeg': 'image/jpeg',
  'image/jpg': 'image/jpeg',
  'image/pjpeg': 'image/jpeg',
  'image/gif': 'image/gif',
  'image/webp': 'image/webp',
  'image/avif': 'image/avif',
  'application/pdf': 'application/pdf',
  'application/x-pdf': 'application/pdf',
  'audio/mpeg': 'audio/mpeg',
  'audio/mp3': 'audio/mpeg',
  'audio/mp4': 'audio/mp4',
  'audio/x-m4a': 'audio/mp4',
  'audio/m4a': 'audio/mp4',
  'audio/aac': 'audio/aac',
  'audio/ogg': 'audio/ogg',
  'audio/opus': 'audio/ogg',
  'audio/wav': 'audio/wav',
  'audio/x-wav': 'audio/wav',
  'audio/wave': 'audio/wav',
  'audio/flac': 'audio/flac',
  'audio/webm': 'audio/webm',
  'video/mp4': 'video/mp4',
  'video/webm': 'video/webm',
  'video/ogg': 'video/ogg',
  'video/quicktime': 'video/quicktime',
};

/** For what is sent as bare bytes: many programs label every file so. */
const ENDINGS: Readonly<Record<string, string>> = {
  png: 'image/png',
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  gif: 'image/gif',
  webp: 'image/webp',
  avif: 'image/avif',
  pdf: 'application/pdf',
  mp3: 'audio/mpeg',
  m4a: 'audio/mp4',
  ogg: 'audio/ogg',
  wav: 'audio/wav',
  flac: 'audio/flac',
  mp4: 'video/mp4',
  webm: 'video/webm',
  mov: 'video/quicktime',
};

/** The type we answer with. */
export function safeType({ type, filename, params }: Pick<Part, 'type' | 'filename' | 'params'>): string {
  const known = SAFE[type];
  if (known !== undefined) return known;
  if (type === BYTES) return ENDINGS[/\.(\w{3,4})$/.exec(filename ?? '')?.[1]?.toLowerCase() ?? ''] ?? BYTES;
  const charset = normalLabel(params.charset ?? 'utf-8');
  return type === 'text/plain' && (charset === 'utf-8' || charset === 'us-ascii')
    ? 'text/plain; charset=utf-8'
    : BYTES;
}

/** What may be shown in place, where that was asked for. */
export const mayShow = (type: string): boolean =>
  /^(?:image|audio|video)\//.test(type) || type === 'application/pdf' || type.startsWith('text/plain');

const NAMES: Readonly<Record<string, string>> = {
  'image/png': 'image.png',
  'image/jpeg': 'image.jpg',
  'image/gif': 'image.gif',
  'image/webp': 'image.webp',
  'image/avif': 'image.avif',
  'application/pdf': 'document.pdf',
  'text/html': 'message.html',
  'text/calendar': 'invitation.ics',
  'text/vcard': 'contact.vcf',
  'text/rfc822-headers': 'headers.txt',
  'message/rfc822': 'message.eml',
  'message/global': 'message.eml',
  'message/delivery-status': 'delivery-report.txt',
  'message/global-delivery-status': 'delivery-report.txt',
  'message/disposition-notification': 'read-receipt.txt',
  'message/feedback-report': 'complaint.txt',
  'audio/mpeg': 'audio.mp3',
  'audio/mp4': 'audio.m4a',
  'audio/wav': 'audio.wav',
  'video/mp4': 'video.mp4',
  'video/quicktime': 'video.mov',
};

/** The sender's name for a file, else one that tells its kind. */
export function nameOf(part: Pick<Part, 'type' | 'filename' | 'params'>): string {
  if (part.filename) return part.filename;
  return (
    NAMES[safeType(part)] ?? NAMES[part.type] ?? (part.type.startsWith('text/') ? 'text.txt' : 'attachment')
  );
}
