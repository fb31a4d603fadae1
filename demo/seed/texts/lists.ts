// Threads of public mailing lists. A newcomer's trap: on a list everybody answers everybody, so the letters do
// not alternate between two people as in personal.ts.

export interface List {
  id: string;
  title: string;
  domain: string;
  threads: readonly { subject: string; letters: readonly string[] }[];
}

export const LISTS: readonly List[] = [
  {
    id: 'hedgerow-dev',
    title: 'Hedgerow developers',
    domain: 'lists.hedgerow.example',
    threads: [
      {
        subject: '[PATCH] store: [do not hold the lock while reading|close the handle on error]',
        letters: [
          'When a reader is slow, the writer waits for it although both could go on. This [moves the read out of the critical section|takes a snapshot first].\n\n---\n store/read.c | 14 +++++++-------\n 1 file changed, 7 insertions(+), 7 deletions(-)\n\n@@ -88,7 +88,7 @@ static int read_block(struct store *s)\n-\tlock(s);\n+\tstruct view v = view_of(s);\n \tfor (size_t i = 0; i < v.count; i++)\n-\t\temit(s->rows[i]);\n+\t\temit(v.rows[i]);\n',
          '[Looks right to me.|I like it.] [What happens if the store shrinks between the two?|Could you add the case from the report as a test?]',
          '[A view keeps its own reference, so nothing is freed under it.|Added a test; it fails without the change.] [v2 follows.|Updated.]',
          '[Applied, thanks.|Merged for 2.{number}.]',
        ],
      },
      {
        subject: 'Plan for release 2.{number}',
        letters: [
          'I would like to [cut a release candidate on {day}|freeze on {day}]. Open:\n\n  * the import of old archives loses the time zone\n  * documentation of the new options\n  * {third} still sees one failing test on a 32-bit machine\n\n[Anything else?|Shout if something is missing.]',
          '[The time zone is fixed in my branch.|I can write the documentation this week.]',
          'The 32-bit failure is a test that assumes 64-bit time. [Patch sent.|I send something tonight.]',
        ],
      },
      {
        subject: '[Build|Tests] fail on [a big-endian machine|an old libc|a path with a space]',
        letters: [
          '[Fresh checkout, last stable compiler|On a clean machine]:\n\n  FAIL: checksum (expected 9ae0, got e09a)\n\n[Is that known?|I am happy to test patches.]',
          '[The bytes are swapped, so somebody reads a number with memcpy.|Which revision is that?] [Can you try the attached?|Does it also fail with -O0?]',
          '[With that it passes.|Fails in the same way.] [Thanks for the quick answer.|Full log attached.]',
        ],
      },
    ],
  },
  {
    id: 'bindery',
    title: 'The bookbinders’ list',
    domain: 'groups.paperandthread.example',
    threads: [
      {
        subject: '[Which|What] glue for [leather|cloth] on [board|old paper]?',
        letters: [
          'I have [a ledger from the thirties|my grandfather’s song book] on the bench. The spine is [loose but whole|gone]. [Wheat paste lifts again after a week.|I don’t want to use anything that can’t be undone.] What would you take?',
          'Paste for the paper, [never for the leather|and patience]. [Mix it with a little methyl cellulose.|Let it dry under weight for two days, not one.]',
          '[Seconded.|I disagree a little]: [on cloth I use a thin PVA and sleep well|try it on a scrap first, dyes run]. A picture would help.',
        ],
      },
      {
        subject: '[Meeting|Open bench] in {city}, {day}',
        letters: [
          'We have [the room at {place}|six benches and two presses] on {day} from {time}. [Bring something unfinished.|Beginners are welcome.] [Lunch is shared.|There is a guillotine, so no children, sorry.]',
          '[I come by train; can somebody pick up a press from the station?|Count me in with a half-finished box.]',
          '[I can, I have the van.|Of course.] [See you at {time}.|Looking forward to it.]',
        ],
      },
    ],
  },
  {
    id: 'allotments-east',
    title: 'Allotments East',
    domain: 'lists.riverbend.example',
    threads: [
      {
        subject: '[Water off|Water on] from {day}',
        letters: [
          'The water [is turned off|comes back] on {day} at {time}. [Please empty your pipes.|Please check your taps the evening before, last year plot 14 was a lake.]',
          '[Thank you!|Plot 14 has learnt its lesson.] [Is the compost delivered on the same day?|Could somebody look at mine, I am away?]',
          'I walk past every plot on my round. [Don’t worry.|Send me your number.]',
        ],
      },
      {
        subject: '[Found|Seen]: [a hedgehog|somebody’s wheelbarrow|swarm of bees]',
        letters: [
          '[At the lower gate|Behind plot 22], this morning. [It is quite calm.|It has a green handle.] [Does it belong to somebody?|Who knows what to do?]',
          '[Leave it where it is.|That is ours!] [I come at {time} with a box.|It walked there on its own, I swear.]',
        ],
      },
    ],
  },
];
