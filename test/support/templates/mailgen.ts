// Transactional messages of mailgen (Apache-2.0): its three kinds in each of its four themes.
import { installedTemplates } from './installed.ts';
import type { Template } from './template.ts';

interface Mailgen {
  new (options: object): { generate(email: object): string };
}

const LINK = 'https://shop.example/';
const button = (color: string, text: string) => ({ color, text, link: LINK });

const KINDS = {
  receipt: {
    name: 'Alice Rowan',
    intro: 'Your order has been processed.',
    table: {
      data: [
        { item: 'Lamp', description: 'A storm lamp of brass, with a wick.', price: '10.99' },
        { item: 'Rope', description: 'Twelve metres of hemp rope, tarred.', price: '1.99' },
      ],
      columns: { customWidth: { item: '20%', price: '15%' }, customAlignment: { price: 'right' } },
    },
    action: { instructions: 'Follow your order here:', button: button('#3869D4', 'Follow the order') },
    outro: 'Thank you for buying at the harbour.',
  },
  reset: {
    name: 'Alice Rowan',
    intro: 'A new password was asked for your account.',
    action: { instructions: 'Choose one with this button:', button: button('#DC4D2F', 'Choose a password') },
    outro: 'If it was not you, there is nothing to do.',
    signature: 'Kind regards',
  },
  welcome: {
    name: 'Alice Rowan',
    intro: 'Welcome to the harbour. We are glad that you are here.',
    dictionary: { date: 'June 11', address: 'Quay 1' },
    action: { instructions: 'To begin, confirm your address:', button: button('#22BC66', 'Confirm') },
    outro: 'Need help, or have a question? Just answer this message.',
  },
};

export async function mailgenTemplates(): Promise<Template[]> {
  const { require } = await installedTemplates();
  const Mailgen = require<Mailgen>('mailgen');
  return ['default', 'neopolitan', 'salted', 'cerberus'].flatMap((theme) => {
    const product = { name: 'Harbour', link: LINK, logo: 'https://pictures.example/160x40.png' };
    const generator = new Mailgen({ theme, product });
    return Object.entries(KINDS).map(([kind, body]) => ({
      name: `mailgen/${theme}-${kind}`,
      html: generator.generate({ body }),
    }));
  });
}
