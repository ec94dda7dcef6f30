// Every run of the store: search, read, compare side by side, remove with undo.
import { api } from '../js/api.js';
import { append, debounce, h, replace, toast } from '../js/dom.js';
import { remember } from '../js/app.js';

export async function show(root, names, query) {
  if (names.length === 1) return one(root, names[0]);
  if (names.length === 2) return two(root, names);
  return all(root, query);
}

async function all(root, query) {
  let runs = await api.get('/runs');
  let text = query.get('q') ?? '';
  const picked = new Set();
  const table = h('div.panel.scroll');
  const compare = h('button.plain', { type: 'button', disabled: true, onclick: () => { location.hash = `#/runs/${[...picked].join('/')}`; } }, 'Side by side');
  root.append(
    h('h1', 'Runs'),
    h('p.lead', 'Everything that was run here, by the studio or the command line.'),
    h('div.row', h('input', { type: 'search', placeholder: 'Search', 'aria-label': 'Search runs', value: text, oninput: debounce((e) => { text = e.target.value; remember({ q: text }); draw(); }, 120) }), compare, h('span.soft', 'Tick two to compare them.')),
    h('div', { style: 'height: .8rem' }), table);

  function draw() {
    const words = text.toLowerCase().split(/\s+/).filter(Boolean);
    const shown = runs.filter((r) => words.every((w) => `${r.id} ${r.title} ${r.state} ${r.command}`.toLowerCase().includes(w)));
    if (!shown.length) {
      replace(table, h('p.empty', runs.length ? 'No run matches.' : 'Nothing has been run yet. Start with Learn or Methods.'));
      return;
    }
    replace(table, h('table', h('thead', h('tr', ['', 'Run', 'What', 'State', 'Claims', ''].map((t) => h('th', t)))), h('tbody', shown.slice(0, 500).map(row))));
  }

  function row(r) {
    return h('tr',
      h('td', h('input', { type: 'checkbox', 'aria-label': `Compare ${r.id}`, checked: picked.has(r.id), onchange: (e) => { e.target.checked ? picked.add(r.id) : picked.delete(r.id); compare.disabled = picked.size !== 2; } })),
      h('td', h('a', { href: `#/runs/${r.id}` }, r.id), h('br'), h('span.small.soft', r.started.replace('T', ' '))),
      h('td', r.title || r.kind, h('br'), h('span.small.soft.mono', r.command.length > 90 ? `${r.command.slice(0, 90)}…` : r.command)),
      h('td', h('span.chip', r.state)),
      h('td', r.claims ? h('span', { class: r.held === r.claims ? 'yes' : 'no' }, `${r.held} of ${r.claims} hold`) : ''),
      h('td', h('button.quiet', { type: 'button', 'aria-label': `Remove ${r.id}`, onclick: () => remove(r) }, 'Remove')));
  }

  async function remove(r) {
    try {
      await api.remove(`/runs/${r.id}`);
      runs = runs.filter((other) => other !== r);
      picked.delete(r.id);
      draw();
      toast(`Removed ${r.id}.`, { label: 'Undo', run: async () => { await api.post(`/runs/${r.id}/restore`, {}); runs = await api.get('/runs'); draw(); } });
    } catch (error) {
      toast(error.message);
    }
  }

  draw();
}

function frame(id) {
  return h('iframe', { src: api.address(`/runs/${id}/report.html`), title: `Report of ${id}`, style: 'width: 100%; height: 78vh; border: 1px solid var(--line); border-radius: 10px; background: white', sandbox: 'allow-scripts' });
}

async function one(root, id) {
  const { run, facts, files } = await api.get(`/runs/${id}`);
  const steps = h('input', { type: 'number', value: '500', min: '1', max: '100000', style: 'width: 6.5rem' });
  const forecast = h('div');
  append(root, [
    h('p.small', h('a', { href: '#/runs' }, '← Runs')),
    h('div.row.spread', h('h1', run.title || run.id), h('span.chip', run.state)),
    h('p.lead', run.summary),
    files.some((f) => f.name === 'model.json') && h('div.row', h('label', 'Forecast ', steps, ' rows'), h('button', { type: 'button', onclick: () => ahead(id, Number(steps.value), forecast) }, 'Forecast')),
    forecast,
    run.state === 'finished' ? frame(id) : h('p.empty', 'It has no report: it did not finish.'),
    h('div.two', { style: 'margin-top: 1rem' },
      h('div.panel', h('strong', 'Files'), h('table', files.map((f) => h('tr', h('td', h('a', { href: api.address(`/runs/${id}/files/${encodeURIComponent(f.name)}`), download: f.name }, f.name)), h('td.number', `${(f.bytes / 1024).toFixed(1)} kB`))))),
      h('div.panel', h('strong', 'Where it comes from'), h('p.mono.small', `./separatrix ${run.command}`), h('table', Object.entries(facts).map(([k, v]) => h('tr', h('td.soft.small', k), h('td.small.mono', v))))))]);
}

async function ahead(id, steps, box) {
  try {
    const answer = await api.post('/forecast', { run: id, steps });
    const plotBox = h('div.plot', { style: 'margin: .8rem 0' });
    replace(box, plotBox);
    const { lines } = await import('../js/plot.js');
    lines(plotBox, { x: answer.times, series: answer.states.slice(0, 4).map((values, i) => ({ name: answer.names[i], values })), xLabel: 'time', yLabel: 'forecast' });
  } catch (error) {
    replace(box, h('div.problem', error.message));
  }
}

async function two(root, ids) {
  root.append(h('p.small', h('a', { href: '#/runs' }, '← Runs')), h('h1', 'Side by side'),
    h('div', { style: 'display: grid; grid-template-columns: 1fr 1fr; gap: 1rem' }, ids.map((id) => h('div', h('h3', id), frame(id)))));
}
