// MJML: the templates of Vendure's mail plug-in (GPL-3.0-or-later, so they are only fetched and read here), and the
// sources of our own in mjml-sources.ts that use what those do not; all compiled by mjml.
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { packedNpm } from '../npm-packages.ts';
import { installedTemplates } from './installed.ts';
import { MJML_SOURCES } from './mjml-sources.ts';
import type { Template } from './template.ts';

interface Handlebars {
  registerPartial(name: string, source: string): void;
  registerHelper(name: string, help: (value: unknown) => string): void;
  compile(source: string): (values: object) => string;
}
type Compile = (source: string, options?: object) => Promise<{ html: string }> | { html: string };

const line = (quantity: number, name: string, price: string) => ({
  quantity,
  productVariant: { name, quantity },
  discountedLinePriceWithTax: price,
  featuredAsset: { preview: `https://pictures.example/${name}/100x100.png` },
});

const VALUES = {
  verificationToken: 'abc',
  passwordResetToken: 'abc',
  identifierChangeToken: 'abc',
  fromAddress: 'shop@shop.example',
  order: {
    code: 'H7K2',
    orderPlacedAt: '24 November 2026',
    currencyCode: 'EUR',
    customer: { firstName: 'Alice', lastName: 'Rowan' },
    shippingAddress: { fullName: 'Alice Rowan', streetLine1: 'Quay 1', city: 'Harwich', country: 'England' },
    lines: [line(1, 'Lamp', '10.99'), line(2, 'Rope', '3.98'), line(1, 'Compass', '24.00')],
    discounts: [{ description: 'For old friends', amount: '-2.00' }],
    subTotalWithTax: '36.97',
    totalWithTax: '41.97',
  },
  shippingLines: [{ shippingMethod: { name: 'Ferry' }, priceWithTax: '5.00' }],
};

export async function mjmlTemplates(): Promise<Template[]> {
  const { require } = await installedTemplates();
  const loaded = require<Compile & { default?: Compile }>('mjml');
  const compile = loaded.default ?? loaded;
  const sources = [...Object.entries(MJML_SOURCES), ...(await vendure(require<Handlebars>('handlebars')))];
  return Promise.all(
    sources.map(async ([name, source]) => ({
      name: `mjml/${name}`,
      html: (await compile(source, { keepComments: false })).html,
    })),
  );
}

async function vendure(handlebars: Handlebars): Promise<[string, string][]> {
  const folder = join(await packedNpm('@vendure/email-plugin', '3.7.3'), 'templates');
  for (const part of ['header', 'footer'])
    handlebars.registerPartial(part, await readFile(join(folder, `partials/${part}.hbs`), 'utf8'));
  for (const helper of ['formatDate', 'formatMoney']) handlebars.registerHelper(helper, String);
  const names = (await readdir(folder)).filter((name) => name !== 'partials').sort();
  return Promise.all(
    names.map(async (name): Promise<[string, string]> => {
      const source = await readFile(join(folder, name, 'body.hbs'), 'utf8');
      return [`vendure-${name}`, handlebars.compile(source)(VALUES)];
    }),
  );
}
