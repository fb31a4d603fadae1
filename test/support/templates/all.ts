// Every template there is, from all packages.
import { bootstrapTemplates } from './bootstrap.ts';
import { foundationTemplates } from './foundation.ts';
import { mailgenTemplates } from './mailgen.ts';
import { mailsDefaultTemplates } from './mails-default.ts';
import { mjmlTemplates } from './mjml.ts';
import { reactEmailTemplates } from './react-email.ts';
import type { Template } from './template.ts';

export async function allTemplates(): Promise<Template[]> {
  const found: Template[] = [];
  // One after the other: what they are made with is fetched once and not by each.
  for (const load of [
    foundationTemplates,
    bootstrapTemplates,
    mailsDefaultTemplates,
    mailgenTemplates,
    mjmlTemplates,
    reactEmailTemplates,
  ])
    found.push(...(await load()));
  return found;
}
