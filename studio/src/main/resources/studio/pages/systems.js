// The catalogue: every system as a living attractor, with search and filters.
import { api } from '../js/api.js';
import { debounce, h, number, replace } from '../js/dom.js';
import { remember } from '../js/app.js';

let all;

const KINDS = { flow: 'flow', map: 'map', delay: 'delay', stochastic: 'stochastic', jump: 'jumps', pde: 'PDE' };

export async function show(root, names, query) {
  all ??= await api.get('/systems');
  const state = { q: query.get('q') ?? '', field: query.get('field') ?? '', kind: query.get('kind') ?? '', d: query.get('d') ?? '', sort: query.get('sort') ?? 'name', chaos: query.get('chaos') ?? '' };
  const fields = [...new Set(all.map((s) => s.field))].filter(Boolean).sort();
  const grid = h('div.cards');
  const count = h('span.soft', { role: 'status' });
  let gallery;
  let watcher;
  let closed = false;

  const select = (name, label, options) =>
    h('label.pick', h('span', label), h('select', { name, onchange: (e) => { state[name] = e.target.value; draw(); } },
      options.map(([value, text]) => h('option', { value, selected: state[name] === value }, text))));

  const filters = h('div.filters', { role: 'search' });
  function drawFilters() {
    replace(filters,
      h('label.pick.grow', h('span', 'Search'), h('input', { type: 'search', name: 'q', placeholder: 'name, description or tag', value: state.q, oninput: debounce((e) => { state.q = e.target.value; draw(); }, 120) })),
      select('kind', 'Kind', [['', 'all'], ...['flow', 'map', 'delay', 'stochastic', 'jump', 'pde'].map((k) => [k, KINDS[k]])]),
      select('field', 'Field', [['', 'all'], ...fields.map((f) => [f, f])]),
      select('d', 'States', [['', 'any'], ['1', '1'], ['2', '2'], ['3', '3'], ['4', '4'], ['5+', '5 and more']]),
      select('chaos', 'Chaotic', [['', 'either'], ['yes', 'λ₁ is positive'], ['no', 'λ₁ is not positive']]),
      select('sort', 'Order by', [['name', 'name'], ['exponent', 'largest exponent'], ['dimension', 'dimension']]));
  }
  drawFilters();

  root.append(
    h('div.row.spread', h('h1', 'Catalogue'), count),
    h('p.lead', 'Each picture is an orbit computed here from the equations. Open one to move its parameters.'),
    filters, grid);

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
      : h('div.empty.wide', h('p', 'No system matches.'), h('button.plain', { type: 'button', onclick: showAll }, 'Show all systems')));
    remember({ ...state, sort: state.sort === 'name' ? '' : state.sort });
    watch();
  }

  function showAll() {
    Object.assign(state, { q: '', field: '', kind: '', d: '', chaos: '' });
    drawFilters();
    draw();
    filters.querySelector('input').focus();
  }

  function card(s) {
    const facts = [s.largestLyapunov && `λ₁ ${number(s.largestLyapunov.value)}`, s.kaplanYorke && `dim ${number(s.kaplanYorke.value)}`].filter(Boolean);
    return h('a.card', { href: `#/systems/${encodeURIComponent(s.name)}`, 'data-name': s.name, 'data-kind': s.kind, 'data-states': String(s.dimension), title: s.description },
      h('div.view', { 'aria-hidden': 'true' }),
      h('div.what', h('strong', s.name), h('span.small.soft', `${KINDS[s.kind]} · ${s.field || 'no field'}`),
        h('span.small', facts.join(' · ') || `${s.dimension} ${s.dimension === 1 ? 'state' : 'states'}`)));
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
    const { name, kind, states } = target.dataset;
    const view = target.firstChild;
    try {
      if (kind === 'pde') {
        const bytes = await api.bytes(`/systems/${encodeURIComponent(name)}/field`);
        const { field } = await import('../js/canvas.js');
        if (target.isConnected) field(view, bytes);
        return;
      }
      const points = new Float32Array(await api.bytes(`/systems/${encodeURIComponent(name)}/orbit`));
      if (!target.isConnected || closed) return;
      if (!points.length) {
        view.append(h('span.none', 'no picture'));
        return;
      }
      const { Gallery } = await import('../js/attractor.js');
      if (!target.isConnected || closed) return;
      gallery ??= new Gallery();
      gallery.add(view, points, { kind: kind === 'map' ? 'dust' : 'line', flat: Number(states) < 3 && kind !== 'delay', phase: (name.length * 0.37) % 1 - 0.5 });
    } catch {
      if (target.isConnected) view.append(h('span.none', 'no picture'));
    }
  }

  draw();
  return () => {
    closed = true;
    watcher?.disconnect();
    gallery?.close();
  };
}
