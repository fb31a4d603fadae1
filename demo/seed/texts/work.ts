// Letters between the user and the people of client companies; same form as personal.ts. A newcomer's trap:
// {company} is the correspondent's own company.
import type { Exchange } from './personal.ts';

export const WORK: readonly Exchange[] = [
  {
    subject: '[Catalogue|Spring catalogue|Brochure]: [second proof|corrections|cover]',
    letters: [
      `[Attached is the second proof|Here is the new proof] with the corrections of {day} worked in. [Pages 4 and 11 still have the old prices|The map on page 7 is now the large one]. [The printer needs our release by {day}, {time}.|We can move the date by two days, but no further.]\n\n[Please check the captions once more|Could you look at the cover in particular]: [the photographer wants to be named|we are not sure about the blue].`,
      `[Thank you, that looks much better.|Went through it this morning.] [Three small things: on page 4 the second price, on page 9 a double space, and the imprint lacks the year.|The blue is right on paper; please don't go by the screen.] [Otherwise released from my side.|With these you have my release.]`,
      `[All three are in.|Done, and sent to the printer.] [You will get two copies by post on {day}.|The printer confirms delivery for {day}.] [Thanks for the quick look.|It is going to be a fine piece.]`,
    ],
    attach: { letter: 0, kind: 'pdf', name: 'Proof 2' },
  },
  {
    subject: '[Meeting|Our meeting] on {day}: [notes|agenda]',
    letters: [
      `[Here are my notes from {day}|Short notes so that we don't forget]:\n\n- [the new site goes live after the fair|the text for the start page comes from us]\n- [{third} asks for three quotes|{third} finds out about the licence]\n- [budget: no more than last year|decision on the logo by the end of the month]\n- [next meeting: {day}, {time}, here|next call: {day}, {time}]\n\n[Did I miss anything?|Correct me where I am wrong.]`,
      `[Thank you, complete as far as I can see.|Only one addition]: [the translation was also on the list|we said the old addresses should redirect]. [I take care of it.|Could {third} do that?]`,
    ],
  },
  {
    subject: 'Quote [for the workshop|for 400 copies|for the sign]',
    letters: [
      `[Thank you for the call.|As discussed on the phone,] [we would like to have a quote for 400 copies, thread-stitched, delivered to {city}|could you send us a quote for the one-day workshop with up to 14 people]. [Delivery in the last week of the month would be ideal.|The room is ours, only lunch is open.]\n\n[Is there a discount for schools?|Please name travel costs separately.]`,
      `[Please find the quote attached.|Attached you find our offer, valid for six weeks.] [There is no discount for schools, but we can leave out the setup.|Travel is included up to 100 km.] [Happy to talk it through.|Call me any time before {time}.]`,
      `[That suits us well.|Accepted, thank you.] [The order follows by post on {day}.|Please send the invoice to {third}.]`,
    ],
    attach: { letter: 1, kind: 'pdf', name: 'Quote' },
  },
  {
    subject: '[Invoice|Our invoice] 20{number}',
    letters: [
      `[Please find attached the invoice for last month's work.|Attached is invoice 20{number}.] [It is payable within 14 days.|The hours are listed on page two.] [If the order number must be on it, tell me and I send it again.|We have a new account number, please note it.]\n\n[Thank you for the good work together.|With best regards from {company}.]`,
      `[Received, thank you.|Thanks.] [It goes out with the next run on {day}.|One question: are the four hours on {day} ours?]`,
    ],
    attach: { letter: 0, kind: 'pdf', name: 'Invoice 20{number}' },
  },
  {
    subject: '[Server|Website|Shop] [slow since {day}|certificate|move]',
    letters: [
      `[Since {day} our shop takes eight seconds for the first page.|The certificate runs out in nine days and nobody here knows who renews it.] [Customers have begun to call.|{third} says it was you, before the move.] [Can you look at it today?|What do you need from us?]`,
      `[Found it|I had a look]: [the image folder had lost its cache|the renewal ran, but the old file was still being served]. [It is fast again now.|Fixed; the new one is valid until next year.] [I have also set up a warning, so that we hear of it first.|Sorry for the scare.]`,
      `[Confirmed, it flies.|Works here, thank you.] [What do we owe you?|{third} sends her thanks and a cake.]`,
    ],
  },
  {
    subject: 'Texts for [the autumn programme|the exhibition|the label]',
    letters: [
      `[Here are the texts, a bit longer than agreed.|Finally the texts.] [The piece about {city} can be cut by a third.|The names in the second one must be checked with {third}.] [The pictures follow on {day}.|Pictures are in the folder you know.]`,
      `[They read very well.|Thank you, I like the tone.] [I cut {city} and kept the ferry.|I moved the last sentence to the front.] [See attachment; changes are marked.|Please have a look and release.]`,
    ],
    attach: { letter: 0, kind: 'docx', name: 'Texts' },
  },
  {
    subject: '[Holiday|Away] until {day}',
    letters: [
      `[From tomorrow I am away|I am on leave] until {day}. [{third} is in for me and knows about the open points.|Whatever is urgent goes to {third}.] [The files for the printer are ready in the folder.|The draft is with the lawyer.] [Back in person at {time} that day.|I won't read mail, honestly.]`,
      `[Enjoy it!|Have a good rest.] [Nothing here that can't wait.|I will be gentle with {third}.]`,
    ],
  },
  {
    subject: '[Map|Maps] [of the coast path|for the leaflet]: [scale|colours]',
    letters: [
      `[The print shop asks for the map in the larger scale|The contour lines disappear when it is printed in grey]. [Can you export it once more|Would you thin out the names], [as a PDF with embedded fonts|and make the path two points wider]? [We print on {day}.|No hurry, end of the week is fine.]`,
      `[New version attached.|Here it is again.] [I also moved the legend, it covered the ferry.|Names under 200 inhabitants are gone.] [If the grey is still weak, take 70 instead of 55 per cent.|Tell me how it comes out.]`,
      `[It comes out beautifully.|Perfect.] [Could we have the same for {city}?|{company} would like to use it on the website too, is that all right?]`,
    ],
    attach: { letter: 1, kind: 'zip', name: 'maps' },
  },
  {
    subject: '[Interview|Job interview] on {day}',
    letters: [
      `[Thank you for your application.|We have read your application with pleasure.] [We would like to meet you on {day} at {time} in our office.|Would {day}, {time}, suit you for a first talk by video?] [Please bring two pieces of work you are proud of.|{third} from the studio will join us.]`,
      `[Thank you, that suits me very well.|I am looking forward to it.] [I bring the atlas and the timetable.|Is there a place for a bicycle?]`,
    ],
  },
  {
    subject: '[Delivery|Pallet|Samples] [to {city}|for the fair]',
    letters: [
      `[The carrier says the pallet left {city} on {day}|The samples are packed]: [6 boxes, 84 kg|two rolls and one flat parcel]. [It should reach you on {day} before {time}.|Please have somebody at the gate.] [The delivery note is attached.|The note sticks on box one.]`,
      `[Arrived in one piece.|All here, except box four.] [One corner is dented, photo follows.|The carrier says it comes tomorrow.]`,
      `[Good to hear.|Box four is on its way, sorry.] [Please keep the pallet, we collect it.|Let me know when it is there.]`,
    ],
    attach: { letter: 0, kind: 'pdf', name: 'Delivery note' },
  },
  {
    subject: '[Question|A question] about [the contract|clause 7|the licence]',
    letters: [
      `[Our lawyer stumbled over clause 7|One thing in the contract is unclear to us]: [does the licence end with the project or with the calendar year|who keeps the raw files]? [We would prefer the former.|{company} would be happy with either, as long as it is written down.]`,
      `[With the project.|Good question.] [I changed the sentence and marked it in the attached version.|We keep them, you get a copy; I add a line.]`,
      `[Thank you, signed.|That is clear now.] [The original comes by post.|{third} signs on {day}.]`,
    ],
    attach: { letter: 1, kind: 'docx', name: 'Contract' },
  },
];
