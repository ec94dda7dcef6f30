// Addresses are #/part/name?setting=value, so that a link restores the view it was copied from.
import { h, replace } from './dom.js';

const pages = {
  systems: () => import('../pages/systems.js'),
  system: () => import('../pages/system.js'),
  workbench: () => import('../pages/workbench.js'),
  learn: () => import('../pages/learn.js'),
  methods: () => import('../pages/methods.js'),
  leaderboard: () => import('../pages/leaderboard.js'),
  runs: () => import('../pages/runs.js'),
  api: () => import('../pages/api.js'),
};

const main = document.getElementById('main');
let leave = () => {};
let shown = 0;

function parse() {
  const [path, query] = location.hash.replace(/^#\/?/, '').split('?');
  const parts = path.split('/').filter(Boolean).map(decodeURIComponent);
  return { part: parts[0] || 'systems', names: parts.slice(1), query: new URLSearchParams(query ?? '') };
}

async function show() {
  const { part, names, query } = parse();
  const kind = part === 'systems' && names.length ? 'system' : part;
  for (const link of document.querySelectorAll('.bar nav a')) {
    const current = link.getAttribute('href') === `#/${part}`;
    current ? link.setAttribute('aria-current', 'page') : link.removeAttribute('aria-current');
  }
  leave();
  leave = () => {};
  const turn = ++shown;
  if (!pages[kind]) {
    replace(main, h('p.empty', 'There is no such page. ', h('a', { href: '#/systems' }, 'To the catalogue')));
    return;
  }
  try {
    const page = await pages[kind]();
    if (turn !== shown) return;
    const root = h('div');
    const left = await page.show(root, names, query);
    if (turn !== shown) {
      left?.();
      return;
    }
    replace(main, root);
    leave = left ?? (() => {});
    page.ready?.();
    document.title = `${root.querySelector('h1')?.textContent ?? 'Studio'} · Separatrix`;
  } catch (error) {
    if (turn !== shown) return;
    replace(main, h('div.problem', error.message), h('p', h('button', { type: 'button', onclick: show }, 'Try again')));
  }
}

/** Changes the address without another page: what a link copied now will restore. */
export function remember(query) {
  const { part, names } = parse();
  const path = [part, ...names].map(encodeURIComponent).join('/');
  const text = new URLSearchParams(Object.entries(query).filter(([, value]) => value !== undefined && value !== '')).toString();
  history.replaceState(null, '', `#/${path}${text ? `?${text}` : ''}`);
}

function theme(wanted) {
  document.documentElement.dataset.theme = wanted;
  localStorage.setItem('theme', wanted);
}
theme(localStorage.getItem('theme') ?? (matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light'));
document.getElementById('theme').addEventListener('click', () => theme(document.documentElement.dataset.theme === 'dark' ? 'light' : 'dark'));
// Its address would be taken for another page.
document.querySelector('.skip').addEventListener('click', (event) => {
  event.preventDefault();
  main.focus();
});
window.addEventListener('hashchange', show);
show();
