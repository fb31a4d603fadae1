// Messages that cost time or memory: the server answers, and so does the app afterwards.
import { type Attack, body, message } from './attack.ts';

export const HEAVY: readonly Attack[] = [
  body('20,000 elements inside each other', `${'<div>'.repeat(20_000)}deep`),
  body(
    'formatting that is opened again and again',
    `${'<b><i><p>'.repeat(3000)}x${'<a><font>'.repeat(3000)}`,
  ),
  body('tables inside each other', `${'<table><tr><td>'.repeat(1500)}x`),
  body('lists inside each other', `${'<ul><li><dl><dd>'.repeat(2000)}x`),
  body('closing tags of nothing', `<table><tr><td>${'</div></p></b></table></td>'.repeat(20_000)}x`),
  body(
    '20,000 attributes of one element',
    `<p ${Array.from({ length: 20_000 }, (_, at) => `a${at}=x`).join(' ')}>x`,
  ),
  body(
    'an attribute of a million letters',
    `<p title="${'x'.repeat(1_000_000)}" style="${'color:red;'.repeat(50_000)}">x`,
  ),
  body(
    'a style of brackets',
    `<style>${'('.repeat(100_000)}{${'{'.repeat(100_000)}</style><p style="width:${'calc('.repeat(3000)}">x`,
  ),
  body(
    'a selector of a million letters',
    `<style>${'a,'.repeat(250_000)}a{color:red}${':not('.repeat(20_000)}</style>x`,
  ),
  body(
    'selectors that a browser sighs at',
    `<style>${Array.from({ length: 400 }, (_, at) => `* * * * * * * * :nth-child(${at + 1}n) ~ * > *:not(:has(* * *)){color:#${at + 100}}`).join('')}</style>${'<p><b><i>x</i></b></p>'.repeat(500)}`,
  ),
  body('5,000 rules of media inside each other', `<style>${'@media all{'.repeat(5000)}p{color:red}</style>x`),
  body('100,000 entities', '&amp;&lt;&NotEqualTilde;&CounterClockwiseContourIntegral;&#1;'.repeat(20_000)),
  body('comments and half tags', '<!--<!--<a<b<!'.repeat(30_000)),
  body('a word without an end and addresses in it', `${'x@y.z/'.repeat(60_000)}`),
  body(
    'pictures of data that are too much',
    `${`<img src="data:image/png;base64,${'A'.repeat(20_000)}">`.repeat(40)}x`,
  ),
  body('50,000 pictures', '<img src="LEAK/x" width=9 height=9 alt=x>'.repeat(20_000)),
  body(
    'shadows and gradients',
    `<p style="box-shadow:${Array.from({ length: 100 }, (_, at) => `0 0 ${at}00px ${at}0px rgba(0,0,0,.1)`).join(',')}">x</p>`.repeat(
      100,
    ),
  ),
  message(
    '3,000 parts',
    'Content-Type: multipart/mixed; boundary=b',
    '',
    ...Array.from(
      { length: 3000 },
      (_, at) => `--b\nContent-Type: text/html\n\n<p>${at}<script>RUN</script>`,
    ),
    '--b--',
  ),
  message(
    'multiparts 200 deep',
    ...Array.from({ length: 200 }, (_, at) => `Content-Type: multipart/mixed; boundary=b${at}\n\n--b${at}`),
    'Content-Type: text/html',
    '',
    '<script>RUN</script>deep',
  ),
  message(
    'an encoded word after another',
    `Subject: ${'=?utf-8?Q?=3Cb=3E?= '.repeat(3000).replace(/(.{800}) /g, '$1\n ')}`,
    '',
    'text',
  ),
];
