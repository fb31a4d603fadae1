// Received lines: who wrote them, and which of them prove that a message came from the same house.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseReceived } from '../../../server/mime/trust/received.ts';

const LINES: readonly [what: string, value: string, by: string | null, isInside: boolean][] = [
  [
    'Postfix, from outside',
    'from mail.a.example (mail.a.example [192.0.2.5]) by mx.home.example (Postfix) with ESMTPS id 4F for <a@home.example>; Tue, 24 Nov 2026 10:00:00 +0000 (UTC)',
    'mx.home.example',
    false,
  ],
  [
    'Postfix, from a content filter',
    'from localhost (localhost [127.0.0.1]) by mx.home.example (Postfix) with ESMTP id 5',
    'mx.home.example',
    true,
  ],
  [
    'Dovecot LMTP',
    'from mx.home.example by mx.home.example with LMTP id 6 (envelope-from <x@y.example>)',
    'mx.home.example',
    true,
  ],
  [
    'a private network',
    'from mx5 ([10.202.2.204]) by compute1.internal (LMTPProxy)',
    'compute1.internal',
    true,
  ],
  [
    'another machine with a looked-up name',
    'from mx.home.example (mx.home.example [198.51.100.1]) by store.home.example (Postfix) with ESMTP',
    'store.home.example',
    true,
  ],
  [
    'a name that nobody looked up',
    'from mx.home.example (unknown [198.51.100.1]) by store.home.example (Postfix)',
    'store.home.example',
    false,
  ],
  [
    'a caller that calls itself local',
    'from [127.0.0.1] (unknown [198.51.100.1]) by mx.home.example (Postfix)',
    'mx.home.example',
    false,
  ],
  [
    'a caller with a local address in its name',
    'from localhost (10.0.0.1.evil.example [198.51.100.1]) by mx.home.example',
    'mx.home.example',
    false,
  ],
  [
    'a caller whose name is all that is told',
    'from [10.0.0.1] by mx.home.example with ESMTP',
    'mx.home.example',
    false,
  ],
  [
    'Exim, from outside',
    'from mail.a.example ([192.0.2.5] helo=[127.0.0.1]) by mx.home.example with esmtps (Exim 4.96)',
    'mx.home.example',
    false,
  ],
  [
    'Exim, without a name',
    'from [192.0.2.5] (port=4711 helo=localhost) by mx.home.example with esmtp (Exim 4.96)',
    'mx.home.example',
    false,
  ],
  [
    'Exim, from itself',
    'from [127.0.0.1] (port=4711 helo=localhost) by mx.home.example with esmtp (Exim 4.96)',
    'mx.home.example',
    true,
  ],
  [
    'Google inside',
    'by 2002:a05:6a10:8c0a:b0:5a1:1234:5678 with SMTP id f10; Tue, 24 Nov 2026 01:00:00 -0800 (PST)',
    null,
    true,
  ],
  [
    'Google from outside',
    'from mail.a.example (mail.a.example. [192.0.2.5]) by mx.google.com with ESMTPS id x',
    'mx.google.com',
    false,
  ],
  ['qmail, its first line', '(qmail 1234 invoked from network); 24 Nov 2026 09:00:00 -0000', null, true],
  [
    'IPv6 from outside',
    'from x (x.a.example [IPv6:2001:db8::5]) by mx.home.example',
    'mx.home.example',
    false,
  ],
  ['IPv6 from itself', 'from x (localhost [IPv6:::1]) by mx.home.example', 'mx.home.example', true],
  [
    'a by inside a comment',
    'from x (evil by mx.bank.example [192.0.2.5]) by mx.home.example',
    'mx.home.example',
    false,
  ],
  ['nonsense', '((((', null, false],
];

for (const [what, value, by, isInside] of LINES) {
  test(`a Received line of ${what} is ${isInside ? '' : 'not '}from inside`, () => {
    assert.deepEqual(parseReceived(value), { by, isInside });
  });
}
