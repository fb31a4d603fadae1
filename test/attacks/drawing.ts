// Content that wants to draw over the app, push it away, or be what it is not: only the frame's own box is its own.
import { type Attack, body } from './attack.ts';

const COVER = 'top:0;left:0;width:100vw;height:100vh;background:#fff;z-index:2147483647';
const SIGN_IN = '<h1>Your session has ended</h1><p>Sign in again</p>';

export const DRAWING: readonly Attack[] = [
  body('fixed over everything', `<div style="position:fixed;${COVER}">${SIGN_IN}</div>`),
  body(
    'fixed by a sheet',
    `<style>.o{position:fixed!important;${COVER}}</style><div class=o>${SIGN_IN}</div>`,
  ),
  body(
    'fixed by the root',
    `<style>:root,html,body{position:fixed;inset:-999px;width:9999px;height:9999px;background:red}</style>${SIGN_IN}`,
  ),
  body(
    'sticky at the top',
    `<div style="position:sticky;${COVER}">${SIGN_IN}</div><div style="height:3000px">x</div>`,
  ),
  body(
    'absolute and far away',
    `<div style="position:absolute;top:-500px;left:-500px;width:5000px;height:5000px;background:red">${SIGN_IN}</div><p>x`,
  ),
  body('negative margins', `<div style="margin:-900px;padding:900px;background:red">${SIGN_IN}</div>`),
  body(
    'moved by transform, translate and offset',
    '<p style="transform:translate(-300px,-300px) scale(20);translate:-200px -200px;rotate:45deg;scale:9;offset:path(\'M-300 -300\') 100%;zoom:9">x</p>',
  ),
  body(
    'a shadow and an outline of 5,000 px',
    '<p style="box-shadow:0 0 0 5000px red;outline:5000px solid red;text-shadow:0 -500px 900px red;border:900px solid red;filter:drop-shadow(0 -500px 0 red)">x</p>',
  ),
  body(
    'a layer at the top',
    '<style>@layer x{*{position:fixed;inset:0;z-index:9}}::backdrop{background:red}::view-transition{background:red}</style><div popover=manual style="position-area:top;anchor-name:--x;position-anchor:--x;inset-area:top">x</div>',
  ),
  body(
    '100,000 px wide',
    `<table width=100000><tr><td style="width:100000px;background:red">${SIGN_IN}</td></tr></table>`,
  ),
  body('one word of 20,000 letters', `<p>${'W'.repeat(20_000)}</p>`),
  body('a million px high', '<div style="height:1000000px;background:red">x</div>'),
  body('high by many lines', `<p>${'line<br>'.repeat(20_000)}</p>`),
  body(
    'as high as its frame, and more',
    '<style>html,body{height:150%;min-height:150vh}</style><div style="height:200vh">x</div><div style="margin-top:100vh">y</div>',
  ),
  body(
    'higher with every look',
    '<div style="height:calc(100vh + 50px);min-height:110%">x</div><table height="200%"><tr><td height="200%">y</table>',
  ),
  body(
    'a letter of 9,999 px',
    '<p style="font-size:9999px;line-height:1;letter-spacing:999px;word-spacing:9999px;text-indent:-9999px">x</p>',
  ),
  body('marks piled on one letter', `<p>${`Z${'\u0351\u0352\u0353\u0354\u0355'.repeat(40)}`.repeat(30)}</p>`),
  body(
    'hidden text beside what is shown',
    '<p style="display:none">hidden</p><p style="font-size:0;color:transparent;opacity:0;max-height:0;overflow:hidden">hidden, too</p><p style="visibility:hidden">and this</p><p>shown</p>',
  ),
  body(
    'everything hidden',
    '<style>*{display:none!important}html,body{visibility:hidden!important;opacity:0}</style><p>There is a text</p>',
  ),
  body(
    'the app hidden from inside',
    '<style>:root{display:none}:root:has(iframe),#app,.app,.message-bar,body>*{display:none!important}@media all{:host,::part(x),::slotted(*){display:none}}</style><p>x',
  ),
  body(
    'pointer and cursor',
    '<style>*{cursor:none;pointer-events:all;user-select:none;touch-action:none;-webkit-user-drag:element;app-region:drag}</style><p style="cursor:none;-webkit-app-region:drag">x</p>',
  ),
  body(
    'scrolling kept',
    '<style>html{overflow:hidden;overscroll-behavior:contain;scroll-snap-type:y mandatory;scroll-behavior:smooth}p{scroll-margin:9999px;scroll-snap-align:start}</style><p style="height:3000px">x',
  ),
  body(
    'moving without end',
    '<marquee behavior=alternate scrollamount=900>m</marquee><blink>b</blink><style>@keyframes k{to{transform:translateY(-999px)}}p{animation:k 1ms infinite;transition:all 1ms;will-change:transform}</style><p>x',
  ),
  body(
    'light that hurts',
    '<style>@keyframes f{50%{background:#fff}}body{animation:f 50ms infinite;background:#000;filter:invert(1) blur(9px);mix-blend-mode:difference;backdrop-filter:blur(9px)}</style><p>x',
  ),
  body(
    'counters and quotes that grow',
    `<style>p{counter-increment:x 99999;quotes:"${'('.repeat(200)}" ")"}p::before{content:counter(x) open-quote}</style>${'<p><q>'.repeat(50)}x`,
  ),
  body(
    'grids and columns without end',
    '<div style="display:grid;grid-template-columns:repeat(9999,1px);grid-template-rows:repeat(9999,99px);columns:9999;column-count:9999">x</div>',
  ),
  body(
    'spans without end',
    '<table><tr><td colspan=999999 rowspan=999999>x</td></tr><col span=999999></table>',
  ),
  body(
    'a list that counts from the end of numbers',
    '<ol start=-2147483648 reversed><li value=2147483647>x<li>y</ol><p style="z-index:99999999999999999999;order:99999999999">z',
  ),
  body(
    'text that runs up',
    '<p style="writing-mode:vertical-rl;direction:rtl;unicode-bidi:bidi-override;text-orientation:upright;height:5000px">up</p>',
  ),
  body(
    'a button of the app, drawn',
    '<div style="position:relative;top:-60px;background:#fff;height:60px;width:100%">\u2190 Back &nbsp; Delete &nbsp; <a href="https://example.org/">Sign in</a></div><p>x',
  ),
];
