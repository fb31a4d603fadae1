// Pictures that only tell a sender that a message was opened, by the services that make them. A newcomer's trap: an
// entry must name what counts and nothing that people look at: a host that serves pictures too needs its path.

/** Service, host (with what lies below it; "#" is a number, "*" any host), beginning of the path ("*" is any text). */
const TABLE = `
ActiveCampaign      | activehosted.com                | /lt.php
Acoustic            | *                               | /open/log/
Adobe               | *                               | /b/ss/
Adobe               | omtrdc.net                      |
Adobe               | demdex.net                      |
Adobe               | 2o7.net                         |
Amazon SES          | awstrack.me                     | /I0/
Amazon              | amazon.com                      | /gp/r.html
AWeber              | openrate.aweber.com             |
Bananatag           | bl-1.com                        |
Benchmark Email     | bmetrack.com                    | /c/o
Boomerang           | mailstat.us                     | /tr/
Brevo               | *                               | /tr/op/
Brevo               | sendibt#.com                    |
Bronto              | bm23.com                        | /public/
Bronto              | app.bronto.com                  | /public/
Campaign Monitor    | cmail#.com                      | /t/
Campaign Monitor    | createsend#.com                 | /t/
Campaign Monitor    | *                               | /t/*/o.gif
Cirrus Insight      | tracking.cirrusinsight.com      |
CloudHQ             | cloudhq-mkt#.net                |
Constant Contact    | rs6.net                         | /on.jsp
ContactMonkey       | contactmonkey.com               | /api/v1/tracker
Cordial             | track.cordial.io                |
Criteo              | criteo.com                      |
Customer.io         | track.customer.io               |
Customer.io         | customeriomail.com              | /e/o/
Dotdigital          | trackedlink.net                 |
Dotdigital          | dmtrk.net                       |
DoubleClick         | doubleclick.net                 |
Drip                | dripemail#.com                  | /o/
eBay                | rover.ebay.com                  | /roveropen
Eloqua              | en25.com                        | /e/
EmailOctopus        | eocampaign#.com                 | /open
Emarsys             | emarsys.net                     | /mo/
Facebook            | facebook.com                    | /tr
Facebook            | facebook.com                    | /email_open_log_pic.php
Front               | frontapp.com                    | /api/1/noauth/companies/*/seen
Gem                 | zen.sr                          | /o
GetNotify           | getnotify.com                   |
GetResponse         | getresponse.com                 | /open.html
GitHub              | github.com                      | /notifications/beacon/
GMass               | gmass.co                        |
Google Analytics    | google-analytics.com            |
Google Analytics    | *                               | /__utm.gif
HubSpot             | t.hubspotemail.net              |
HubSpot             | track.hubspot.com               |
HubSpot             | t.sidekickopen#.com             |
HubSpot             | t.signauxdeux.com               |
HubSpot             | t.senal#.com                    |
Infusionsoft        | infusionsoft.com                | /app/emailOpened
Intercom            | via.intercom.io                 | /o
Iterable            | *                               | /e/eo
Kit                 | open.convertkit-mail#.com       |
Klaviyo             | trk.klaviyomail.com             |
Klaviyo             | ctrk.klaviyo.com                |
Klaviyo             | trk.klclick#.com                | /o/
LinkedIn            | linkedin.com                    | /emimp/
LinkedIn            | px.ads.linkedin.com             |
Listrak             | at#.listrakbi.com               |
Litmus              | emltrk.com                      |
LiveIntent          | liadm.com                       |
LiveRamp            | rlcdn.com                       |
Mailchimp           | list-manage.com                 | /track/open.php
Mailchimp           | *                               | /track/open.php
MailerLite          | mlsend.com                      | /o/
Mailgun             | *                               | /o/eJ
Mailjet             | mjt.lu                          | /oo/
Mailtrack           | mailtrack.io                    | /trace/
Marketo             | mktoresp.com                    |
Microsoft           | bat.bing.com                    |
Microsoft Dynamics  | mkt.dynamics.com                | /api/orgs/*/open
Mixmax              | track.mixmax.com                |
Mixmax              | email.mixmax.com                | /e/o
Mixpanel            | api.mixpanel.com                | /track
NetHunt             | nethunt.co                      | /api/v1/track
Outreach            | outreach.io                     | /api/mailings/opened
Outreach            | outrch.com                      | /api/mailings/opened
Pardot              | pardot.com                      | /r/
Polymail            | polymail.io                     | /v2/z/
Postmark            | pstmrk.it                       | /open
Quantcast           | quantserve.com                  |
ReadNotify          | readnotify.com                  |
Responsys           | *                               | /pub/as
Salesforce          | *                               | /open.aspx
Salesloft           | salesloft.com                   | /email_trackers
Scorecard Research  | scorecardresearch.com           |
SendGrid            | *                               | /wf/open
SendPulse           | stat-pulse.com                  |
SparkPost           | *                               | /q/*~~/
Streak              | mailfoogae.appspot.com          |
Substack            | eotrx.substackcdn.com           | /open
Superhuman          | r.superhuman.com                |
Validity            | returnpath.net                  | /pixel.gif
VerticalResponse    | cts.vresp.com                   |
X                   | twitter.com                     | /scribe/ibis
X                   | t.co                            | /i/adsct
Yandex              | mc.yandex.ru                    |
Yesware             | t.yesware.com                   |
Yesware             | app.yesware.com                 | /t/
Zoho Campaigns      | maillist-manage.com             | /open
`;

interface Entry {
  name: string;
  /** Null: any. */
  host: RegExp | null;
  path: RegExp | null;
}

const ENTRIES: readonly Entry[] = TABLE.trim()
  .split('\n')
  .map((line) => {
    const [name = '', host = '', path = ''] = line.split('|').map((cell) => cell.trim());
    return {
      name,
      host: host === '*' ? null : new RegExp(`(?:^|\\.)${literal(host).replace('#', '\\d*')}$`),
      path: path === '' ? null : new RegExp(`^${literal(path).replace('\\*', '[^?]{1,500}?')}`),
    };
  });

/** The service behind a picture that counts openings, or null for any other picture. */
export function trackerOf({ hostname, pathname }: URL): string | null {
  for (const { name, host, path } of ENTRIES)
    if ((host?.test(hostname) ?? true) && (path?.test(pathname) ?? true)) return name;
  return null;
}

function literal(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
