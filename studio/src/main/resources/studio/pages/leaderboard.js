// The leaderboard of a comparison, and the forecasts of one of its systems.
import { api } from '../js/api.js';
import { h, number, replace } from '../js/dom.js';
import { remember } from '../js/app.js';

const NAMES = { validLyapunovTimes: 'valid time, Lyapunov times', validPeriods: 'valid time, periods' };

export async function show(root, names, query) {
  const boards = await api.get('/boards');
  if (!boards.length) {
    root.append(h('h1', 'Leaderboard'), h('p.empty', 'No comparison has been run here yet. ', h('button', { type: 'button', onclick: startBench }, 'Compare the quick models now'),
      h('br'), h('span.small', 'About five minutes on two processors; ./separatrix bench does the same.')));
    return undefined;
  }
  let id = boards.some((b) => b.id === query.get('run')) ? query.get('run') : boards[0].id;
  let metric = query.get('metric') ?? '';
  let order = { by: 'meanRank', down: false };
  let plot;
  let opened = false;
  let higher = true;
  const table = h('div.panel.scroll');
  const controls = h('div.row');
  const drill = h('div');
  root.append(h('h1', 'Leaderboard'), h('p.lead', 'Medians over systems with bootstrap intervals at 95 %. Click a column to sort, a system to see its forecasts.'), controls, h('div', { style: 'height: .8rem' }), table, drill);

  async function load() {
    let board;
    try {
      board = await api.get(`/boards/${id}${metric ? `?metric=${metric}` : ''}`);
    } catch (error) {
      replace(table, h('div.problem', error.message));
      return;
    }
    metric = board.standing.metric;
    higher = board.standing.higherIsBetter;
    remember({ run: id, metric });
    replace(controls,
      h('label', 'Run ', h('select', { onchange: (e) => { id = e.target.value; load(); } }, boards.map((b) => h('option', { value: b.id, selected: b.id === id }, b.id)))),
      h('label', 'Score ', h('select', { onchange: (e) => { metric = e.target.value; load(); } }, board.metrics.map((m) => h('option', { value: m, selected: m === metric }, NAMES[m] ?? m)))),
      h('span.soft', `${board.counted} of ${board.tried} forecasts count`),
      h('span.soft', 'Systems: ', board.systems.map((s) => [h('a', { href: '#', onclick: (e) => { e.preventDefault(); look(s); } }, s), ' '])));
    draw(board.standing);
  }

  function draw(standing) {
    const columns = [['model', 'Model'], ['median', 'Median'], ['low', '95 % interval'], ['meanRank', 'Mean rank'], ['wins', 'Wins'], ['failed', 'Failed'], ['seconds', 'Seconds']];
    const value = (x) => (typeof x === 'string' && !Number.isNaN(Number(x)) ? Number(x) : x === 'NaN' ? Infinity : x);
    const rows = [...standing.rows].sort((a, b) => {
      const [x, y] = [value(a[order.by]), value(b[order.by])];
      const less = typeof x === 'string' ? x.localeCompare(y) : x - y;
      return order.down ? -less : less;
    });
    const best = Math.max(...standing.rows.map((r) => (Number.isFinite(value(r.high)) ? value(r.high) : 0)), 1e-12);
    replace(table, h('table', h('thead', h('tr', columns.map(([key, text]) => h('th', { class: key === 'model' ? '' : 'number', 'aria-sort': order.by === key ? (order.down ? 'descending' : 'ascending') : 'none' },
      h('button', { type: 'button', onclick: () => { order = { by: key, down: order.by === key && !order.down }; draw(standing); } }, text, order.by === key ? (order.down ? ' ↓' : ' ↑') : ''))), h('th', ''))),
    h('tbody', rows.map((r) => h('tr', h('td', r.model), h('td.number', shown(r.median)), h('td.number', `${shown(r.low)} to ${shown(r.high)}`), h('td.number', shown(r.meanRank)), h('td.number', shown(r.wins)), h('td.number', String(r.failed)), h('td.number', shown(r.seconds)), h('td', { style: 'width: 22%; min-width: 120px' }, interval(r, best, value)))))),
    standing.difference && h('details', { open: opened, ontoggle: (e) => { opened = e.target.open; } }, h('summary', 'Which differences are more than chance'),
      h('div.ranks', h('img', { src: api.address(`/boards/${encodeURIComponent(id)}/ranks.svg?metric=${encodeURIComponent(metric)}`), loading: 'lazy', alt: `Mean ranks with the critical difference: ${standing.rows.map((r) => `${r.model} ${shown(r.meanRank)}`).join(', ')}` }))),
    standing.difference && h('p.small.soft', `Nemenyi: mean ranks that differ by less than ${number(standing.difference.value ?? standing.difference.difference)} do not differ at 5 %. ${standing.higherIsBetter ? 'Higher is better.' : 'Lower is better.'}`));
  }

  function shown(x) {
    return x === 'NaN' ? 'not ranked' : typeof x === 'string' ? x.replace('Infinity', '∞') : number(x);
  }

  function interval(row, best, value) {
    const at = (x) => `${Math.min(100, (100 * Math.max(0, value(x))) / best)}%`;
    return h('div', { style: 'position: relative; height: 14px', title: `${shown(row.low)} to ${shown(row.high)}` },
      h('div', { style: `position: absolute; top: 6px; height: 2px; background: var(--accent); left: ${at(row.low)}; right: calc(100% - ${at(row.high)})` }),
      h('div', { style: `position: absolute; top: 3px; width: 8px; height: 8px; border-radius: 4px; background: var(--accent); left: calc(${at(row.median)} - 4px)` }));
  }

  async function look(system) {
    plot?.close();
    replace(drill, h('p.waiting', 'Loading…'));
    try {
      const { truth, forecasts } = await api.get(`/boards/${id}/systems/${encodeURIComponent(system)}`);
      const first = forecasts.filter((f) => f.seed === 0);
      const better = (f) => (f.failure ? Infinity : (higher ? -1 : 1) * Number(f.metrics[metric] ?? NaN));
      first.sort((a, b) => (better(a) - better(b)) || a.model.localeCompare(b.model));
      const good = first.filter((f) => f.details.forecast?.length);
      const picked = new Set(good.slice(0, 3).map((f) => f.model));
      const box = h('div.plot');
      const { lines } = await import('../js/plot.js');
      const redraw = () => {
        plot?.close();
        replace(box);
        const shownModels = good.filter((f) => picked.has(f.model));
        const n = Math.max(truth?.y.length ?? 0, ...shownModels.map((f) => f.details.forecast.length), 2);
        const value = (x) => (typeof x === 'number' ? x : null);
        plot = lines(box, {
          x: Array.from({ length: n }, (_, i) => i + 1),
          series: [...(truth ? [{ name: 'truth', values: truth.y.map(value), colour: '#8a97a0', width: 2.4, dash: [6, 4] }] : []),
            ...shownModels.map((f) => ({ name: f.model, values: f.details.forecast.map((row) => value(row[0])) }))],
          xLabel: 'rows after the history', yLabel: 'first channel', height: 320 });
      };
      replace(drill, h('h2', { id: 'drill' }, `Forecasts of ${system}`), box,
        !truth && h('p.small.soft', 'The truth is shown when the comparison has finished.'),
        h('div.scroll.panel', { style: 'margin-top: .8rem' }, h('table', h('thead', h('tr', ['', 'Model', NAMES[metric] ?? metric, 'Seconds', 'Settings'].map((t) => h('th', t)))),
          h('tbody', first.map((f) => h('tr',
            h('td', f.details.forecast?.length && h('input', { type: 'checkbox', 'aria-label': `Show ${f.model}`, checked: picked.has(f.model), onchange: (e) => { e.target.checked ? picked.add(f.model) : picked.delete(f.model); redraw(); } })),
            h('td', f.model), h('td.number', f.failure ? '' : shown(f.metrics[metric])), h('td.number', number(f.seconds)), h('td.small', f.failure || f.details.settings)))))));
      redraw();
      drill.scrollIntoView({ block: 'start' });
    } catch (error) {
      replace(drill, h('div.problem', error.message));
    }
  }

  await load();
  return () => plot?.close();
}

async function startBench() {
  await api.post('/jobs', { kind: 'BENCH', seed: 0, settings: {}, tune: false, steps: 1, backtest: 0 });
  location.hash = '#/learn';
}
