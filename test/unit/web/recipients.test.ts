// What people type and paste into To: every way in which lists are written.
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { parseRecipient } from '../../../server/mail/draft.ts';
import {
  addRecipients,
  isComplete,
  readRecipient,
  readRecipients,
  writeRecipient,
} from '../../../web/lib/recipients.ts';

const addresses = (text: string): string[] => readRecipients(text).map(({ address }) => address);

suite('reading recipients', () => {
  test('a bare address and one with a name are recipients', () => {
    assert.deepEqual(readRecipient(' tom@becker.example '), {
      name: '',
      address: 'tom@becker.example',
      valid: true,
    });
    assert.deepEqual(readRecipient('Tom Becker <tom@becker.example>'), {
      name: 'Tom Becker',
      address: 'tom@becker.example',
      valid: true,
    });
  });

  test('a comma inside a quoted name parts nothing', () => {
    assert.deepEqual(readRecipients('"Köhler, Mara" <mara@koehler.example>, tom@becker.example'), [
      { name: 'Köhler, Mara', address: 'mara@koehler.example', valid: true },
      { name: '', address: 'tom@becker.example', valid: true },
    ]);
  });

  test('lists are cut at commas, semicolons, line ends and, between bare addresses, at spaces', () => {
    assert.deepEqual(addresses('a@x.example; b@x.example,\nc@x.example d@x.example'), [
      'a@x.example',
      'b@x.example',
      'c@x.example',
      'd@x.example',
    ]);
  });

  test('a quote that is never closed swallows only its own line', () => {
    assert.deepEqual(addresses('"Tom <tom@becker.example>\nmara@koehler.example'), [
      'tom@becker.example',
      'mara@koehler.example',
    ]);
  });

  test('what is no address is kept as it was typed', () => {
    for (const typed of ['Tom Becker', 'tom@', '@x.example', 'tom@x.example>', 'a b@x.example c', 'tom@-x']) {
      assert.deepEqual(readRecipient(typed), { name: '', address: typed, valid: false }, typed);
    }
  });

  test('a copied mailto link is its address', () => {
    assert.equal(readRecipient('mailto:tom@becker.example').address, 'tom@becker.example');
  });

  test('text is complete once a separator follows, not while a quoted name is being typed', () => {
    assert.ok(isComplete('tom@becker.example,'));
    assert.ok(isComplete('a@x.example, b@x.example'));
    assert.ok(!isComplete('tom@becker.example'));
    assert.ok(!isComplete('"Becker, Tom" <tom@becker.example>'));
    assert.ok(!isComplete(','));
  });
});

suite('writing recipients', () => {
  test('the server reads back what is written, whatever the name holds', () => {
    for (const name of ['', 'Tom', 'Köhler, Mara', 'The "Boss" <x>', 'a\\b', 'line\nbreak']) {
      const text = writeRecipient({ name, address: 'tom@becker.example', valid: true });
      assert.equal(parseRecipient(text)?.address, 'tom@becker.example', text);
    }
    assert.equal(
      parseRecipient(writeRecipient(readRecipient('"Köhler, M" <m@x.example>')))?.name,
      'Köhler, M',
    );
  });

  test('an address is added once, whatever its case', () => {
    const first = readRecipients('Tom@Becker.example');
    assert.equal(addRecipients(first, readRecipients('tom@becker.example, a@x.example')).length, 2);
  });
});
