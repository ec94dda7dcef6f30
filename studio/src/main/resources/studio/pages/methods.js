// The research methods, and a page for each.
import { api } from '../js/api.js';
import { append, h, replace, toast } from '../js/dom.js';

export async function show(root, [name]) {
  return name ? one(root, name) : all(root);
}

function state(claims, run) {
  if (!run) return h('span.unknown', 'not yet measured here');
  const held = claims.filter((c) => c.holds).length;
  return h('span', { class: held === claims.length ? 'yes' : 'no' }, `${held} of ${claims.length} hold`);
}

async function all(root) {
  const methods = await api.get('/methods');
  root.append(
    h('h1', 'Methods'),
    h('p.lead', 'Each carries an experiment that ends in claims: what the paper says, what was measured here, whether it holds.'),
    h('div.scroll.panel', h('table',
      h('thead', h('tr', ['No', 'Method', 'What it is', 'Claims, as last measured here'].map((t) => h('th', t)))),
      h('tbody', methods.map((m) => h('tr',
        h('td.mono', String(m.card.number).padStart(2, '0')),
        h('td', h('a', { href: `#/methods/${m.card.name}` }, m.card.name)),
        h('td', m.card.title),
        h('td', state(m.claims, m.run))))))));
}

async function one(root, name) {
  const { method, quick, full } = await api.get(`/methods/${encodeURIComponent(name)}`);
  const problem = h('div', { role: 'alert' });
  const seed = h('input', { type: 'number', value: '0', style: 'width: 6rem' });
  const preset = h('select', h('option', { value: 'quick' }, 'quick: minutes'), h('option', { value: 'full' }, 'full: the paper\'s scale'));
  const fields = h('form', { onsubmit: (e) => e.preventDefault() }, quick.map((s) => h('div.row', { style: 'margin: .3rem 0' },
    h('label.mono', { style: 'width: 13rem' }, s.name), h('input', { name: s.name, value: s.value, 'data-default': s.value, size: 22, 'aria-label': s.name }),
    h('span.small.soft', { style: 'flex: 1; min-width: 12rem' }, s.description, full.find((f) => f.name === s.name)?.value !== s.value ? ` (full: ${short(full.find((f) => f.name === s.name)?.value)})` : ''))));

  async function start() {
    replace(problem);
    const settings = {};
    for (const input of fields.querySelectorAll('[data-default]')) if (input.value !== input.dataset.default) settings[input.name] = input.value;
    try {
      await api.post('/jobs', { kind: 'EXPERIMENT', name: method.card.name, preset: preset.value, seed: Number(seed.value), settings, tune: false, steps: 1, backtest: 0 });
      toast('It has been started.', { label: 'Watch it', run: () => { location.hash = '#/learn'; } });
    } catch (error) {
      replace(problem, h('div.problem', error.message));
    }
  }

  append(root, [
    h('p.small', h('a', { href: '#/methods' }, '← Methods')),
    h('h1', `${method.card.number}. ${method.card.title}`),
    h('p.lead', method.card.summary),
    method.card.equation && h('pre.formula', { 'aria-label': 'The equation that matters' }, method.card.equation),
    h('p.small.soft', method.card.citation),
    h('div.two',
      h('div.panel', h('div.row.spread', h('strong', 'Claims'), method.run && h('a', { href: `#/runs/${method.run}` }, 'Whole report')),
        method.claims.length
          ? h('div.scroll', h('table', h('thead', h('tr', ['', 'Claim', 'Expected', 'Measured'].map((t) => h('th', t)))),
            h('tbody', method.claims.map((c) => h('tr', h('td', { class: c.holds ? 'yes' : 'no' }, c.holds ? '✓ holds' : '✗ does not'), h('td', h('span.mono', c.name), h('br'), c.statement), h('td.mono', c.expected), h('td.mono', c.measured))))))
          : h('p.empty', 'Not measured on this machine yet. Run it to see.')),
      h('div.panel', h('strong', 'Run it'), h('div.row', { style: 'margin: .6rem 0' }, preset, h('label', 'seed ', seed), h('button', { type: 'button', onclick: start }, 'Run')), problem,
        h('details', h('summary', `${quick.length} settings`), fields)))]);
}

function short(text = '') {
  return text.length > 40 ? `${text.slice(0, 40)}…` : text;
}
