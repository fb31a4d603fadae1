// Authentication-Results as servers write them, and as nobody should.
import assert from 'node:assert/strict';
import { describe, it, test } from 'node:test';
import fc from 'fast-check';
import { parseAuthenticationResults, parseReceivedSpf } from '../../../server/mime/trust/authentication.ts';

interface Shape {
  from: string;
  value: string;
  id: string | null;
  /** "method=VERDICT key=value ..." for each. */
  results: readonly string[];
}

const SHAPES: readonly Shape[] = [
  {
    from: 'Google',
    value: `mx.google.com;       dkim=pass header.i=@news.example header.s=s1 header.b=Ab/c+9=;
       spf=pass (google.com: domain of bounce@news.example designates 192.0.2.9 as permitted sender) smtp.mailfrom=bounce@news.example;
       dmarc=pass (p=REJECT sp=REJECT dis=NONE) header.from=news.example`,
    id: 'mx.google.com',
    results: [
      'dkim=PASS header.i=@news.example header.s=s1 header.b=Ab/c+9=',
      'spf=PASS smtp.mailfrom=bounce@news.example',
      'dmarc=PASS header.from=news.example',
    ],
  },
  {
    from: 'Microsoft, without a name',
    value: `spf=fail (sender IP is 192.0.2.9) smtp.mailfrom=shop.example; dkim=none (message not signed)
 header.d=none;dmarc=fail action=oreject header.from=shop.example;compauth=fail reason=000`,
    id: null,
    results: [
      'spf=FAIL smtp.mailfrom=shop.example',
      'dkim=NONE header.d=none',
      'dmarc=FAIL action=oreject header.from=shop.example',
      'compauth=FAIL reason=000',
    ],
  },
  {
    from: 'Fastmail',
    value: `mx5.messagingengine.com;
    bimi=skipped (DMARC Policy is not at enforcement);
    arc=none (no signatures found);
    dkim=pass (2048-bit rsa key sha256) header.d=club.example header.i=@club.example header.b=abc header.a=rsa-sha256 header.s=k1 x-bits=2048;
    dmarc=pass policy.published-domain-policy=quarantine policy.applied-disposition=none header.from=club.example;
    iprev=pass smtp.remote-ip=192.0.2.4 (mail.club.example);
    spf=softfail smtp.mailfrom=a@club.example smtp.helo=mail.club.example`,
    id: 'mx5.messagingengine.com',
    results: [
      'bimi=null',
      'arc=NONE',
      'dkim=PASS header.d=club.example header.i=@club.example header.b=abc header.a=rsa-sha256 header.s=k1 x-bits=2048',
      'dmarc=PASS policy.published-domain-policy=quarantine policy.applied-disposition=none header.from=club.example',
      'iprev=PASS smtp.remote-ip=192.0.2.4',
      'spf=SOFTFAIL smtp.mailfrom=a@club.example smtp.helo=mail.club.example',
    ],
  },
  {
    from: 'OpenDKIM',
    value:
      'mail.home.example;\tdkim=pass (2048-bit key; unprotected) header.d=a.example header.i=@a.example header.b="Zm9v"; dkim-atps=neutral',
    id: 'mail.home.example',
    results: ['dkim=PASS header.d=a.example header.i=@a.example header.b=Zm9v', 'dkim-atps=NEUTRAL'],
  },
  {
    from: 'OpenDMARC',
    value: 'mail.home.example; dmarc=fail (p=none dis=none) header.from=a.example',
    id: 'mail.home.example',
    results: ['dmarc=FAIL header.from=a.example'],
  },
  {
    from: 'rspamd',
    value:
      'mx.home.example;\tdkim=permerror ("no key") header.d=a.example header.s=x;\tspf=neutral (mx.home.example: 192.0.2.1 is neither permitted nor denied by domain of b@a.example) smtp.mailfrom=b@a.example;\tdmarc=none',
    id: 'mx.home.example',
    results: [
      'dkim=ERROR header.d=a.example header.s=x',
      'spf=NEUTRAL smtp.mailfrom=b@a.example',
      'dmarc=NONE',
    ],
  },
  {
    from: 'Exim',
    value: `exim.home.example;
	iprev=pass (mail.a.example) smtp.remote-ip=192.0.2.1;
	spf=pass smtp.mailfrom=a.example;
	dkim=pass header.d=a.example header.s=20 header.a=rsa-sha256;
	dmarc=temperror header.from=a.example`,
    id: 'exim.home.example',
    results: [
      'iprev=PASS smtp.remote-ip=192.0.2.1',
      'spf=PASS smtp.mailfrom=a.example',
      'dkim=PASS header.d=a.example header.s=20 header.a=rsa-sha256',
      'dmarc=ERROR header.from=a.example',
    ],
  },
  {
    from: 'RFC 8601 appendix B.6, with comments everywhere',
    value:
      "foo.example.net (foobar) 1 (baz);\r\n dkim (Because I like it) / 1 (One yay) = (wait for it) fail\r\n policy (A dot can go here) . (like that) expired\r\n (this surprised me) = (as I wasn't expecting it) 1362471462",
    id: 'foo.example.net',
    results: ['dkim=FAIL policy.expired=1362471462'],
  },
  { from: 'no result at all', value: 'example.org 1; none', id: 'example.org', results: [] },
  {
    from: 'a quoted name and a reason with a semicolon',
    value: '"Mx.Example.ORG"; dkim=fail reason="bad; signature = wrong" header.d=a.example',
    id: 'mx.example.org',
    results: ['dkim=FAIL reason=bad; signature = wrong header.d=a.example'],
  },
  {
    from: 'a comment that never ends',
    value: 'mx.example.org; spf=pass (dmarc=pass; dkim=pass',
    id: 'mx.example.org',
    results: ['spf=PASS'],
  },
  {
    from: 'results inside a comment or a quoted string',
    value: 'mx.example.org; dmarc=fail (x; dmarc=pass) header.from="a.example; dmarc=pass"',
    id: 'mx.example.org',
    results: ['dmarc=FAIL header.from=a.example; dmarc=pass'],
  },
  { from: 'no name but markup', value: '<b>x</b>; dmarc=pass', id: null, results: ['dmarc=PASS'] },
  { from: 'nothing', value: '', id: null, results: [] },
];

describe('Authentication-Results', () => {
  for (const { from, value, id, results } of SHAPES) {
    it(`are read from ${from}`, () => {
      const found = parseAuthenticationResults(value);
      assert.equal(found.id, id);
      assert.deepEqual(
        found.results.map(({ method, verdict, properties }) =>
          [`${method}=${verdict}`, ...[...properties].map((pair) => pair.join('='))].join(' '),
        ),
        results,
      );
    });
  }

  it('of ARC have their instance in front', () => {
    const found = parseAuthenticationResults(
      'i=2; mx.google.com; arc=pass (i=1); dmarc=fail header.from=a.example',
    );
    assert.deepEqual([found.instance, found.id, found.results.length], [2, 'mx.google.com', 2]);
  });

  it('never throw and take no time, whatever they are made of', () => {
    const piece = fc.constantFrom(
      'a',
      '=',
      ';',
      '(',
      ')',
      '"',
      '\\',
      ' ',
      '.',
      '/',
      '\t',
      'dkim=pass',
      'ü',
      '\0',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 300 }), (pieces) => {
        const { results } = parseAuthenticationResults(pieces.join(''));
        assert.ok(results.length <= 100);
      }),
    );
    for (const run of ['a', 'a=', '(', '"', 'a.', 'a/1', ' ', ';a=b ', '\\'])
      parseAuthenticationResults(run.repeat(200_000));
  });
});

test('Received-SPF is read with its receiver, named or in the comment', () => {
  const named = parseReceivedSpf(
    'Pass (protection.outlook.com: domain of a.example designates 192.0.2.1 as permitted sender) receiver=mx.home.example; client-ip=192.0.2.1; envelope-from="b@a.example"; helo=x;',
  );
  assert.deepEqual(
    [named.receiver, named.result.verdict, named.result.properties.get('smtp.mailfrom')],
    ['mx.home.example', 'PASS', 'b@a.example'],
  );
  const told = parseReceivedSpf(
    'softfail (google.com: domain of transitioning b@a.example) client-ip=192.0.2.1;',
  );
  assert.deepEqual([told.receiver, told.result.verdict], ['google.com', 'SOFTFAIL']);
  assert.deepEqual(parseReceivedSpf('what (x').result.verdict, null);
});
