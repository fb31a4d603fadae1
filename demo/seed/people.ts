// Invented people, companies and places. A newcomer's trap: every domain ends in .example, which RFC 2606
// keeps free for ever, so no mail of the demo can reach anybody.
import type { Random } from './random.ts';

export interface Person {
  name: string;
  address: string;
}

const FRIENDS =
  'Maren Holt|Tomás Vidal|Ines Caldeira|Jonas Eriksen|Priya Raman|Callum Birch|Aoife Brennan|Luca Ferrante|Nadia Haddad|Sora Ishikawa|Wim Verbeek|Freya Lindqvist|Oskar Zieliński|Beatriz Montalvo|Elif Aydın|Mateo Quiroga|Hannah Osei|Dmitri Volkov|Chloé Marchand|Ruth Abernathy|Kofi Mensah|Agnieszka Nowak|Björn Åkesson|Yara El-Amin|Pauline Girard|Rafael Souto|Greta Vogel|Noor van Dijk|Sanjay Kulkarni|Tilde Rasmussen|Ewan MacLeod|Zsófia Bárány'.split(
    '|',
  );
const HOMES = ['fjordmail.example', 'postbox.example', 'lighthouse.example', 'mail.riverbend.example'];

const TEAMS: readonly [domain: string, company: string, people: string][] = [
  ['marlowstudio.example', 'Marlow Studio', 'Edith Marlow|Ben Okafor|Silvie Duval'],
  ['nordlicht.example', 'Nordlicht Verlag', 'Katrin Brandt|Jürgen Möller|Anneke Thiessen'],
  ['tallpines.example', 'Tall Pines Outfitters', 'Dana Whitlock|Rob Castellan|Mei Tanaka'],
  ['harbourandco.example', 'Harbour & Co', 'Graham Pell|Shanice Adeyemi|Leo Strand'],
  ['vantage-maps.example', 'Vantage Maps', 'Helena Ruiz|Amir Farahani|Colette Braun'],
  ['oldmill.example', 'Old Mill Bakery', 'Peter Sykes|Joan Ashdown'],
];

export const SHOPS: readonly { name: string; domain: string; goods: readonly [string, number][] }[] = [
  {
    name: 'Copper Kettle',
    domain: 'copperkettle.example',
    goods: [
      ['Pour-over kettle, 0.9 l', 64],
      ['Stoneware mug, moss', 14.5],
      ['Linen tea towel', 9.9],
      ['Filter papers, 100', 6.2],
      ['Cast-iron pan, 24 cm', 48],
    ],
  },
  {
    name: 'Paper & Thread',
    domain: 'paperandthread.example',
    goods: [
      ['Notebook, dotted, A5', 11.8],
      ['Fountain pen ink, slate', 13],
      ['Bookbinding needles', 5.4],
      ['Waxed thread, natural', 7.25],
      ['Cloth tape, 3 m', 4.9],
    ],
  },
  {
    name: 'Windward Bikes',
    domain: 'windwardbikes.example',
    goods: [
      ['Brake pads, pair', 18.9],
      ['Inner tube 28"', 6.5],
      ['Dynamo front light', 59],
      ['Chain, 9-speed', 21.4],
      ['Waterproof pannier, 20 l', 74],
    ],
  },
  {
    name: 'Green Corner Seeds',
    domain: 'greencorner.example',
    goods: [
      ['Tomato seeds, Ildi', 3.2],
      ['Chard, rainbow mix', 2.8],
      ['Broad beans, 100 g', 3.9],
      ['Seed trays, 6', 8.4],
      ['Slow-release compost, 40 l', 12.6],
    ],
  },
  {
    name: 'Radio Corner',
    domain: 'radiocorner.example',
    goods: [
      ['USB-C cable, 2 m', 9.9],
      ['Headphone pads', 15],
      ['Desk lamp, warm white', 39.5],
      ['Mechanical switch tester', 12],
      ['Card reader', 17.8],
    ],
  },
];

export const CITIES =
  'Porto|Bergen|Gdańsk|Lyon|Trieste|Ghent|Valencia|Malmö|Kraków|Bath|Leipzig|Turku|Siena|Cork|Graz'.split(
    '|',
  );
export const PLACES =
  'the old boathouse|the cabin above the lake|Café Lumen|the community garden|the station bookshop|the harbour steps|the botanical garden|the little theatre on Quay Street|the climbing hall|the reading room'.split(
    '|',
  );

const ascii = (name: string): string =>
  name
    .toLowerCase()
    .replace(/ø/g, 'o')
    .replace(/ł/g, 'l')
    .replace(/ı/g, 'i')
    .normalize('NFD')
    .replace(/[^a-z -]/g, '');

export function friends(): Person[] {
  return FRIENDS.map((name, at) => ({
    name,
    address: `${ascii(name).replace(/ /g, '.')}@${HOMES[at % HOMES.length]}`,
  }));
}

export interface Team {
  company: string;
  domain: string;
  people: Person[];
}

export function teams(): Team[] {
  return TEAMS.map(([domain, company, people]) => ({
    company,
    domain,
    people: people.split('|').map((name) => ({ name, address: `${ascii(name).split(' ')[0]}@${domain}` })),
  }));
}

export const firstName = (person: Person): string => person.name.split(' ')[0] ?? person.name;

/** So many different members of a list. */
export function some<T>(random: Random, list: readonly T[], count: number): T[] {
  const rest = [...list];
  return Array.from({ length: Math.min(count, rest.length) }, () =>
    rest.splice(random.int(0, rest.length - 1), 1),
  ).flat();
}
