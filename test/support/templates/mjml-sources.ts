// Newsletters of our own in MJML, with the components that ready-made templates rarely use.

const PICTURES = 'https://pictures.example';

export const MJML_SOURCES: Readonly<Record<string, string>> = {
  harbour: `<mjml><mj-head>
  <mj-attributes><mj-all font-family="Helvetica, Arial, sans-serif" /><mj-text font-size="15px" line-height="1.6" color="#37424d" /></mj-attributes>
  <mj-style>.tag{border-radius:4px;background:#e8f0fe;padding:2px 6px;color:#174ea6}</mj-style>
  <mj-preview>What came in with the tide</mj-preview>
</mj-head><mj-body background-color="#eef1f4">
  <mj-section background-color="#0b3d62" padding="20px"><mj-column><mj-image width="160px" src="${PICTURES}/320x80.png" alt="Harbour" /></mj-column></mj-section>
  <mj-section background-color="#ffffff"><mj-column>
    <mj-text font-size="26px" line-height="1.25" color="#0b3d62">The week at the pier</mj-text>
    <mj-text>Eleven boats came in at dawn. <span class="tag">New</span> The market opens at <b>six</b>, and <a href="https://harbour.example/">the list is here</a>.</mj-text>
    <mj-button background-color="#e85d04" color="#ffffff" border-radius="24px" href="https://harbour.example/">See the boats</mj-button>
    <mj-divider border-width="1px" border-color="#d5dbe1" />
  </mj-column></mj-section>
  <mj-section background-color="#ffffff">
    <mj-column><mj-image src="${PICTURES}/a/280x180.png" border-radius="8px" /><mj-text><b>Boats</b><br/>Three for sale.</mj-text></mj-column>
    <mj-column><mj-image src="${PICTURES}/b/280x180.png" border-radius="8px" /><mj-text><b>Tides</b><br/>High at noon.</mj-text></mj-column>
  </mj-section>
  <mj-section background-color="#fff4e6"><mj-group>
    <mj-column width="33%"><mj-text align="center" font-size="24px">11</mj-text><mj-text align="center">boats</mj-text></mj-column>
    <mj-column width="33%"><mj-text align="center" font-size="24px">4</mj-text><mj-text align="center">ferries</mj-text></mj-column>
    <mj-column width="34%"><mj-text align="center" font-size="24px">1</mj-text><mj-text align="center">whale</mj-text></mj-column>
  </mj-group></mj-section>
  <mj-section><mj-column><mj-social font-size="13px" icon-size="24px" mode="horizontal">
    <mj-social-element name="facebook" href="https://a.example/">Share</mj-social-element>
    <mj-social-element name="twitter" href="https://a.example/">Post</mj-social-element>
  </mj-social><mj-text align="center" font-size="12px" color="#6b7885">You asked for this letter. <a href="https://harbour.example/u">Leave the list</a></mj-text></mj-column></mj-section>
</mj-body></mjml>`,

  magazine: `<mjml><mj-body width="640px" background-color="#1d2733">
  <mj-hero mode="fixed-height" height="280px" background-width="640px" background-height="280px" background-url="${PICTURES}/hero/640x280.png" background-color="#2a3f54" padding="60px 0">
    <mj-text color="#ffffff" align="center" font-size="34px" line-height="40px">Winter reading</mj-text>
    <mj-button background-color="#ffd166" color="#1d2733" href="https://books.example/">Open the shelf</mj-button>
  </mj-hero>
  <mj-wrapper border="1px solid #cbd5e0" background-color="#fbfaf7" padding="10px">
    <mj-section><mj-column width="35%"><mj-image src="${PICTURES}/book/200x280.png" /></mj-column>
      <mj-column width="65%"><mj-text font-family="Georgia, serif" font-size="20px">The keeper of the light</mj-text><mj-text font-family="Georgia, serif">A novel of three winters on a rock, told by the letters that never left it.</mj-text></mj-column></mj-section>
    <mj-section border-top="3px double #cbd5e0"><mj-column><mj-table>
      <tr style="border-bottom:1px solid #cbd5e0;text-align:left"><th>Book</th><th>Pages</th><th style="text-align:right">Price</th></tr>
      <tr><td>The keeper of the light</td><td>312</td><td style="text-align:right">14.00</td></tr>
      <tr><td>Salt</td><td>220</td><td style="text-align:right">11.50</td></tr>
    </mj-table></mj-column></mj-section>
  </mj-wrapper>
  <mj-section><mj-column><mj-text color="#9fb3c8" font-size="12px" align="center">You bought a book here, so you get this letter.</mj-text></mj-column></mj-section>
</mj-body></mjml>`,

  notice: `<mjml><mj-head><mj-attributes><mj-text font-family="Arial, sans-serif" font-size="16px" /></mj-attributes><mj-breakpoint width="480px" /></mj-head><mj-body background-color="#f4f4f7">
  <mj-section><mj-column><mj-text align="center" font-size="18px" font-weight="bold" color="#51545e">Lantern</mj-text></mj-column></mj-section>
  <mj-section background-color="#fff" border-radius="6px"><mj-column background-color="#fafafe" border="1px solid #eaeaec" padding="8px">
    <mj-text color="#333">Sign-in from a new device</mj-text>
    <mj-text color="#51545e" font-size="14px">A phone in Harwich signed in at 09:14. If it was you, there is nothing to do.</mj-text>
    <mj-button background-color="#22bc66" href="https://lantern.example/">It was me</mj-button>
    <mj-text font-size="32px" letter-spacing="8px" align="center" font-family="monospace">481 516</mj-text>
    <mj-spacer height="12px" /><mj-text color="#b4b4bb" font-size="12px">Lantern, 1 Quay Street</mj-text>
  </mj-column></mj-section>
</mj-body></mjml>`,
};
