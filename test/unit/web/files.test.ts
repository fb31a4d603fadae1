// Names of files as they are shown: the true ending stays in view, and nothing turns the text around.
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { badgeOf, formatBytes, nameParts, visible } from '../../../web/lib/files.ts';

suite('names of files', () => {
  test('the ending is kept apart, so that it is never cut for space', () => {
    assert.deepEqual(nameParts('Itinerary v2.pdf'), ['Itinerary v2', '.pdf']);
    assert.deepEqual(nameParts('archive.tar.gz'), ['archive.tar', '.gz']);
    assert.deepEqual(nameParts('README'), ['README', '']);
  });

  test('a name with a direction override shows its true ending', () => {
    assert.equal(visible('report\u202Efdp.exe'), 'reportfdp.exe');
    assert.equal(badgeOf('report\u202Efdp.exe'), 'EXE');
  });

  test('joiners stay, since words and emoji are spelt with them', () => {
    assert.equal(visible('می\u200Cخواهم 👨\u200D👩\u200D👧.txt'), 'می\u200Cخواهم 👨\u200D👩\u200D👧.txt');
  });

  test('the badge has at most four letters', () => {
    assert.equal(badgeOf('photo.jpeg'), 'JPEG');
    assert.equal(badgeOf('notes.markdown'), 'MARK');
    assert.equal(badgeOf('README'), 'FILE');
  });

  test('sizes are rounded to what a person needs', () => {
    assert.equal(formatBytes(284_321, 'en'), '284 kB');
    assert.equal(formatBytes(3_140_000, 'en'), '3.1 MB');
    assert.equal(formatBytes(31_400_000, 'en'), '31 MB');
  });
});
