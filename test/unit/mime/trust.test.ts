// What speaks against a sender, and what must not be held against honest ones.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { fieldsOf } from '../../../server/mime/header/fields.ts';
import { readHeader } from '../../../server/mime/header/header.ts';
import { type Trust, trustOf } from '../../../server/mime/trust/trust.ts';

const IN = 'Received: from mail.x.example (mail.x.example [192.0.2.5]) by mx.home.example (Postfix); date';

function judge(lines: readonly string[], addresses = ['me@home.example']): Trust {
  const bytes = Buffer.from(`${lines.join('\r\n')}\r\n\r\n`);
  return trustOf(readHeader(bytes), fieldsOf(bytes), { addresses, serverIds: null, hosts: [] });
}
const brief = ({ warnings }: Trust): string[] =>
  warnings.map(({ kind, level, claimed, actual }) => `${kind} ${level} ${claimed ?? '-'} ${actual ?? '-'}`);
const results = (text: string): string => `Authentication-Results: mx.home.example; ${text}`;

const CASES: readonly [what: string, lines: readonly string[], warnings: readonly string[]][] = [
  ['a plain letter', ['From: Bob <bob@firm.example>', IN], []],
  [
    'a name that holds another address',
    ['From: "ceo@home.example" <x@evil.example>', IN],
    ['DISPLAY_NAME_SPOOF CAUTION ceo@home.example x@evil.example'],
  ],
  ['a name that holds the very address', ['From: "bob@firm.example" <bob@mail.firm.example>', IN], []],
  [
    'a name with a wide @ and a hidden letter',
    ['From: =?utf-8?q?ceo=EF=BC=A0ho=E2=80=8Bme.example?= <x@evil.example>', IN],
    ['DISPLAY_NAME_SPOOF CAUTION ceo@home.example x@evil.example'],
  ],
  [
    'a name that holds the domain of the reader',
    ['From: "home.example Support" <x@evil.example>', IN],
    ['DISPLAY_NAME_SPOOF CAUTION home.example x@evil.example'],
  ],
  [
    'a name that holds a host that is faked often',
    ['From: "PayPal.com Service" <x@evil.example>', IN],
    ['DISPLAY_NAME_SPOOF CAUTION PayPal.com x@evil.example'],
  ],
  ['that host with another ending', ['From: "Amazon.com" <order@amazon.co.uk>', IN], []],
  ['a name with a host that is nobody of note', ['From: "Node.js Weekly" <x@weekly.example>', IN], []],
  [
    'a list that writes the sender into the name, confirmed',
    [
      'From: "\'bob@firm.example\' via Team" <team@lists.example>',
      'List-Id: <team.lists.example>',
      results('dmarc=pass header.from=lists.example'),
      IN,
    ],
    [],
  ],
  [
    'the same with the domain of the reader',
    [
      'From: "\'ceo@home.example\' via Team" <team@lists.example>',
      'List-Id: <team.lists.example>',
      results('dmarc=pass header.from=lists.example'),
      IN,
    ],
    ['DISPLAY_NAME_SPOOF CAUTION ceo@home.example team@lists.example'],
  ],
  [
    'letters turned around in the name',
    ['From: =?utf-8?q?=E2=80=AEelpmaxe.knab?= <x@evil.example>', IN],
    ['BIDI_OVERRIDE CAUTION - x@evil.example'],
  ],
  ['a Hebrew name', ['From: =?utf-8?b?16nXnNeV150=?= <shalom@firm.example>', IN], []],
  [
    'Cyrillic letters for Latin ones',
    ['From: Apple <no-reply@xn--80ak6aa92e.com>', IN],
    ['LOOKALIKE_DOMAIN DANGER apple.com xn--80ak6aa92e.com'],
  ],
  [
    'digits for letters',
    ['From: x <x@secure.paypa1.com>', IN],
    ['LOOKALIKE_DOMAIN DANGER paypal.com secure.paypa1.com'],
  ],
  [
    'a capital I for a small l',
    ['From: x <x@payPaI.com>', IN],
    ['LOOKALIKE_DOMAIN DANGER paypal.com paypai.com'],
  ],
  ['rn for m', ['From: x <x@rnicrosoft.com>', IN], ['LOOKALIKE_DOMAIN DANGER microsoft.com rnicrosoft.com']],
  [
    'a famous host in front of another',
    ['From: x <x@paypal.com.login.evil.example>', IN],
    ['LOOKALIKE_DOMAIN DANGER paypal.com paypal.com.login.evil.example'],
  ],
  [
    'two letters of the own domain swapped',
    ['From: Boss <boss@lighthuose.example>', IN],
    ['LOOKALIKE_DOMAIN DANGER lighthouse.example lighthuose.example'],
  ],
  [
    'an accent on the own domain',
    ['From: Boss <boss@xn--lighthuse-b7a.example>', IN],
    ['LOOKALIKE_DOMAIN DANGER lighthouse.example xn--lighthuse-b7a.example'],
  ],
  ['a word of one script in its own country', ['From: x <x@xn--e1afmkfd.xn--p1ai>', IN], []],
  ['a German umlaut', ['From: x <x@xn--bcher-kva.example>', IN], []],
  [
    'two scripts in one label',
    ['From: x <x@xn--shp-ted.example>', IN],
    ['MIXED_SCRIPT CAUTION - xn--shp-ted.example'],
  ],
  ['the own domain below another host name', ['From: x <x@mail.home.example>', IN], []],
  [
    'answers that go to a free address',
    ['From: Boss <boss@firm.example>', 'Reply-To: boss.firm@gmail.com', IN],
    ['REPLY_TO_ELSEWHERE CAUTION boss@firm.example boss.firm@gmail.com'],
  ],
  [
    'answers that go to another firm',
    ['From: Shop <shop@firm.example>', 'Reply-To: help@desk.example', IN],
    ['REPLY_TO_ELSEWHERE NOTE shop@firm.example help@desk.example'],
  ],
  [
    'answers that go to the list',
    ['From: a@b.example', 'Reply-To: t@l.example', 'List-Id: <t.l.example>', IN],
    [],
  ],
  ['answers that go to the reader', ['From: f@form.example', 'Reply-To: me@home.example', IN], []],
  [
    'a confirmed newsletter with answers elsewhere',
    [
      'From: a@news.example',
      'Reply-To: a@esp.example',
      'List-Unsubscribe: <https://esp.example/u>',
      results('dmarc=pass header.from=news.example'),
      IN,
    ],
    [],
  ],
  [
    'two senders of different houses',
    ['From: Bank <info@bank.example>, x@evil.example', IN],
    ['SEVERAL_SENDERS CAUTION info@bank.example x@evil.example'],
  ],
  ['two senders of one house', ['From: a@firm.example, b@firm.example', IN], []],
  [
    'a failed check of a domain that asks for rejection',
    ['From: x@bank.example', results('dmarc=fail (p=REJECT) header.from=bank.example'), IN],
    ['AUTH_FAILED DANGER x@bank.example -'],
  ],
  [
    'a failed check of a domain that does not mind',
    ['From: x@bank.example', results('dmarc=fail (p=NONE) header.from=bank.example'), IN],
    ['AUTH_FAILED CAUTION x@bank.example -'],
  ],
  [
    'a failed check in the name of the own house',
    ['From: boss@home.example', results('dmarc=fail (p=NONE) header.from=home.example'), IN],
    ['AUTH_FAILED DANGER boss@home.example -'],
  ],
  [
    'a strict domain through a mailing list',
    ['From: x@firm.example', 'List-Id: <l.example>', results('dmarc=fail (p=reject); arc=none'), IN],
    ['AUTH_FAILED CAUTION x@firm.example -'],
  ],
  [
    'no DMARC, and both others failed',
    ['From: x@firm.example', results('spf=softfail smtp.mailfrom=firm.example; dkim=fail'), IN],
    ['AUTH_FAILED CAUTION x@firm.example -'],
  ],
  ['no DMARC, and SPF alone failed', ['From: x@firm.example', results('spf=fail; dkim=none'), IN], []],
  [
    'a failed check and a spoofed name',
    ['From: "ceo@home.example" <x@evil.example>', results('dmarc=fail (p=none)'), IN],
    ['AUTH_FAILED DANGER x@evil.example -', 'DISPLAY_NAME_SPOOF CAUTION ceo@home.example x@evil.example'],
  ],
  ['no sender at all', ['Subject: x', IN], []],
  ['an empty group for a sender', ['From: undisclosed:;', IN], []],
];

describe('a message is judged by its header:', () => {
  for (const [what, lines, warnings] of CASES)
    it(what, () => {
      assert.deepEqual(brief(judge(lines, ['me@home.example', 'me@lighthouse.example'])), warnings);
    });
});

describe('a sender is confirmed', () => {
  const of = (text: string, from = 'x@news.firm.example'): (string | null)[] => {
    const { confirmedDomain, via } = judge([`From: ${from}`, results(text), IN]);
    return [confirmedDomain, via];
  };

  it('by DMARC for his very domain', () => {
    assert.deepEqual(of('dmarc=pass header.from=news.firm.example'), ['news.firm.example', null]);
    assert.deepEqual(of('dmarc=pass header.from=other.example'), [null, null]);
  });

  it('by a signature or an envelope of his house', () => {
    assert.deepEqual(of('dkim=pass header.d=firm.example'), ['news.firm.example', null]);
    assert.deepEqual(of('spf=pass smtp.mailfrom=b@bounce.firm.example'), ['news.firm.example', null]);
    assert.deepEqual(of('dkim=pass header.d=esp.example; spf=pass smtp.mailfrom=esp.example'), [
      null,
      'esp.example',
    ]);
  });

  it('never against the word of DMARC, nor by neighbours under a shared ending', () => {
    assert.deepEqual(of('dkim=pass header.d=firm.example; dmarc=fail'), [null, null]);
    assert.deepEqual(of('dkim=pass header.d=evil.github.io', 'x@good.github.io'), [null, 'evil.github.io']);
    assert.deepEqual(of('dkim=pass header.d=evil.co.uk', 'x@bank.co.uk'), [null, 'evil.co.uk']);
  });

  it('and whoever handed it in is named', () => {
    assert.deepEqual(of('dkim=pass header.d=firm.example; spf=pass smtp.mailfrom=b@esp.example'), [
      'news.firm.example',
      'esp.example',
    ]);
  });
});
