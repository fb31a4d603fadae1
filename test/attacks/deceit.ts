// Letters that make a name, an address or a link look like another one.
import { type Attack, body, message } from './attack.ts';

const word = (text: string): string => `=?utf-8?B?B64[[${text}]]?=`;
const TEXT = ['Content-Type: text/plain; charset=utf-8', '', 'The text.'];

export const DECEIT: readonly Attack[] = [
  message('an override in the subject', `Subject: ${word('\u202Eegassem a si sihT\u202C')}`, ...TEXT),
  message(
    'an override in the sender',
    `From: ${word('\u202Eelpmaxe.omed@ytiruces\u202C')} <mallory@HOST>`,
    ...TEXT,
  ),
  message(
    'isolates and embeddings',
    `Subject: ${word('a\u2066b\u2067c\u2068d\u2069e\u202Af\u202Bg\u202Dh\u061Ci\u200Ej\u200F')}`,
    ...TEXT,
  ),
  message(
    'an override that is never closed',
    `Subject: ${word('Invoice \u202E')}\nFrom: ${word('Bob \u202E\u2067')} <b@HOST>`,
    ...TEXT,
  ),
  message(
    'letters without width',
    `From: ${word('se\u200bcu\u200cri\u200dty\u2060@demo.example\ufeff')} <mallory@HOST>`,
    ...TEXT,
  ),
  message(
    'letters of other scripts',
    `From: ${word('\u0430lice@demo.example')} <\u0430lice@d\u0435mo.example>\nReply-To: x@xn--dmo-1na.example`,
    ...TEXT,
  ),
  message(
    'tags and variation selectors',
    `Subject: ${word(`x${String.fromCodePoint(0xe0041, 0xe0042, 0xe007f)}\ufe0f\u{e0100}y`)}`,
    ...TEXT,
  ),
  message(
    'a name full of spaces before an address',
    `From: ${word(`security@demo.example${'\u2003'.repeat(200)}`)} <mallory@HOST>`,
    ...TEXT,
  ),
  message(
    'a name with a line separator',
    `From: ${word('Bob\u2028security@demo.example\u2029')} <mallory@HOST>`,
    ...TEXT,
  ),
  message(
    'an address in the name and the other way round',
    `From: "bob@demo.example <bob@demo.example>" <mallory@HOST>\nSender: "x" <bob@demo.example>`,
    ...TEXT,
  ),
  body(
    'a link that says something else',
    '<a href="LEAK/login">https://demo.example/login</a> <a href="https://demo.example@HOST/">demo.example</a> <a href="LEAK/x"><img alt="https://demo.example/" src="cid:none"></a>',
  ),
  body(
    'text that turns round',
    '<p>\u202Emoc.elpmaxe\u202C <bdo dir=rtl>gro.elpmaxe</bdo> <span style="unicode-bidi:bidi-override;direction:rtl">gro.elpmaxe</span></p><a href="LEAK/\u202Ex">\u202Egro.elpmaxe//:sptth</a>',
  ),
  body(
    'a sheet that hides half of the text',
    '<style>.h{font-size:0}.s::after{content:"demo.example"}</style><p>Write to <span class=h>mallory</span><span class=s></span></p>',
  ),
  body(
    'a sender drawn in the body',
    '<table style="width:100%;background:#fff"><tr><td><b>Security team</b> &lt;security@demo.example&gt; \u2714 verified</td></tr></table>',
  ),
];
