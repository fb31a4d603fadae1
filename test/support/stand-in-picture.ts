// A picture in place of one that lies elsewhere: always the same for the same address, and of the size that its
// address names (".../600x200"), if it names one.

export function pictureFor(url: string): string {
  const [, width = '320', height = '160'] = /(\d{2,4})x(\d{2,4})/.exec(url) ?? [];
  let hue = 0;
  for (const char of url) hue = (hue * 31 + char.charCodeAt(0)) % 360;
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 100 100" preserveAspectRatio="none"><rect width="100" height="100" fill="hsl(${hue} 45% 55%)"/><path d="M0 100 40 30 65 70 80 50 100 100Z" fill="hsl(${hue} 45% 30%)"/><circle cx="75" cy="25" r="9" fill="#fff"/></svg>`;
}
