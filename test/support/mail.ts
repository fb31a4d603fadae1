// Messages for tests, as they travel: CRLF line ends, every part named by what it is there for.

export interface Sample {
  subject?: string;
  from?: string;
  to?: string;
  text?: string;
  messageId?: string;
  headers?: readonly string[];
}

/** A plain text message. */
export function plainMail({
  subject = 'Hello',
  from = 'Bob <bob@demo.example>',
  to = 'alice@demo.example',
  text = 'Hi there.',
  messageId = `${Math.random().toString(36).slice(2)}@demo.example`,
  headers = [],
}: Sample = {}): Buffer {
  return lines([
    `From: ${from}`,
    `To: ${to}`,
    `Subject: ${subject}`,
    'Date: Tue, 24 Nov 2026 10:00:00 +0100',
    `Message-ID: <${messageId}>`,
    ...headers,
    'MIME-Version: 1.0',
    'Content-Type: text/plain; charset=utf-8',
    '',
    text,
  ]);
}

/** Text in quoted-printable ISO-8859-1, HTML, an inline image and a file of these bytes. */
export function richMail(file: Buffer, subject = 'With a file'): Buffer {
  return lines([
    'From: =?utf-8?q?Bj=C3=B6rn?= <bjorn@demo.example>',
    'To: alice@demo.example, "Carol, the third" <carol@demo.example>',
    'Cc: dave@demo.example',
    `Subject: ${subject}`,
    'Date: Tue, 24 Nov 2026 10:00:00 +0100',
    'Message-ID: <rich@demo.example>',
    'In-Reply-To: <parent@demo.example>',
    'References: <root@demo.example>',
    ' <parent@demo.example>',
    'MIME-Version: 1.0',
    'Content-Type: multipart/mixed; boundary=outer',
    '',
    '--outer',
    'Content-Type: multipart/related; boundary=related',
    '',
    '--related',
    'Content-Type: multipart/alternative; boundary=inner',
    '',
    '--inner',
    'Content-Type: text/plain; charset=iso-8859-1',
    'Content-Transfer-Encoding: quoted-printable',
    '',
    'Gr=FC=DFe und ein Bild',
    '--inner',
    'Content-Type: text/html; charset=utf-8',
    '',
    '<p>Gr&uuml;&szlig;e <img src="cid:pixel@demo.example"></p>',
    '--inner--',
    '--related',
    'Content-Type: image/gif; name=pixel.gif',
    'Content-ID: <pixel@demo.example>',
    'Content-Disposition: inline; filename=pixel.gif',
    'Content-Transfer-Encoding: base64',
    '',
    'R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7',
    '--related--',
    '--outer',
    "Content-Type: application/octet-stream; name*=utf-8''gr%C3%BC%C3%9Fe.bin",
    "Content-Disposition: attachment; filename*=utf-8''gr%C3%BC%C3%9Fe.bin",
    'Content-Transfer-Encoding: base64',
    '',
    file.toString('base64').replace(/.{76}/g, '$&\r\n'),
    '--outer--',
    '',
  ]);
}

function lines(all: readonly string[]): Buffer {
  return Buffer.from(`${all.join('\r\n')}\r\n`);
}
