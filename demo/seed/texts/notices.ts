// Mail from machines: sign-in notices, reminders, trackers, parcels. Subject and text, see phrase.ts.

export interface Notice {
  from: { name: string; address: string };
  subject: string;
  text: string;
}

export const NOTICES: readonly Notice[] = [
  {
    from: { name: 'Riverbend Library', address: 'notices@library.riverbend.example' },
    subject: '[Due in three days|Reminder]: [2|3|4] items on your card',
    text: 'The following items are due on {day}:\n\n  [The Cartographer’s Sister|A Field Guide to Mosses|Harbour Light]\n  [Twelve Easy Breads|The Night Train|Knots and Splices]\n\nYou can renew them twice unless somebody is waiting.',
  },
  {
    from: { name: 'Postbox', address: 'security@postbox.example' },
    subject: 'Your sign-in code: {code}',
    text: 'Your code is {code}. It is valid for ten minutes.\n\nIf you did not ask for it, you can ignore this message; nobody can use the code without your password.',
  },
  {
    from: { name: 'Postbox', address: 'security@postbox.example' },
    subject: 'New sign-in from [{city}|a phone|Firefox on Linux]',
    text: 'Somebody signed in to your account on {day} at {time}.\n\nIf that was you, there is nothing to do. If not, change your password and end all other sessions.',
  },
  {
    from: { name: 'Hedgerow tracker', address: 'tracker@hedgerow.example' },
    subject:
      '[hedgerow] [Crash when the folder is empty|Sorting ignores accents|Wrong count after undo] (#{number})',
    text: '{third} commented on #{number}:\n\n> [It happens here too, on the current release.|I can reproduce it with the file from yesterday.]\n\n[Fixed by swapping the two calls; the test now covers it.|Could you attach the log with the time of the failure?]\n\n--\nYou receive this because you are watching this issue.',
  },
  {
    from: { name: 'Parcel Post', address: 'tracking@parcelpost.example' },
    subject: '[Your parcel is on its way|Your parcel arrives today|We missed you]',
    text: 'Parcel PP{code}EX\n\n[It left our depot in {city} and arrives on {day} between 9:00 and 13:00.|It is with your neighbour: {third}.|It waits for you at the kiosk at the station until {day}.]\n\nFollow it: https://parcelpost.example/t/PP{code}EX',
  },
  {
    from: { name: 'Riverbend Bank', address: 'no-reply@bank.riverbend.example' },
    subject: 'Your statement for [January|April|July|October] is ready',
    text: 'A new statement lies in your mailbox at the bank. For your safety we never send statements or links to sign in by mail.\n\nRiverbend Bank, Quay Street 4, {city}',
  },
  {
    from: { name: 'Dr Abernathy’s practice', address: 'practice@abernathy.example' },
    subject: '[Your appointment|Reminder]: {day}, {time}',
    text: 'We look forward to seeing you on {day} at {time}.\n\nPlease bring your card. If you can’t come, let us know a day before, so that somebody else can have the time.',
  },
  {
    from: { name: 'Energy Cooperative', address: 'meter@sunward.example' },
    subject: 'Please read your meter',
    text: 'It is time for the yearly reading. Please enter the number until {day}:\n\nhttps://sunward.example/meter/{code}\n\nYou can also answer this message with the number and a photo.',
  },
];
