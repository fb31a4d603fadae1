// Real newsletters and transactional messages look as their senders made them: at least 25 templates out of npm
// packages, each at a phone's and a desk's width. What similarity means is in test/support/fidelity.ts.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { launchChromium } from '../support/chromium.ts';
import { fidelity } from '../support/fidelity.ts';
import { compareAll } from '../support/fidelity-table.ts';
import { allTemplates } from '../support/templates/all.ts';
import type { Template } from '../support/templates/template.ts';

let templates: Template[] = [];

test('templates of six makers are here', { timeout: 600_000 }, async () => {
  templates = await allTemplates();
  assert.ok(templates.length >= 25, `${templates.length}`);
});

test('messages look as they were sent', { timeout: 1_800_000 }, async (t) => {
  await compareAll(t, templates, await fidelity(await launchChromium()));
});
