// A newsletter as the programs of senders make them: tables, colours in attributes and styles, a button, columns.
const cell = (words: string): string =>
  `<td width="50%" style="padding:12px;font:14px/1.5 Arial,sans-serif;color:#37424d;background-color:#fff4e6">${words}</td>`;

export const HARBOUR_NEWS = `<!doctype html><html><head><style>@media (max-width:480px){.col{display:block!important;width:100%!important}}</style></head>
<body style="margin:0;background-color:#eef1f4"><div style="max-width:600px;margin:0 auto">
<table width="100%" cellpadding="0" cellspacing="0" bgcolor="#0b3d62"><tr><td align="center" style="padding:20px;font:bold 20px Arial,sans-serif;color:#ffffff">Harbour</td></tr></table>
<table width="100%" cellpadding="0" cellspacing="0" style="background:#ffffff"><tr><td style="padding:20px">
<h1 style="margin:0 0 12px;font:26px/1.25 Georgia,serif;color:#0b3d62">The week at the pier</h1>
<p style="font:15px/1.6 Arial,sans-serif;color:#37424d">Eleven boats came in at dawn. The market opens at <b>six</b>, and <a href="https://harbour.example/" style="color:#174ea6">the list is here</a>.</p>
<table cellpadding="0" cellspacing="0"><tr><td bgcolor="#e85d04" style="border-radius:24px;padding:10px 24px"><a href="https://harbour.example/" style="font:bold 15px Arial,sans-serif;color:#ffffff;text-decoration:none">See the boats</a></td></tr></table>
</td></tr></table>
<table width="100%" cellpadding="0" cellspacing="0"><tr>${cell('<b>Boats</b><br>Three are for sale.')}${cell('<b>Tides</b><br>High water is at noon.')}</tr></table>
<p style="padding:12px;text-align:center;font:12px Arial,sans-serif;color:#6b7885">You asked for this letter. <a href="https://harbour.example/u" style="color:#6b7885">Leave the list</a></p>
</div></body></html>`;
