// Mail with something to say about its sender, as it lies in a mailbox whose server is mx.demo.example.

const RECEIVED =
  'Received: from mail.x.example (mail.x.example [192.0.2.5]) by mx.demo.example (Postfix) with ESMTPS id 1;\r\n\tTue, 24 Nov 2026 09:00:00 +0000';

const mail = (...lines: string[]): Buffer => Buffer.from(lines.join('\r\n'));

const top = (subject: string, from: string, results: string): string[] => [
  `Authentication-Results: mx.demo.example; ${results}`,
  RECEIVED,
  `From: ${from}`,
  'To: alice@demo.example',
  `Subject: ${subject}`,
  'Date: Tue, 24 Nov 2026 09:00:00 +0000',
  'MIME-Version: 1.0',
];

/** Fails its checks, from a look-alike domain, with a false link and answers elsewhere. */
export const hostileSender = (): Buffer =>
  mail(
    ...top(
      'Your account',
      '"PayPal.com Service" <service@paypa1.com>',
      'spf=fail smtp.mailfrom=paypa1.com; dkim=none; dmarc=fail (p=NONE) header.from=paypa1.com',
    ),
    'Message-ID: <hostile@paypa1.com>',
    'Reply-To: help.desk@gmail.com',
    'Content-Type: text/html; charset=utf-8',
    '',
    '<p>We have limited your account. Please sign in to confirm who you are.</p>',
    '<p><a href="https://evil.example/login">www.paypal.com</a></p>',
  );

export const honestSender = (): Buffer =>
  mail(
    ...top(
      'Our meeting',
      'Mara Lindqvist <mara@firm.example>',
      'spf=pass smtp.mailfrom=mara@firm.example; dkim=pass header.d=firm.example; dmarc=pass (p=REJECT) header.from=firm.example',
    ),
    'Message-ID: <honest@firm.example>',
    'Content-Type: text/plain; charset=utf-8',
    '',
    'See you at ten.',
  );

export const openPgp = (): Buffer =>
  mail(
    ...top('Signed', 'Ida <ida@firm.example>', 'dmarc=none'),
    'Message-ID: <signed@firm.example>',
    'Content-Type: multipart/signed; boundary=b; micalg=pgp-sha256; protocol="application/pgp-signature"',
    '',
    '--b',
    'Content-Type: text/plain',
    '',
    'I wrote this.',
    '--b',
    'Content-Type: application/pgp-signature; name=signature.asc',
    '',
    '-----BEGIN PGP SIGNATURE-----',
    '',
    'wsBcBAEBCAAQ',
    '-----END PGP SIGNATURE-----',
    '--b--',
  );
