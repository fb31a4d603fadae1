// Small real files for attachments, made on the spot: PDF, PNG, ZIP, DOCX, ICS. A newcomer's trap: they must
// open in a strict reader, so offsets and checksums are computed and not guessed.
import { createCipheriv } from 'node:crypto';
import { crc32, deflateRawSync, deflateSync } from 'node:zlib';
import type { Random } from './random.ts';

/** A one-page PDF with lines of Latin-1 text. */
export function pdf(title: string, lines: readonly string[]): Buffer {
  const quote = (line: string): string =>
    line.replace(/[^\x20-\x7e\xa0-\xff]/g, '?').replace(/[\\()]/g, '\\$&');
  const shown = [`/F1 18 Tf (${quote(title)}) Tj /F1 11 Tf 0 -34 Td`].concat(
    lines.map((line) => `(${quote(line)}) Tj 0 -16 Td`),
  );
  const stream = `BT 56 780 Td ${shown.join('\n')} ET`;
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>',
    `<< /Length ${stream.length} >>\nstream\n${stream}\nendstream`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>',
  ];
  let out = '%PDF-1.4\n';
  const offsets = objects.map((object, at) => {
    const offset = out.length;
    out += `${at + 1} 0 obj\n${object}\nendobj\n`;
    return `${String(offset).padStart(10, '0')} 00000 n \n`;
  });
  const xref = out.length;
  out += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${offsets.join('')}`;
  out += `trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${xref}\n%%EOF\n`;
  return Buffer.from(out, 'latin1');
}

type Colour = readonly [number, number, number];

/** A PNG drawn point by point. */
export function png(width: number, height: number, paint: (x: number, y: number) => Colour): Buffer {
  const rows = Buffer.alloc(height * (1 + width * 3));
  let at = 0;
  for (let y = 0; y < height; y++) {
    rows[at++] = 0;
    for (let x = 0; x < width; x++) for (const value of paint(x, y)) rows[at++] = value;
  }
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 2, 0, 0, 0], 8);
  const chunk = (type: string, data: Buffer): Buffer => {
    const out = Buffer.alloc(12 + data.length);
    out.writeUInt32BE(data.length, 0);
    out.write(type, 4, 'latin1');
    data.copy(out, 8);
    out.writeUInt32BE(crc32(out.subarray(4, 8 + data.length)), 8 + data.length);
    return out;
  };
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(rows, { level: 4 })),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

/** A landscape: sky, sun and three ranges of hills in colours of chance. */
export function landscape(random: Random, width = 480, height = 320): Buffer {
  const hue = random.next();
  const sun = { x: random.int(60, width - 60), y: random.int(40, height / 2), r: random.int(18, 34) };
  const hills = [0.5, 0.65, 0.8].map((base, layer) => ({
    base: base * height,
    wave: random.int(40, 120),
    shift: random.next() * 7,
    shade: 0.75 - layer * 0.22,
  }));
  const tint = (light: number): Colour => [
    Math.round(255 * light * (0.65 + 0.35 * Math.sin(hue * 6.3))),
    Math.round(255 * light * (0.7 + 0.3 * Math.sin(hue * 6.3 + 2.1))),
    Math.round(255 * light * (0.75 + 0.25 * Math.sin(hue * 6.3 + 4.2))),
  ];
  return png(width, height, (x, y) => {
    for (const hill of [...hills].reverse()) {
      const edge = hill.base + 22 * Math.sin(x / hill.wave + hill.shift) + 9 * Math.sin(x / 17 + hill.shift);
      if (y > edge) return tint(hill.shade * (0.8 + (0.2 * y) / height));
    }
    if ((x - sun.x) ** 2 + (y - sun.y) ** 2 < sun.r ** 2) return [255, 236, 179];
    return tint(0.85 + (0.15 * y) / height);
  });
}

/** A round mark on white, for signatures and letterheads. */
export function logo(random: Random): Buffer {
  const colour: Colour = [random.int(20, 160), random.int(60, 160), random.int(80, 200)];
  return png(72, 72, (x, y) => {
    const distance = Math.hypot(x - 36, y - 36);
    return distance < 30 && (distance > 22 || Math.abs(x - y) < 6) ? colour : [255, 255, 255];
  });
}

/** Stored by deflate; the names may be any Unicode. */
export function zip(files: readonly { name: string; bytes: Buffer }[]): Buffer {
  const locals: Buffer[] = [];
  const central: Buffer[] = [];
  let offset = 0;
  for (const { name, bytes } of files) {
    const data = deflateRawSync(bytes);
    const title = Buffer.from(name);
    const common = Buffer.alloc(26);
    // Version 2.0, UTF-8 names, deflate, 1 January 2024, then checksum and sizes.
    common.writeUInt16LE(20, 0);
    common.writeUInt16LE(0x0800, 2);
    common.writeUInt16LE(8, 4);
    common.writeUInt16LE(0x5821, 8);
    common.writeUInt32LE(crc32(bytes), 10);
    common.writeUInt32LE(data.length, 14);
    common.writeUInt32LE(bytes.length, 18);
    common.writeUInt16LE(title.length, 22);
    const local = Buffer.concat([Buffer.from('PK\x03\x04', 'latin1'), common, title, data]);
    const tail = Buffer.alloc(14);
    tail.writeUInt32LE(offset, 10);
    central.push(Buffer.concat([Buffer.from('PK\x01\x02\x14\x00', 'latin1'), common, tail, title]));
    locals.push(local);
    offset += local.length;
  }
  const directory = Buffer.concat(central);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 0, 'latin1');
  end.writeUInt16LE(files.length, 8);
  end.writeUInt16LE(files.length, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...locals, directory, end]);
}

/** A word processor's document with one paragraph a line. */
export function docx(lines: readonly string[]): Buffer {
  const xml = (text: string): Buffer =>
    Buffer.from(`<?xml version="1.0" encoding="UTF-8" standalone="yes"?>${text}`);
  const office = 'http://schemas.openxmlformats.org';
  const quote = (line: string): string => line.replace(/&/g, '&amp;').replace(/</g, '&lt;');
  const main = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml';
  return zip([
    {
      name: '[Content_Types].xml',
      bytes: xml(
        `<Types xmlns="${office}/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/word/document.xml" ContentType="${main}"/></Types>`,
      ),
    },
    {
      name: '_rels/.rels',
      bytes: xml(
        `<Relationships xmlns="${office}/package/2006/relationships"><Relationship Id="r1" Type="${office}/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>`,
      ),
    },
    {
      name: 'word/document.xml',
      bytes: xml(
        `<w:document xmlns:w="${office}/wordprocessingml/2006/main"><w:body>${lines
          .map((line) => `<w:p><w:r><w:t>${quote(line)}</w:t></w:r></w:p>`)
          .join('')}</w:body></w:document>`,
      ),
    },
  ]);
}

/** Bytes that don't compress, always the same ones. */
export function noise(length: number): Buffer {
  return createCipheriv('aes-128-ctr', Buffer.alloc(16), Buffer.alloc(16)).update(Buffer.alloc(length));
}

export interface Meeting {
  uid: string;
  method: 'REQUEST' | 'CANCEL' | 'REPLY';
  title: string;
  place: string;
  start: Date;
  minutes: number;
  organizer: { name: string; address: string };
  attendees: readonly { name: string; address: string; state?: string }[];
}

/** RFC 5545 with RFC 5546 methods; lines are folded at 75 octets. */
export function calendar(meeting: Meeting): string {
  const stamp = (date: Date): string => `${date.toISOString().replace(/[-:]|\.\d+/g, '')}`;
  const quote = (value: string): string => value.replace(/[\\,;]/g, '\\$&').replace(/\n/g, '\\n');
  const lines = [
    'BEGIN:VCALENDAR',
    'PRODID:-//Postern//Demo//EN',
    'VERSION:2.0',
    `METHOD:${meeting.method}`,
    'BEGIN:VEVENT',
    `UID:${meeting.uid}`,
    `DTSTAMP:${stamp(new Date(meeting.start.getTime() - 5 * 86_400_000))}`,
    `DTSTART:${stamp(meeting.start)}`,
    `DTEND:${stamp(new Date(meeting.start.getTime() + meeting.minutes * 60_000))}`,
    `SUMMARY:${quote(meeting.title)}`,
    `LOCATION:${quote(meeting.place)}`,
    `ORGANIZER;CN="${meeting.organizer.name}":mailto:${meeting.organizer.address}`,
    ...meeting.attendees.map(
      (person) =>
        `ATTENDEE;CN="${person.name}";ROLE=REQ-PARTICIPANT;PARTSTAT=${person.state ?? 'NEEDS-ACTION'};RSVP=TRUE:mailto:${person.address}`,
    ),
    `STATUS:${meeting.method === 'CANCEL' ? 'CANCELLED' : 'CONFIRMED'}`,
    `SEQUENCE:${meeting.method === 'CANCEL' ? 1 : 0}`,
    'END:VEVENT',
    'END:VCALENDAR',
  ];
  return `${lines.map(fold).join('\n')}\n`;
}

function fold(line: string): string {
  let out = '';
  let width = 0;
  for (const character of line) {
    const size = Buffer.byteLength(character);
    if (width + size > 74) {
      out += '\n ';
      width = 1;
    }
    out += character;
    width += size;
  }
  return out;
}
