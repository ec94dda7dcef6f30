// MathML from the server as elements; anything but MathML is refused.
const PARTS = new Set(['math', 'mrow', 'mi', 'mn', 'mo', 'mfrac', 'msup', 'msub', 'msqrt', 'mover', 'mtable', 'mtr', 'mtd', 'mtext']);

export function typeset(text) {
  const parsed = new DOMParser().parseFromString(text, 'text/html').querySelector('math');
  if (!parsed || [...parsed.querySelectorAll('*')].some((e) => !PARTS.has(e.localName) || e.namespaceURI !== 'http://www.w3.org/1998/Math/MathML')) return null;
  return document.importNode(parsed, true);
}
