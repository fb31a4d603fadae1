// Newsletters: who sends them, in which colours, and the pieces they are put together from.

export interface Brand {
  name: string;
  domain: string;
  colour: string;
  paper: string;
  subjects: readonly string[];
  /** Headline and text. */
  pieces: readonly (readonly [headline: string, text: string])[];
  action: string;
}

export const BRANDS: readonly Brand[] = [
  {
    name: 'The Slow Letter',
    domain: 'slowletter.example',
    colour: '#7a3b2e',
    paper: '#f7f1e8',
    subjects: [
      '[Nine things|Seven things] we [read|heard] this [week|fortnight]',
      'On [waiting|walking|mending], again',
      'The [ferry|night train|lighthouse] issue',
    ],
    pieces: [
      [
        'A bench is a public library of sitting',
        'A town in the north counted its benches and found one for every nine people. Then it counted how many of them face each other, and that turned out to be the interesting number.',
      ],
      [
        'The last repairer of umbrellas',
        'Her shop is two metres wide. She repairs four hundred umbrellas a year, and keeps those that nobody collects in the order in which it rained.',
      ],
      [
        'Why maps have north on top',
        'They did not, for most of the time there have been maps. A short history of a habit, with three maps that will make you turn your head.',
      ],
      [
        'Reader’s question: how do you end a letter?',
        'We had two hundred answers. The shortest was a drawing of a door. The longest ended five times.',
      ],
      [
        'A walk of forty minutes',
        'It goes past a brewery, two graveyards and the best bakery we know. Print it, fold it twice, leave the telephone at home.',
      ],
    ],
    action: 'Read the whole letter',
  },
  {
    name: 'Windward Bikes',
    domain: 'windwardbikes.example',
    colour: '#0b5d4f',
    paper: '#eef6f3',
    subjects: [
      '[Lights on|Rain on the way]: everything for [dark mornings|wet days]',
      '[20% off|15% off] [panniers|tyres] until Sunday',
      'Your bike after [the winter|a summer by the sea]',
    ],
    pieces: [
      [
        'Dynamo lights, explained in a minute',
        'No batteries, no forgetting. Three lights we ride ourselves, and which one fits an old fork.',
      ],
      [
        'Check your brakes in five steps',
        'All you need is a coin and daylight. If the pad is thinner than the coin, come and see us.',
      ],
      [
        'The pannier that closes with one hand',
        'We dropped it, drowned it and let a dog sleep on it. It has a ten-year guarantee now.',
      ],
      [
        'Open workshop on Thursday',
        'Bring your bike and your questions. Tools, coffee and patience are provided. Nobody is too old to learn to true a wheel.',
      ],
    ],
    action: 'See the offer',
  },
  {
    name: 'Copper Kettle',
    domain: 'copperkettle.example',
    colour: '#b4562a',
    paper: '#fff8f2',
    subjects: [
      'New in: [moss|oat|ink] stoneware',
      'The [cast-iron|kettle] [care guide|question]',
      'Last [days|hours] of the kitchen sale',
    ],
    pieces: [
      [
        'Stoneware in a new green',
        'Fired twice, glazed by hand, no two alike. The mugs hold exactly as much as a long phone call.',
      ],
      [
        'How to season a pan',
        'Thin, thin, thin. A teaspoon of oil is already too much. Our guide has pictures and one confession.',
      ],
      [
        'Filter or press?',
        'We asked nine of our neighbours. Five said filter, three said press, one keeps bees and said tea.',
      ],
    ],
    action: 'Shop the collection',
  },
  {
    name: 'City Library',
    domain: 'library.riverbend.example',
    colour: '#23508e',
    paper: '#f0f4fa',
    subjects: [
      'What’s on in [March|May|October]',
      '[New on the shelves|Fresh returns]: [poetry|travel|crime]',
      'Longer opening hours [from Monday|this winter]',
    ],
    pieces: [
      [
        'Open until midnight, once a month',
        'The reading room stays open on the last Friday. Soup is served at ten, silence is kept until eleven.',
      ],
      [
        'Tool library: borrow a drill',
        'Forty tools, three weeks each, with your library card. The most wanted one is the carpet cleaner.',
      ],
      [
        'Homework help needs you',
        'Two hours a week, no experience required. Children between nine and twelve, biscuits included.',
      ],
      [
        'Author’s evening',
        'She reads from the new book about islands that do not exist, and explains how she visited four of them.',
      ],
    ],
    action: 'Open the programme',
  },
  {
    name: 'Tidewater Rail',
    domain: 'tidewaterrail.example',
    colour: '#8a1538',
    paper: '#faf2f4',
    subjects: [
      'From [19|24|29] € to [the sea|the mountains]',
      'The new timetable [is here|from December]',
      'Night trains: [two new stops|now with a café car]',
    ],
    pieces: [
      [
        'To the sea before breakfast',
        'Leave at 4:51, arrive at 7:40, swim at 8. The café opens at nine and knows you are coming.',
      ],
      [
        'Two new stops on the night line',
        'From December the night train also halts at the old spa towns. Compartments can be booked now.',
      ],
      [
        'Bicycles travel free in the week',
        'From Monday to Thursday, on all regional trains. Reservation is still a good idea before holidays.',
      ],
    ],
    action: 'Find a train',
  },
  {
    name: 'Fieldnotes Weekly',
    domain: 'fieldnotes.example',
    colour: '#3d4a1f',
    paper: '#f6f7ef',
    subjects: [
      'Issue {issue}: [small databases|quiet interfaces|fonts that age well]',
      'Issue {issue}: [the case for plain text|what a cache is for|readable errors]',
    ],
    pieces: [
      [
        'One file is enough for most',
        'A long look at applications that keep everything in a single file, and at the day one of them no longer could.',
      ],
      [
        'Errors people can act on',
        'What happened, what is safe, what to do next: three sentences, in that order, and no exclamation mark.',
      ],
      [
        'Measuring what a reader waits for',
        'The first paint is a promise. We timed forty sites on a tired phone in a moving tram.',
      ],
      [
        'Tool of the week: a ruler',
        'It overlays any window with a grid, does nothing else, and has been maintained for sixteen years.',
      ],
    ],
    action: 'Read on the web',
  },
];
