// Contacts of three versions of the format, in the shape of phones, Outlook and address books on the web.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readContacts, readPhoto } from '../../../server/mime/vcard.ts';

const card = (...lines: string[]): string => ['BEGIN:VCARD', ...lines, 'END:VCARD', ''].join('\r\n');
const GIF = 'R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7';

test('an iPhone’s contact: labels of its own, a place of several lines, a picture inside', () => {
  const text = card(
    'VERSION:3.0',
    'PRODID:-//Apple Inc.//iPhone OS 18.1//EN',
    'N:Pinto;Joana;;;',
    'FN:Joana Pinto',
    'ORG:Padaria Pinto\\, Lda;Sales;',
    'TITLE:Baker',
    'EMAIL;type=INTERNET;type=WORK;type=pref:joana@demo.example',
    'TEL;type=CELL;type=VOICE;type=pref:+351 912 345 678',
    'item1.TEL:+351 21 000 000',
    'item1.X-ABLabel:_$!<School>!$_',
    'ADR;type=WORK:;;Rua da Oliveira 12;Lisboa;;1200-307;Portugal',
    'BDAY:1980-02-29',
    'URL:https://padaria.example',
    'URL:javascript:alert(1)',
    `PHOTO;ENCODING=b;TYPE=GIF:${GIF.slice(0, 20)}`,
    ` ${GIF.slice(20)}`,
  );
  assert.deepEqual(readContacts(text), [
    {
      name: 'Joana Pinto',
      organization: 'Padaria Pinto, Lda, Sales',
      title: 'Baker',
      phones: [
        { label: 'cell', value: '+351 912 345 678' },
        { label: 'School', value: '+351 21 000 000' },
      ],
      emails: [{ label: 'work', value: 'joana@demo.example' }],
      addresses: [{ label: 'work', value: 'Rua da Oliveira 12\n1200-307 Lisboa\nPortugal' }],
      urls: [{ label: null, value: 'https://padaria.example' }],
      birthday: '1980-02-29',
      note: null,
      hasPhoto: true,
    },
  ]);
  assert.equal(readPhoto(text, 0)?.toString('base64'), GIF);
});

test('Outlook’s 2.1: quoted-printable over several lines in a charset of its own, types without a name', () => {
  const text = card(
    'VERSION:2.1',
    'N;CHARSET=iso-8859-1;ENCODING=QUOTED-PRINTABLE:M=FCller;J=F6rg;;Dr.',
    'FN;CHARSET=iso-8859-1;ENCODING=QUOTED-PRINTABLE:Dr. J=F6rg M=FC=',
    'ller',
    'TEL;WORK;VOICE:+49 30 123',
    'TEL;HOME;FAX:+49 30 124',
    'ADR;WORK;ENCODING=QUOTED-PRINTABLE:;;Hauptstr. 1=0D=0AHinterhaus;Berlin;;10115;Germany',
    `PHOTO;GIF;BASE64:`,
    ` ${GIF}`,
    '',
    'EMAIL;PREF;INTERNET:joerg@demo.example',
  );
  const [contact] = readContacts(text);
  assert.equal(contact?.name, 'Dr. Jörg Müller');
  assert.deepEqual(contact?.phones, [
    { label: 'work', value: '+49 30 123' },
    { label: 'fax', value: '+49 30 124' },
  ]);
  assert.equal(contact?.addresses[0]?.value, 'Hauptstr. 1\r\nHinterhaus\n10115 Berlin\nGermany');
  assert.equal(contact?.emails[0]?.value, 'joerg@demo.example');
  assert.equal(readPhoto(text, 0)?.toString('base64'), GIF);
});

test('4.0: uris, a birthday without a year, a picture as data', () => {
  const text = card(
    'VERSION:4.0',
    'FN:Li Wei',
    'TEL;VALUE=uri;TYPE="cell,voice":tel:+86-10-1234',
    'EMAIL:mailto:li@demo.example',
    'BDAY:--0229',
    `PHOTO:data:image/gif;base64,${GIF}`,
  );
  const [contact] = readContacts(text);
  assert.deepEqual(contact?.phones, [{ label: 'cell', value: '+86-10-1234' }]);
  assert.deepEqual(
    [contact?.emails[0]?.value, contact?.birthday, contact?.hasPhoto],
    ['li@demo.example', '--02-29', true],
  );
});

test('a picture that lies elsewhere is none', () => {
  const text = card('FN:Eve', 'PHOTO;VALUE=uri:https://track.example/eve.png');
  assert.deepEqual([readContacts(text)[0]?.hasPhoto, readPhoto(text, 0)], [false, null]);
});

test('several in one file, those without any name left out, at most 200', () => {
  const many =
    card('FN:Ann') +
    card('NOTE:nobody') +
    card('ORG:Bakery') +
    card('N:Baker;Tom') +
    card('EMAIL:e@x.example');
  assert.deepEqual(
    readContacts(many).map(({ name }) => name),
    ['Ann', 'Bakery', 'Tom Baker', 'e@x.example'],
  );
  assert.equal(readContacts(card('FN:x').repeat(1000)).length, 200);
});

test('what is no contact is nothing', () => {
  for (const text of ['', 'BEGIN:VCARD', 'hello', 'BEGIN:VCALENDAR\nEND:VCALENDAR', '\0\xff'.repeat(100)])
    assert.deepEqual(readContacts(text), []);
});
