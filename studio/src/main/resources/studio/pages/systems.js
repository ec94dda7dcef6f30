// The catalogue: every system as a living attractor, with search and filters.
import { api } from '../js/api.js';
import { debounce, h, number, replace } from '../js/dom.js';
import { remember } from '../js/app.js';

let all;

export async function show(root, names, query) {
  all ??= await api.get('/systems');
  const state = { q: query.get('q') ?? '', field: query.get('field') ?? '', kind: query.get('kind') ?? '', d: query.get('d') ?? '', sort: query.get('sort') ?? 'name', chaos: query.get('chaos') ?? '' };
  const fields = [...new Set(all.map((s) => s.field))].filter(Boolean).sort();
  const grid = h('div.cards');
  const count = h('span.soft', { role: 'status' });
  let gallery;
  let watcher;

  const select = (name, label, options) =>
    h('label', `${label} `, h('select', { name, onchange: (e) => { state[name] = e.target.value; draw(); } },
      options.map(([value, text]) => h('option', { value, selected: state[name] === value }, text))));

  root.append(
    h('h1', 'Catalogue'),
    h('p.lead', 'Each picture is an orbit computed here from the equations. Open one to move its parameters.'),
    h('div.row', { role: 'search' },
      h('input', { type: 'search', name: 'q', placeholder: 'Search: name, description, tag', 'aria-label': 'Search systems', value: state.q, size: 28, oninput: debounce((e) => { state.q = e.target.value; draw(); }, 120) }),
      select('kind', 'Kind', [['', 'all'], ...['flow', 'map', 'delay', 'stochastic', 'jump', 'pde'].map((k) => [k, k])]),
      select('field', 'Field', [['', 'all'], ...fields.map((f) => [f, f])]),
      select('d', 'States', [['', 'any'], ['1', '1'], ['2', '2'], ['3', '3'], ['4', '4'], ['5+', '5 and more']]),
      select('chaos', 'Largest exponent', [['', 'any'], ['yes', 'positive'], ['no', 'not positive']]),
      select('sort', 'Order', [['name', 'name'], ['exponent', 'largest exponent'], ['dimension', 'Kaplan–Yorke dimension']]),
      count),
    h('div', { style: 'height: 1rem' }), grid);

  function matches(s) {
    const words = state.q.toLowerCase().split(/\s+/).filter(Boolean);
    const text = `${s.name} ${s.field} ${s.description} ${s.tags.join(' ')}`.toLowerCase();
    const e = s.largestLyapunov;
    const positive = e && e.value > 2 * e.error;
    return words.every((w) => text.includes(w))
      && (!state.kind || s.kind === state.kind)
      && (!state.field || s.field === state.field)
      && (!state.d || (state.d === '5+' ? s.dimension >= 5 : s.dimension === Number(state.d)))
      && (!state.chaos || (state.chaos === 'yes') === Boolean(positive));
  }

  function draw() {
    const shown = all.filter(matches);
    if (state.sort === 'exponent') shown.sort((a, b) => (b.largestLyapunov?.value ?? -1e9) - (a.largestLyapunov?.value ?? -1e9));
    if (state.sort === 'dimension') shown.sort((a, b) => (b.kaplanYorke?.value ?? -1) - (a.kaplanYorke?.value ?? -1));
    count.textContent = `${shown.length} of ${all.length}`;
    watcher?.disconnect();
    for (const card of grid.children) gallery?.drop(card.firstChild);
    replace(grid, shown.length
      ? shown.map(card)
      : h('p.empty', 'No system matches. ', h('button.plain', { type: 'button', onclick: () => { location.hash = '#/systems'; } }, 'Show all')));
    remember({ ...state, sort: state.sort === 'name' ? '' : state.sort });
    watch();
  }

  function card(s) {
    return h('a.card', { href: `#/systems/${encodeURIComponent(s.name)}`, 'data-name': s.name },
      h('div.view'),
      h('div.what', h('strong', s.name), h('span.small.soft', s.field || s.kind), h('br'),
        h('span.small', s.largestLyapunov ? `λ₁ ${number(s.largestLyapunov.value)}` : s.kind, s.kaplanYorke ? `, dimension ${number(s.kaplanYorke.value)}` : '')));
  }

  function watch() {
    watcher = new IntersectionObserver((entries) => {
      for (const { target, isIntersecting } of entries) {
        if (isIntersecting && !target.dataset.asked) fill(target);
      }
    }, { rootMargin: '300px' });
    for (const each of grid.querySelectorAll('.card')) watcher.observe(each);
  }

  async function fill(target) {
    target.dataset.asked = 'yes';
    try {
      const points = new Float32Array(await api.bytes(`/systems/${encodeURIComponent(target.dataset.name)}/orbit`));
      if (!target.isConnected || !points.length) return;
      if (!gallery) {
        const { Gallery } = await import('../js/attractor.js');
        gallery ??= new Gallery();
      }
      gallery.add(target.firstChild, points, (target.dataset.name.length * 0.37) % 1);
    } catch {
      target.firstChild.textContent = '';
    }
  }

  draw();
  return () => {
    watcher?.disconnect();
    gallery?.close();
  };
}
