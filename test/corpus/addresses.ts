// Address fields: RFC 5322 with its obsolete forms, and the damage that is seen in them.
import { hex, mail, utf8 } from './build.ts';

const from = (name: string, rule: string, raw: string, expected: string) =>
  mail(`from-${name}`, rule, `From: ${raw}`, { from: expected });
const to = (name: string, rule: string, raw: string, expected: string) =>
  mail(`to-${name}`, rule, `To: ${raw}`, { to: expected });

export const ADDRESSES = [
  from('bare', 'RFC 5322 3.4.1: an address alone', 'ann@example.org', 'ann@example.org'),
  from('brackets', 'RFC 5322 3.4: brackets without a name', '<ann@example.org>', 'ann@example.org'),
  from(
    'quoted-comma',
    'RFC 5322 3.2.4: a comma in quotes',
    '"Author, Ann" <ann@example.org>',
    'Author, Ann <ann@example.org>',
  ),
  from(
    'quoted-quote',
    'RFC 5322 3.2.4: escaped quotes',
    '"Ann \\"The Pen\\" Author" <ann@example.org>',
    'Ann "The Pen" Author <ann@example.org>',
  ),
  from(
    'encoded',
    'RFC 2047 5 (3): words as a name',
    '=?utf-8?Q?J=C3=BCrgen_?= =?utf-8?Q?M=C3=BCller?= <j@example.org>',
    'Jürgen Müller <j@example.org>',
  ),
  from(
    'encoded-comma',
    'RFC 2047 5 (3): what a word says is no syntax',
    '=?utf-8?Q?Author,_Ann_<x=40y.example>?= <ann@example.org>',
    'Author, Ann <x@y.example> <ann@example.org>',
  ),
  from(
    'encoded-quoted',
    'Habit: words inside quotes',
    '"=?utf-8?B?SsO8cmdlbg==?=" <j@example.org>',
    'Jürgen <j@example.org>',
  ),
  from(
    'encoded-address',
    'Security: a word never becomes an address',
    '=?utf-8?Q?boss=40bank.example?= <evil@example.org>',
    'boss@bank.example <evil@example.org>',
  ),
  from(
    'only-encoded-address',
    'Security: nor does it alone',
    '=?utf-8?Q?boss=40bank.example?=',
    'boss@bank.example <>',
  ),
  from(
    'comment-name',
    'RFC 822: the name in a comment behind',
    'ann@example.org (Ann Author)',
    'Ann Author <ann@example.org>',
  ),
  from(
    'nested-comment',
    'RFC 5322 3.2.2: comments nest',
    'ann@example.org (Ann (the (old) one) Author)',
    'Ann (the (old) one) Author <ann@example.org>',
  ),
  from(
    'comments-inside',
    'RFC 5322 4.4: comments between all tokens',
    'ann (x) @ (y) example.org',
    'x y <ann@example.org>',
  ),
  from(
    'route',
    'RFC 5322 4.4: a source route',
    'Ann Author <@a.example,@b.example:ann@example.org>',
    'Ann Author <ann@example.org>',
  ),
  from(
    'quoted-local',
    'RFC 5322 3.4.1: a quoted local part',
    '"ann author"@example.org',
    '"ann author"@example.org',
  ),
  from(
    'dots-in-name',
    'RFC 5322 4.1: dots in a name',
    'Ann B. Author <ann@example.org>',
    'Ann B. Author <ann@example.org>',
  ),
  from(
    'single-quotes',
    'Habit: apostrophes as quotes',
    "'Ann Author' <ann@example.org>",
    'Ann Author <ann@example.org>',
  ),
  from(
    'unquoted-comma',
    'Habit: a comma without quotes',
    'Author, Ann <ann@example.org>',
    'Author, Ann <ann@example.org>',
  ),
  from(
    'never-closed',
    'Habit: the bracket never closes',
    'Ann Author <ann@example.org',
    'Ann Author <ann@example.org>',
  ),
  from(
    'double-brackets',
    'Habit: brackets twice',
    'Ann Author <<ann@example.org>>',
    'Ann Author <ann@example.org>',
  ),
  from(
    'mailto',
    'Habit: a link as an address',
    'Ann Author <mailto:ann@example.org>',
    'Ann Author <ann@example.org>',
  ),
  from('spaces', 'RFC 5322 4.4: white space around @', 'ann @ example.org', 'ann@example.org'),
  from(
    'name-behind',
    'Habit: the name behind the brackets',
    '<ann@example.org> Ann Author',
    'Ann Author <ann@example.org>',
  ),
  from('name-only', 'Habit: no address', 'Ann Author', 'Ann Author <>'),
  from('empty', 'Habit: an empty field', '', ''),
  from(
    'raw-utf8',
    'RFC 6532: a name and an address in UTF-8',
    utf8('Jürgen <jürgen@müller.example>'),
    'Jürgen <jürgen@müller.example>',
  ),
  from('raw-latin1', 'Habit: a name in raw Latin-1', 'J\xfcrgen <j@example.org>', 'Jürgen <j@example.org>'),
  from(
    'folded',
    'RFC 5322 2.2.3: folded inside a name',
    '"Ann\n Author"\n\t<ann@example.org>',
    'Ann Author <ann@example.org>',
  ),
  from(
    'control',
    'Security: control characters make no address',
    `Ann <ann${hex('01')}@example.org>`,
    'Ann <>',
  ),
  mail(
    'from-two',
    'RFC 5322 3.6.2: several authors and a sender',
    'From: Ann Author <ann@example.org>, bert@example.org\nSender: cleo@example.org\nReply-To: list@example.org',
    { from: 'Ann Author <ann@example.org>, bert@example.org', replyTo: 'list@example.org' },
  ),
  mail(
    'from-missing',
    'RFC 5322 3.6: a message without a sender',
    'Subject: from-missing\nDate: Tue, 24 Nov 2026 10:00:00 +0100\n\nHello.\n',
    { from: '' },
    { bare: true },
  ),
  to(
    'list',
    'RFC 5322 3.4: a list',
    'a@example.org, "B, C" <b@example.org>,c@example.org',
    'a@example.org, B, C <b@example.org>, c@example.org',
  ),
  to(
    'empty-members',
    'RFC 5322 4.4: empty members',
    ',, a@example.org ,,b@example.org,',
    'a@example.org, b@example.org',
  ),
  to(
    'group',
    'RFC 5322 3.4: the members of a group',
    'Friends: a@example.org, B <b@example.org>;, c@example.org',
    'a@example.org, B <b@example.org>, c@example.org',
  ),
  to('undisclosed', 'RFC 5322 3.4: an empty group', 'undisclosed-recipients:;', 'undisclosed-recipients <>'),
  to(
    'semicolons',
    'Habit: Outlook writes semicolons',
    'a@example.org; B <b@example.org>; c@example.org',
    'a@example.org, B <b@example.org>, c@example.org',
  ),
  to('trailing-dot', 'Habit: a dot ends the domain', 'a@example.org.', 'a@example.org'),
  to(
    'many',
    'Two hundred recipients',
    Array.from({ length: 200 }, (_, n) => `r${n}@example.org`).join(',\n '),
    Array.from({ length: 200 }, (_, n) => `r${n}@example.org`).join(', '),
  ),
  mail(
    'to-twice',
    'Habit: the field comes twice',
    'To: a@example.org\nTo: b@example.org\nCc: c@example.org\nCC: d@example.org',
    { to: 'a@example.org, b@example.org', cc: 'c@example.org, d@example.org' },
  ),
  to('group-encoded', 'RFC 2047 5 (3): the name of a group', '=?utf-8?Q?Fr=C3=A9unde?=:;', 'Fréunde <>'),
];
