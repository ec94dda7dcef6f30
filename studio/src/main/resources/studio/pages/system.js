// One system: its attractor with sliders, its equations, scales and invariants.
import { api } from '../js/api.js';
import { debounce, estimate, h, number, replace, toast } from '../js/dom.js';
import { remember } from '../js/app.js';
import { typeset } from '../js/math.js';

const POINTS = 4000;

export async function show(root, [name], query) {
  const system = await api.get(`/systems/${encodeURIComponent(name)}`);
  const values = Object.fromEntries(system.parameters.map((p) => [p.name, Number(query.get(p.name) ?? p.value)]));
  const initial = query.get('initial')?.split(',').map(Number) ?? system.initial;
  const camera = query.get('camera')?.split(',').map(Number);
  const stage = h('div.stage', { id: 'stage' }, h('span.note', { role: 'status' }));
  const note = stage.querySelector('.note');
  const series = h('div.plot');
  const problem = h('div');
  let view;
  let plot;
  let frame;
  let asked;

  root.append(
    h('p.small', h('a', { href: '#/systems' }, '← Catalogue')),
    h('div.row.spread', h('div', h('h1', system.name), h('p.lead', system.description)),
      h('div.row', h('span.chip', system.kind), system.field && h('span.chip', system.field), system.tags.map((t) => h('span.chip', t)))),
    h('div.two',
      h('div', stage, problem, h('h2', 'Against time'), series, looks()),
      h('div', sliders(), equations(), invariants())));

  function sliders() {
    const panel = h('div.panel', h('div.row.spread', h('strong', 'Parameters'),
      h('span', h('button.quiet', { type: 'button', onclick: reset }, 'Reset'),
        h('button.quiet', { type: 'button', onclick: copyLink }, 'Copy link'))));
    for (const p of system.parameters) {
      const [low, high] = range(p.value);
      const slider = h('input', { type: 'range', min: String(low), max: String(high), step: 'any', value: String(values[p.name]), 'aria-label': p.name });
      const box = h('input', { type: 'number', step: 'any', value: String(values[p.name]), 'aria-label': `${p.name}, as a number` });
      slider.addEventListener('input', () => { values[p.name] = Number(slider.value); box.value = number(values[p.name]); move(); });
      box.addEventListener('change', () => { values[p.name] = Number(box.value); slider.value = box.value; move(); });
      panel.append(h('div.slider', h('label', p.name), slider, box));
    }
    if (!system.parameters.length) panel.append(h('p.soft.small', 'It has no parameters with a single value.'));
    if (system.initial.length && system.initial.length <= 12) {
      panel.append(h('h3', 'Start'), h('div.row', initial.map((x, i) =>
        h('label', `${system.states?.[i] ?? i} `, h('input', { type: 'number', step: 'any', value: String(x), style: 'width: 6.5rem', onchange: (e) => { initial[i] = Number(e.target.value); move(); } })))));
    }
    panel.append(h('h3', 'Take it with you'), h('div.row', ['csv', 'npz', 'parquet'].map((format) =>
      h('button.plain', { type: 'button', onclick: () => download(format) }, format)),
      h('a.button.plain', { href: `#/workbench?system=${encodeURIComponent(name)}` }, 'Open in the workbench')));
    return panel;
  }

  /** Views that take a moment, on demand. */
  function looks() {
    if (system.kind === 'pde' || system.kind === 'jump') return null;
    const box = h('div');
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
    const i = system.invariants;
    const rows = [['Lyapunov exponents', i.lyapunov.slice(0, 5).map(estimate).join(',  ')], ['Kaplan–Yorke dimension', estimate(i.kaplanYorke)], ['Correlation dimension', estimate(i.correlation)], ['Pesin entropy', estimate(i.pesin)], ['Dominant period', estimate(i.period)]].filter(([, v]) => v);
    return h('div.panel', { style: 'margin-top: 1rem' }, h('strong', 'Invariants'),
      rows.length ? h('table', rows.map(([k, v]) => h('tr', h('td.soft', k), h('td.mono', v)))) : h('p.soft.small', 'None are known for this kind of system.'),
      system.notes.map((n) => h('p.small.soft', n)),
      h('p.small.soft', 'At the catalogue\'s parameters, with standard errors, computed by this program.'));
  }

  function range(value) {
    if (value === 0) return [-1, 1];
    const span = Math.abs(value);
    return [value - span, value + span];
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
    save();
    try {
      await navigator.clipboard.writeText(location.href);
      toast('The link restores these parameters and this view.');
    } catch {
      toast('The address of this page is the link.');
    }
  }

  function save() {
    remember({ ...changed(), initial: String(initial) === String(system.initial) ? '' : initial.join(','), camera: view && !view.controls.autoRotate ? view.view.join(',') : '' });
  }

  async function download(format) {
    try {
      await api.save(`/simulate/file/${format}`, request(20000), `${name}.${format}`);
    } catch (error) {
      replace(problem, h('div.problem', error.message));
    }
  }

  const settle = debounce(save, 400);

  async function move() {
    asked?.abort();
    asked = new AbortController();
    const mine = asked;
    try {
      const began = performance.now();
      const answer = await api.post('/simulate', request(POINTS), mine.signal);
      if (mine !== asked) return;
      draw(answer.orbits[0], performance.now() - began);
      replace(problem);
      settle();
    } catch (error) {
      if (error.name !== 'AbortError') replace(problem, h('div.problem', error.message));
    }
  }

  async function draw(orbit, milliseconds) {
    note.textContent = `${orbit.times.length} points in ${Math.round(milliseconds)} ms`;
    if (system.kind === 'pde') {
      const { heat } = await import('../js/canvas.js');
      const every = Math.max(1, Math.floor(orbit.times.length / 300));
      const rows = [];
      for (let i = 0; i < orbit.times.length; i += every) rows.push(orbit.states.map((c) => c[i]));
      const picture = stage.querySelector('.field') ?? stage.insertBefore(h('div.field'), note);
      heat(picture, rows, { height: stage.clientHeight });
    } else {
      const { Stage, cloud, packed } = await import('../js/attractor.js');
      const columns = orbit.states.length === 1 ? [orbit.states[0].slice(0, -1), orbit.states[0].slice(1)] : orbit.states;
      const made = packed(columns, frame);
      if (!view) {
        view = new Stage(stage, camera);
        view.renderer.domElement.setAttribute('aria-label', `Attractor of ${name}`);
        frame = made.frame;
        view.controls.addEventListener('end', settle);
      }
      view.show(cloud(made.points));
    }
    const { lines } = await import('../js/plot.js');
    const shown = Math.min(1200, orbit.times.length);
    const firsts = system.kind === 'pde' ? orbit.states.filter((_, i) => i % Math.ceil(orbit.states.length / 4) === 0) : orbit.states;
    const data = orbit.states.slice(0, 4).map((c, i) => ({ name: orbit.names[i], values: c.slice(0, shown) }));
    if (plot) plot.set(orbit.times.slice(0, shown), data.map((d) => d.values));
    else plot = lines(series, { x: orbit.times.slice(0, shown), series: data, xLabel: system.kind === 'map' ? 'step' : 'time', yLabel: 'state' });
  }

  move();
  return () => {
    asked?.abort();
    view?.close();
    plot?.close();
  };
}
