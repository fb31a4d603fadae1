// Which authentication results count: those that the mailbox's own side wrote, on every kind of server, and never
// those that came with the message.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { fieldsOf } from '../../../server/mime/header/fields.ts';
import { type Authentication, authenticationOf } from '../../../server/mime/trust/believed.ts';

const IN =
  'Received: from mail.a.example (mail.a.example [192.0.2.5]) by mx.home.example (Postfix) with ESMTPS id 1; date';
const OUT =
  'Received: from laptop (dsl.isp.example [203.0.113.7]) by mail.a.example (Postfix) with ESMTPSA id 2; date';
const LMTP = 'Received: from mx.home.example by mx.home.example with LMTP id 3; date';
const GOOD =
  'dkim=pass header.d=a.example; spf=pass smtp.mailfrom=x@a.example; dmarc=pass header.from=a.example';
const BAD =
  'dkim=fail header.d=a.example; spf=fail smtp.mailfrom=x@a.example; dmarc=fail (p=reject) header.from=a.example';

const believe = (
  lines: readonly string[],
  serverIds: string[] | null = null,
  hosts: string[] = [],
): Authentication =>
  authenticationOf(fieldsOf(Buffer.from(`${lines.join('\r\n')}\r\n\r\n`)).list, { serverIds, hosts });
const brief = ({ assertedBy, spf, dkim, dmarc }: Authentication): string =>
  assertedBy === null ? `nobody ${spf ?? '-'}` : `${assertedBy} ${spf ?? '-'} ${dkim ?? '-'} ${dmarc ?? '-'}`;

interface Case {
  what: string;
  lines: readonly string[];
  is: string;
  ids?: string[];
  hosts?: string[];
}

const GENUINE: readonly Case[] = [
  {
    what: 'above the line of the server that took it in (Exim, Fastmail)',
    lines: [`Authentication-Results: mx.home.example; ${GOOD}`, IN, OUT],
    is: 'mx.home.example PASS PASS PASS',
  },
  {
    what: 'below that line, by the host that wrote it (Postfix with a milter)',
    lines: [LMTP, IN, `Authentication-Results: mx.home.example; ${GOOD}`, OUT],
    is: 'mx.home.example PASS PASS PASS',
  },
  {
    what: 'from several milters, each with a field of its own',
    lines: [
      LMTP,
      'Authentication-Results: mx.home.example; dmarc=pass header.from=a.example',
      'Authentication-Results: mx.home.example; spf=pass smtp.mailfrom=a.example',
      'Authentication-Results: mx.home.example; dkim=pass header.d=a.example',
      IN,
    ],
    is: 'mx.home.example PASS PASS PASS',
  },
  {
    what: 'from Gmail',
    lines: [
      'Delivered-To: me@gmail.example',
      'Received: by 2002:a05:6a10:8c0a:b0:5a1:1:2 with SMTP id f10; date',
      'ARC-Authentication-Results: i=1; mx.google.com; dmarc=pass header.from=a.example',
      'Received: from mail.a.example (mail.a.example. [192.0.2.5]) by mx.google.com with ESMTPS id x; date',
      'Received-SPF: pass (google.com: domain of x@a.example designates 192.0.2.5)',
      `Authentication-Results: mx.google.com; ${GOOD}`,
    ],
    is: 'mx.google.com PASS PASS PASS',
  },
  {
    what: 'from Microsoft, which gives no name and renames what others wrote',
    lines: [
      'Received: from AM1.eurprd01.prod.outlook.com (2603:10a6:20b::1) by VI1.eurprd01.prod.outlook.com (2603:10a6:800::2) with HTTPS; date',
      'Received: from mail.a.example (192.0.2.5) by AM1.mail.protection.outlook.com (10.1.2.3) with Microsoft SMTP Server; date',
      'Authentication-Results: spf=pass (sender IP is 192.0.2.5) smtp.mailfrom=a.example; dkim=none; dmarc=fail action=quarantine header.from=b.example',
      `Authentication-Results-Original: mx.evil.example; ${GOOD}`,
    ],
    is: 'outlook.com PASS NONE FAIL',
  },
  {
    what: 'from iCloud, which names its judges one by one',
    lines: [
      'Received: from p1-mx.me.com ([10.0.0.1]) by ms1.me.com with LMTP; date',
      'Authentication-Results: dmarc.icloud.com; dmarc=pass header.from=a.example',
      'Authentication-Results: spf.icloud.com; spf=pass smtp.mailfrom=a.example',
      'Received: from mail.a.example (mail.a.example [192.0.2.5]) by p1-mx.me.com (Postfix); date',
    ],
    is: 'dmarc.icloud.com PASS - PASS',
  },
  {
    what: 'by a machine of the house behind another',
    lines: [
      'Received: from mx.home.example (mx.home.example [198.51.100.1]) by store.home.example (Postfix) with ESMTP; date',
      `Authentication-Results: mx.home.example; ${GOOD}`,
      IN,
    ],
    is: 'mx.home.example PASS PASS PASS',
  },
  {
    what: 'under another name of the same house as the server that is read from',
    lines: [
      `Authentication-Results: auth.provider.example; ${GOOD}`,
      'Received: from mail.a.example (mail.a.example [192.0.2.5]) by in7.hosting.example (Postfix); date',
    ],
    hosts: ['imap.provider.example'],
    is: 'auth.provider.example PASS PASS PASS',
  },
  {
    what: 'from a server that has no public name at all',
    lines: [
      `Authentication-Results: mx.home.example; ${GOOD}`,
      'Received: from mail.a.example (mail.a.example [192.0.2.5]) by mailcow (Postcow); date',
    ],
    is: 'mx.home.example PASS PASS PASS',
  },
  {
    what: 'sealed, where there is no other field',
    lines: [
      'ARC-Authentication-Results: i=1; other.example; dmarc=fail',
      'ARC-Authentication-Results: i=2; mx.home.example; dmarc=pass header.from=a.example; arc=pass',
      IN,
    ],
    is: 'mx.home.example - - PASS',
  },
  {
    what: 'about SPF alone',
    lines: ['Received-SPF: softfail receiver=mx.home.example; envelope-from=x@a.example', IN, OUT],
    is: 'mx.home.example SOFTFAIL - -',
  },
  {
    what: 'by the name that the setting has',
    lines: [
      LMTP,
      `Authentication-Results: judge.example; ${GOOD}`,
      IN,
      `Authentication-Results: judge.example; ${BAD}`,
    ],
    ids: ['judge.example'],
    is: 'judge.example PASS PASS PASS',
  },
];

const FORGED: readonly Case[] = [
  {
    what: 'that came with the message, where the server adds none',
    lines: [LMTP, IN, `Authentication-Results: mail.a.example; ${GOOD}`, OUT],
    is: 'nobody -',
  },
  {
    what: 'under a famous name, where the server adds none',
    lines: [IN, `Authentication-Results: mx.google.com; ${GOOD}`],
    is: 'nobody -',
  },
  {
    what: 'without a name, where the server is not one of those that give none',
    lines: [IN, `Authentication-Results: ${GOOD}`],
    is: 'nobody -',
  },
  {
    what: 'under the own name further down, behind a made-up line of the own server',
    lines: [
      IN,
      'X-Odd: 1',
      'Received: from localhost (localhost [127.0.0.1]) by mx.home.example (Postfix); date',
      `Authentication-Results: mx.home.example; ${GOOD}`,
    ],
    is: 'nobody -',
  },
  {
    what: 'under the own name, below what the server itself wrote',
    lines: [
      IN,
      `Authentication-Results: mx.home.example; ${BAD}`,
      `Authentication-Results: mx.home.example; ${GOOD}`,
    ],
    is: 'mx.home.example FAIL FAIL FAIL',
  },
  {
    what: 'about what the server did not look at',
    lines: [
      IN,
      'Authentication-Results: mx.home.example; spf=pass smtp.mailfrom=evil.example',
      'Authentication-Results: mx.home.example; dmarc=pass header.from=bank.example; dkim=pass header.d=bank.example',
    ],
    is: 'mx.home.example PASS - -',
  },
  {
    what: 'on top, in a message that no server took in',
    lines: [`Authentication-Results: mx.home.example; ${GOOD}`, 'Subject: x'],
    is: 'nobody -',
  },
  {
    what: 'by another name than the setting has',
    lines: [`Authentication-Results: mx.home.example; ${GOOD}`, IN],
    ids: ['judge.example'],
    is: 'nobody -',
  },
  {
    what: 'of SPF under another name, or below the line of the next server',
    lines: [
      IN,
      'Received-SPF: pass receiver=mx.evil.example',
      OUT,
      'Received-SPF: pass receiver=mx.home.example',
    ],
    is: 'nobody -',
  },
  {
    what: 'as seals of others',
    lines: ['ARC-Authentication-Results: i=9; mx.evil.example; dmarc=pass', IN],
    is: 'nobody -',
  },
  {
    what: 'for Microsoft by a name, under a server that is not Microsoft',
    lines: [
      IN,
      `Authentication-Results: mx.microsoft.com; ${GOOD}`,
      'Received: from x (192.0.2.1) by y.mail.protection.outlook.com (10.0.0.1); date',
    ],
    is: 'nobody -',
  },
];

describe('authentication results are believed', () => {
  for (const { what, lines, is, ids, hosts } of GENUINE)
    it(what, () => assert.equal(brief(believe(lines, ids, hosts)), is));
});

describe('authentication results are not believed', () => {
  for (const { what, lines, is, ids, hosts } of FORGED)
    it(what, () => assert.equal(brief(believe(lines, ids, hosts)), is));
});

describe('what is believed', () => {
  it('names the domains of all signatures that hold, and none that do not', () => {
    const { dkim, dkimDomains, spfDomain, dmarcDomain } = believe([
      'Authentication-Results: mx.home.example; dkim=fail header.d=a.example; dkim=pass header.i=@list.example; dkim=pass header.d=esp.example; spf=pass smtp.mailfrom=<b@esp.example>; dmarc=none header.from=a.example',
      IN,
    ]);
    assert.deepEqual(
      { dkim, dkimDomains, spfDomain, dmarcDomain },
      {
        dkim: 'PASS',
        dkimDomains: ['list.example', 'esp.example'],
        spfDomain: 'esp.example',
        dmarcDomain: 'a.example',
      },
    );
  });

  it('knows the wish of the domain in the spellings of Google, Microsoft and Fastmail', () => {
    for (const dmarc of [
      'dmarc=fail (p=REJECT sp=NONE dis=NONE) header.from=a.example',
      'dmarc=fail action=oreject header.from=a.example',
      'dmarc=fail policy.published-domain-policy=quarantine header.from=a.example',
    ])
      assert.equal(believe([`Authentication-Results: mx.home.example; ${dmarc}`, IN]).isStrict, true, dmarc);
    const mild = believe(['Authentication-Results: mx.home.example; dmarc=fail (p=NONE sp=REJECT)', IN]);
    assert.equal(mild.isStrict, false);
  });
});
