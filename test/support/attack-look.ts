// What runs inside the app's page to look at one open message: is the app as it was, and is the message's document
// what it may be? A newcomer's trap: these functions travel to the browser as text, so they use nothing of this file.

export interface Look {
  /** What is wrong; empty when all is well. */
  wrong: string[];
  /** True when there is a text, a picture or a sentence to see. */
  shown: boolean;
  /** Files of the message, as the app links to them. */
  files: string[];
}

/** Opens the message at this path of the app and looks at it; `known` are the elements a document may have. */
export async function lookAt({
  path,
  document: url,
  known,
  patience,
}: {
  path: string;
  document: string;
  known: readonly string[];
  /** Milliseconds to wait for the document. */
  patience: number;
}): Promise<Look> {
  const wrong: string[] = [];
  const turn = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
  const frameOf = (): HTMLIFrameElement | null => document.querySelector('.message-frame-ready iframe');
  const bidi = /[\u061C\u200B\u200E\u200F\u202A-\u202E\u2066-\u2069\uFEFF]/;

  history.pushState({ depth: 1 }, '', new URL(path, document.baseURI));
  dispatchEvent(new PopStateEvent('popstate'));
  let inside: Document | null = null;
  for (let waited = 0; waited < patience && !inside; waited += 10) {
    await turn(10);
    const content = frameOf()?.contentDocument;
    // A message beyond the limits has a sentence in place of its document.
    if (location.href.endsWith(path) && document.querySelector('.message .state'))
      return { wrong, shown: true, files: [] };
    if (content?.body && content.readyState === 'complete' && content.URL.endsWith(url)) inside = content;
  }
  const frame = frameOf();
  if (!inside || !frame)
    return { wrong: ['its document never came, or went elsewhere'], shown: false, files: [] };

  // The document: what it consists of.
  const own = new Set<string>();
  for (const element of inside.querySelectorAll('*')) {
    if (element.namespaceURI !== 'http://www.w3.org/1999/xhtml') own.add(`namespace ${element.namespaceURI}`);
    if (!known.includes(element.localName)) own.add(`<${element.localName}>`);
    for (const { name, value } of element.attributes) {
      if (/^on|^id$|^srcdoc$|action$|^ping$|^srcset$|^background$|^poster$|^http-equiv$/.test(name))
        own.add(name);
      if (name === 'name' && element.localName !== 'meta') own.add('name');
      if (name === 'href' && !/^(?:https?:\/\/|mailto:)/.test(value) && !value.startsWith('../'))
        own.add(`href ${value.slice(0, 60)}`);
      if (name === 'src' && !/^(?:\.\.\/)+(?:blob|image)\/|^data:image\/(?!svg)/.test(value))
        own.add(`src ${value.slice(0, 60)}`);
    }
    const style = element.localName === 'style' ? element.textContent : element.getAttribute('style');
    if (
      style &&
      /url\((?!"(?:\.\.\/)+(?:blob|image)\/)|@import|expression|image-set|position:\s*(?:fixed|sticky)|behavior|\\/i.test(
        style,
      )
    )
      own.add('style');
  }
  for (const link of inside.querySelectorAll('a[href]')) {
    if (link.getAttribute('target') !== '_blank') own.add('a link without a target of its own');
    if (!/\bnoopener\b/.test(link.getAttribute('rel') ?? '')) own.add('a link with an opener');
    // A person would click on it; a link to another site is left alone.
    if (!/^(?:https?|mailto):/.test((link as HTMLAnchorElement).protocol)) (link as HTMLElement).click();
  }
  wrong.push(...[...own].map((one) => `in the document: ${one}`));
  for (const element of [...inside.querySelectorAll('body, body *')].slice(0, 300)) {
    for (const type of [
      'click',
      'mouseover',
      'pointerenter',
      'focus',
      'toggle',
      'animationstart',
      'submit',
      'dragstart',
    ])
      if (type !== 'click' || element.localName !== 'a') element.dispatchEvent(new Event(type));
  }
  await turn(10);

  // A message beyond the limits: what the app knows of it comes later than its document, and takes its place.
  if (document.querySelector('.message .state')) return { wrong, shown: true, files: [] };

  // The app around it.
  const app = document;
  if (!frame.isConnected || frame.contentDocument !== inside || !inside.URL.endsWith(url))
    wrong.push('the document went elsewhere');
  if (!location.href.endsWith(path)) wrong.push(`the app went to ${location.href}`);
  if (opener !== null) wrong.push('the app has an opener');
  if (app.querySelectorAll('iframe').length !== 1) wrong.push('another frame in the app');
  for (const element of app.querySelectorAll('*')) {
    if (/^(?:object|embed|applet|frameset|frame|marquee|math|audio|video)$/.test(element.localName)) {
      wrong.push(`<${element.localName}> in the app`);
    }
    for (const { name, value } of element.attributes) {
      if (/^on/.test(name) || name === 'srcdoc') wrong.push(`${name} in the app`);
      if (!/^(?:src|href|action|data|poster|srcset|background)$/.test(name)) continue;
      const target = URL.parse(value, document.baseURI);
      const kind =
        name === 'href' && element.localName === 'a'
          ? /^(?:https?:|mailto:|tel:[\d+]*$)/
          : /^(?:data:image|blob:)/;
      if (target?.origin !== location.origin && !kind.test(value)) {
        wrong.push(`${name} to ${value.slice(0, 60)} in the app`);
      }
    }
  }
  for (const text of app.querySelectorAll('h1, .message-head, .files, .row')) {
    if (bidi.test(text.textContent ?? '')) wrong.push(`letters that turn text around in .${text.className}`);
  }
  const bar = app.querySelector('.message-bar')?.getBoundingClientRect();
  if (!bar || bar.top < 0 || bar.height < 20 || bar.width < innerWidth - 1)
    wrong.push('the bar is not where it was');
  else {
    for (const at of [0.1, 0.5, 0.9]) {
      const hit = app.elementFromPoint(bar.left + bar.width * at, bar.top + bar.height / 2);
      if (!hit?.closest('.message-bar')) wrong.push('something lies over the bar');
    }
  }
  if (app.documentElement.scrollWidth > innerWidth || scrollX !== 0 || scrollY !== 0)
    wrong.push('the app is wider than the screen');
  const [box, card] = [frame.parentElement, frame.closest('.message-card')].map((one) =>
    one?.getBoundingClientRect(),
  );
  if (
    !box ||
    !card ||
    box.left < card.left - 1 ||
    box.right > card.right + 1 ||
    box.top < card.top - 1 ||
    box.bottom > card.bottom + 1
  )
    wrong.push('the frame is larger than its card');
  const styled = getComputedStyle(frame.parentElement as Element);
  if (!/auto|hidden|clip|scroll/.test(styled.overflowX + styled.overflowY))
    wrong.push('the frame may draw beyond its box');
  const shown =
    (inside.body.textContent ?? '').trim() !== '' || inside.querySelector('img, .postern-image, hr') !== null;
  const files = [...app.querySelectorAll<HTMLAnchorElement>('.files a[href]')].map((link) => link.href);
  return { wrong, shown, files };
}
