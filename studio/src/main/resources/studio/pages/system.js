// One system: its attractor with sliders, its equations, scales and invariants.
import { api } from '../js/api.js';
import { debounce, estimate, h, number, replace, toast } from '../js/dom.js';
import { latest, OrbitView, slider, TimeView } from '../js/views.js';
import { remember } from '../js/app.js';
import { typeset } from '../js/math.js';

const POINTS = 4000;
const PATHS = 4;

export async function show(root, [name], query) {
  const system = await api.get(`/systems/${encodeURIComponent(name)}`);
  const values = Object.fromEntries(system.parameters.map((p) => [p.name, Number(query.get(p.name) ?? p.value)]));
  const initial = query.get('initial')?.split(',').map(Number) ?? [...system.initial];
  const camera = query.get('camera')?.split(',').map(Number);
  // Chance has many paths; one alone would pass for the answer.
  const chance = system.kind === 'stochastic' || system.kind === 'jump';
  const stage = h('div.stage', { id: 'stage' });
  const series = h('div.plot');
  const settle = debounce(save, 400);
  const view = new OrbitView(stage, { camera: camera?.length === 3 && camera.every(Number.isFinite) ? camera : undefined, label: `Orbit of ${name}`, settled: settle });
  const times = new TimeView(series);
  let closed = false;
  const move = latest(simulate);

  root.append(
    h('p.small.back', h('a', { href: '#/systems' }, '← Catalogue')),
    h('div.row.spread', h('h1', system.name),
      h('div.row', h('span.chip', system.kind), system.field && h('span.chip', system.field), system.tags.map((t) => h('span.chip', t)))),
    h('p.lead', system.description),
    h('div.two',
      h('div', stage, h('h2', 'Against time'), series, looks()),
      h('div', sliders(), equations(), invariants())));

  function sliders() {
    const panel = h('div.panel', h('div.row.spread', h('strong', 'Parameters'),
      h('span', h('button.quiet', { type: 'button', onclick: reset }, 'Reset'),
        h('button.quiet', { type: 'button', onclick: copyLink }, 'Copy link'))));
    for (const p of system.parameters) panel.append(slider(p.name, values[p.name], p.value, (x) => { values[p.name] = x; move(); }));
    if (!system.parameters.length) panel.append(h('p.soft.small', 'It has no parameters with a single value.'));
    if (system.initial.length && system.initial.length <= 12) {
      panel.append(h('h3', 'Start'), h('div.row', initial.map((x, i) =>
        h('label', h('span.mono', system.states?.[i] ?? String(i)), ' ', h('input', { type: 'number', step: 'any', value: String(Number(x.toPrecision(6))), style: 'width: 6.8rem', onchange: (e) => { initial[i] = Number(e.target.value); move(); } })))));
    }
    panel.append(h('h3', 'Take it with you'), h('div.row', ['csv', 'npz', 'parquet'].map((format) =>
      h('button.plain', { type: 'button', onclick: () => download(format), title: '20 000 points' }, { csv: 'CSV', npz: 'NPZ', parquet: 'Parquet' }[format])),
      h('a.button.plain', { href: `#/workbench?system=${encodeURIComponent(name)}` }, 'Open in the workbench')));
    return panel;
  }

  /** Views that take a moment, on demand. */
  function looks() {
    if (system.kind === 'pde' || system.kind === 'jump') return null;
    const box = h('div', { 'aria-live': 'polite' });
    const state = h('select', { 'aria-label': 'State' }, (system.states ?? []).slice(0, 12).map((x) => h('option', { value: x }, x)));
    const parameter = h('select', { 'aria-label': 'Parameter' }, system.parameters.map((p) => h('option', { value: p.name, selected: p.name === 'rho' }, p.name)));
    const from = h('input', { type: 'number', step: 'any', 'aria-label': 'From', style: 'width: 6rem' });
    const to = h('input', { type: 'number', step: 'any', 'aria-label': 'To', style: 'width: 6rem' });
    const ends = () => {
      const value = values[parameter.value] ?? 1;
      from.value = number(value - 0.5 * Math.abs(value || 1));
      to.value = number(value + 0.5 * Math.abs(value || 1));
    };
    parameter.addEventListener('change', ends);
    ends();
    const ask = (kind, extra, draw) => async () => {
      replace(box, h('p.waiting', 'Computing…'));
      try {
        const { points, perPeriod, rtol, atol, observables, embedding, ...draft } = request(0);
        const answer = await api.post(`/analysis/${kind}`, { ...draft, state: state.value || undefined, ...extra() });
        const plotBox = h('div.plot');
        replace(box, plotBox);
        await draw(plotBox, answer);
      } catch (error) {
        replace(box, h('div.problem', error.message));
      }
    };
    const points = async (plotBox, p, label) => {
      const { scatter } = await import('../js/canvas.js');
      scatter(plotBox, { clouds: [{ xs: p.xs, ys: p.ys }], x: p.x, y: p.y, height: 380, label });
    };
    return h('section', h('h2', 'Look closer'),
      h('div.panel',
        h('div.row', h('label', 'state ', state),
          h('button.plain', { type: 'button', onclick: ask('spectrum', () => ({}), async (plotBox, p) => {
            const { lines } = await import('../js/plot.js');
            lines(plotBox, { x: p.xs.slice(1), series: [{ name: p.y, values: p.ys.slice(1).map((v) => Math.max(v, 1e-300)) }], xLabel: 'frequency', yLabel: 'density', log: true, height: 300 });
          }) }, 'Spectrum'),
          system.kind === 'flow' && h('button.plain', { type: 'button', onclick: ask('section', () => ({ crossings: 2500 }), (plotBox, a) => points(plotBox, a.points, `Section ${a.state} = ${number(a.level)}`)) }, 'Poincaré section'),
          h('button.plain', { type: 'button', onclick: ask('exponents', () => ({ periods: 300 }), (plotBox, a) => {
            plotBox.style.minHeight = '0';
            replace(plotBox, h('table', a.exponents.slice(0, 8).map((e, i) => h('tr', h('td.soft', `λ${i + 1}`), h('td.mono', estimate(e))))), h('p.small.soft', `At these parameters, over ${a.periods} periods.`));
          }) }, 'Lyapunov exponents')),
        system.parameters.length > 0 && h('div.row', { style: 'margin-top: .6rem' }, h('label', 'vary ', parameter), h('label', 'from ', from), h('label', 'to ', to),
          h('button.plain', { type: 'button', onclick: ask('diagram', () => ({ parameter: parameter.value, from: Number(from.value), to: Number(to.value), values: 300 }), (plotBox, p) => points(plotBox, p, `Bifurcation diagram over ${p.x}`)) }, 'Bifurcation diagram')),
        h('div', { style: 'margin-top: .6rem' }, box)));
  }

  function equations() {
    return h('div.panel', { style: 'margin-top: 1rem' }, h('strong', 'Equations'),
      system.mathml ? h('div.equations', typeset(system.mathml)) : h('pre.equations.mono', system.equations),
      h('details', h('summary.small.soft', 'As text and LaTeX'), h('pre.mono.small', system.equations), system.latex && h('pre.mono.small', { style: 'white-space: pre-wrap' }, system.latex)), system.citation && h('p.small.soft', system.citation));
  }

  function invariants() {
    const [here, there] = [system.invariants, system.published];
    const list = (all) => h('span', all.slice(0, 6).map((e) => h('div', estimate(e))));
    const rows = [['Lyapunov exponents', here.lyapunov.length ? list(here.lyapunov) : '', there.lyapunov.length ? list(there.lyapunov) : ''],
      ...[['Kaplan–Yorke dimension', 'kaplanYorke'], ['Correlation dimension', 'correlation'], ['Pesin entropy', 'pesin'], ['Dominant period', 'period']].map(([text, key]) => [text, estimate(here[key]), estimate(there[key])])].filter(([, a, b]) => a || b);
    const published = rows.some(([, , b]) => b);
    return h('div.panel', { style: 'margin-top: 1rem' }, h('strong', 'Invariants'),
      rows.length
        ? h('div.scroll', h('table', h('thead', h('tr', h('th', ''), h('th', 'Here'), published && h('th', 'Published'))), h('tbody', rows.map(([k, a, b]) => h('tr', h('td.soft', k), h('td.mono', a), published && h('td.mono', b))))))
        : h('p.soft.small', 'None are known for this kind of system.'),
      system.notes.map((n) => h('p.small.soft', n)),
      system.remarks && h('p.small.soft', system.remarks),
      rows.length > 0 && h('p.small.soft', 'Here: at the catalogue\'s parameters, with standard errors, computed by this program.', published && system.publishedSource ? ` Published: ${system.publishedSource}.` : ''));
  }

  function changed() {
    return Object.fromEntries(system.parameters.filter((p) => values[p.name] !== p.value).map((p) => [p.name, values[p.name]]));
  }

  function request(points) {
    return { system: name, parameters: changed(), initial: initial.length ? initial : undefined, points: system.kind === 'pde' ? 400 : points, perPeriod: system.kind === 'pde' ? 12 : 80, rtol: 1e-7, atol: 1e-9, observables: system.kind === 'flow', embedding: system.kind === 'delay' ? 3 : undefined };
  }

  function reset() {
    location.hash = `#/systems/${encodeURIComponent(name)}`;
    window.dispatchEvent(new HashChangeEvent('hashchange'));
  }

  async function copyLink() {
    view.hold();
    save();
    try {
      await navigator.clipboard.writeText(location.href);
      toast('Copied. The link restores these parameters and this view.');
    } catch {
      toast('The address of this page is the link.');
    }
  }

  function save() {
    if (!closed) remember({ ...changed(), initial: String(initial) === String(system.initial) ? '' : initial.join(','), camera: view.view?.join(',') });
  }

  async function download(format) {
    try {
      await api.save(`/simulate/file/${format}`, request(20000), `${name}.${format}`);
    } catch (error) {
      toast(error.message);
    }
  }

  async function simulate() {
    if (closed) return;
    try {
      const began = performance.now();
      const wanted = request(chance ? 1200 : POINTS);
      if (chance && initial.length) Object.assign(wanted, { starts: Array.from({ length: PATHS }, () => initial) });
      const { orbits } = await api.post('/simulate', wanted);
      if (closed) return;
      const milliseconds = performance.now() - began;
      await view.show(system.kind, orbits);
      if (closed) return;
      view.say(`${orbits.length > 1 ? `${orbits.length} paths of ` : ''}${orbits[0].times.length} points in ${Math.round(milliseconds)} ms`);
      await times.show(system.kind, orbits);
      settle();
    } catch (error) {
      if (!closed) view.fail(error, ' ', h('button.plain', { type: 'button', onclick: reset }, 'Back to the catalogue\'s values'));
    }
  }

  view.say('Computing…');
  move();
  return () => {
    closed = true;
    view.close();
    times.close();
  };
}
