// Elements from calls: h('p.soft', {title: 'x'}, 'text', child). Text never becomes markup.
export function h(kind, attributes = {}, ...children) {
  const [tag, ...classes] = kind.split('.');
  const element = document.createElement(tag || 'div');
  if (classes.length) element.className = classes.join(' ');
  if (attributes instanceof Node || Array.isArray(attributes) || typeof attributes !== 'object' || attributes === null) {
    children.unshift(attributes);
    attributes = {};
  }
  for (const [name, value] of Object.entries(attributes)) {
    if (value === undefined || value === null || value === false) continue;
    if (name.startsWith('on')) element.addEventListener(name.slice(2), value);
    else if (name in element && typeof value !== 'string') element[name] = value;
    else element.setAttribute(name, value === true ? '' : value);
  }
  append(element, children);
  return element;
}

/** Children that are absent or false are left out. */
export function append(element, children) {
  for (const child of children.flat(Infinity)) {
    if (child === undefined || child === null || child === false) continue;
    element.append(child instanceof Node ? child : String(child));
  }
}

export function replace(element, ...children) {
  element.replaceChildren();
  append(element, children);
}

/** Four digits, as everywhere in the program. */
export function number(x) {
  if (x === null || x === undefined || Number.isNaN(x)) return '';
  if (x === 0) return '0';
  const size = Math.abs(x);
  return size < 1e-3 || size >= 1e5 ? x.toExponential(3) : String(Number(x.toPrecision(4)));
}

/** A value with its standard error. */
export function estimate(e) {
  if (!e) return '';
  const error = Number(e.error);
  return Number.isFinite(error) && error > 0 ? `${number(e.value)} ± ${Number(error.toPrecision(2))}` : number(e.value);
}

export function toast(text, action) {
  const box = h('div.toast', text, action && h('button', { type: 'button', onclick: () => { action.run(); box.remove(); } }, action.label));
  document.getElementById('toasts').append(box);
  setTimeout(() => box.remove(), action ? 12000 : 5000);
}

export function debounce(run, milliseconds) {
  let timer;
  return (...values) => {
    clearTimeout(timer);
    timer = setTimeout(() => run(...values), milliseconds);
  };
}
