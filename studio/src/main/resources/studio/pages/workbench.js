// The workbench: type equations, see them move; compare two; watch a cloud of starts separate.
import { api } from '../js/api.js';
import { append, debounce, h, number, replace } from '../js/dom.js';
import { remember } from '../js/app.js';
import { typeset } from '../js/math.js';
import { OrbitView, TimeView } from '../js/views.js';

const EXAMPLE = `sigma = 10
rho = 28
beta = 2.6667
x' = sigma*(y - x)
y' = x*(rho - z) - y
z' = x*y - beta*z
x(0) = 1`;

export async function show(root, names, query) {
  let text = query.get('text') ?? EXAMPLE;
  if (query.get('system')) text = asText(await api.get(`/systems/${encodeURIComponent(query.get('system'))}`));
  const stage = h('div.stage');
  const series = h('div.plot');
  const about = h('div');
  const view = new OrbitView(stage, { label: 'Orbit of the typed system' });
  const plot = new TimeView(series);
  let asked;
  let mode = query.get('mode') ?? 'one';

  const first = editor(text, 'Equations');
  const second = editor(query.get('other') ?? text, 'The other system');
  const cloudSize = h('input', { type: 'number', value: '400', min: '2', max: '2000', style: 'width: 5.5rem' });
  const cloudSpread = h('input', { type: 'number', value: '0.01', min: '0', step: 'any', style: 'width: 5.5rem' });
  const modes = h('div.row', { role: 'radiogroup', 'aria-label': 'What to show' }, [['one', 'One orbit'], ['two', 'Compare two'], ['cloud', 'Cloud of starts']].map(([value, label]) =>
    h('label', h('input', { type: 'radio', name: 'mode', value, checked: value === mode, onchange: () => { mode = value; arrange(); run(); } }), ` ${label}`)));
  const points = h('input', { type: 'number', value: '4000', min: '10', max: '200000', style: 'width: 6.5rem', onchange: () => run() });
  const perPeriod = h('input', { type: 'number', value: '', placeholder: 'auto', step: 'any', style: 'width: 6rem', onchange: () => run() });
  const cloudFields = h('span', h('label', 'starts ', cloudSize), ' ', h('label', 'within ', cloudSpread), ' ');

  append(root, [
    h('h1', 'Workbench'),
    h('p.lead', 'Type equations, or paste an XPPAUT file or a system file. Names given a number become parameters; x(0) = 1 sets a start.'),
    h('div.two',
      h('div', stage, h('h2', 'Against time'), series),
      h('div', h('div.panel', modes, first.box, second.box,
        h('div.row', { style: 'margin-top: .5rem' }, h('label', 'points ', points), h('label', 'time between ', perPeriod), cloudFields,
          h('button', { type: 'button', onclick: run }, 'Run'))),
      h('div.panel', { style: 'margin-top: 1rem' }, h('strong', 'Read as'), about)))]);

  function asText(system) {
    const lines = system.parameters.map((p) => `${p.name} = ${p.value}`);
    if (system.otherParameters || !system.states) return system.equations;
    return [...lines, system.equations, ...system.initial.map((x, i) => `${system.states[i]}(0) = ${x}`)].join('\n');
  }

  function editor(content, label) {
    const area = h('textarea.mono', { rows: '11', spellcheck: 'false', 'aria-label': label, style: 'width: 100%; resize: vertical; background: transparent; position: relative; line-height: 1.5' });
    area.value = content;
    const marks = h('pre.mono', { 'aria-hidden': 'true', style: 'position: absolute; inset: 0; margin: 0; padding: .36rem .6rem; border: 1px solid transparent; color: transparent; overflow: hidden; white-space: pre-wrap; line-height: 1.5; pointer-events: none' });
    const message = h('div.small.no', { role: 'alert', style: 'min-height: 1.4em' });
    const wrap = h('div', { style: 'position: relative; margin-top: .6rem' }, marks, area);
    area.addEventListener('scroll', () => { marks.scrollTop = area.scrollTop; });
    area.addEventListener('input', debounce(() => run(), 300));
    return {
      box: h('div', wrap, message),
      get text() { return area.value; },
      fail(error) {
        const lines = area.value.split('\n');
        replace(marks);
        if (error?.line) {
          lines.forEach((line, i) => {
            if (i + 1 !== error.line) { marks.append(`${line}\n`); return; }
            const at = Math.min(Math.max(0, error.column - 1), Math.max(0, line.length - 1));
            marks.append(line.slice(0, at), h('span', { style: 'text-decoration: underline wavy var(--bad) 2px' }, line.slice(at) || ' '), '\n');
          });
          area.setAttribute('aria-invalid', 'true');
        } else {
          area.removeAttribute('aria-invalid');
        }
        message.textContent = error ? error.message : '';
      },
    };
  }

  function arrange() {
    second.box.hidden = mode !== 'two';
    cloudFields.hidden = mode !== 'cloud';
  }

  async function check(box) {
    try {
      const system = await api.post('/equations', { text: box.text, kind: 'auto' });
      box.fail(null);
      return system;
    } catch (error) {
      box.fail(error);
      return null;
    }
  }

  function request(box, system, extra = {}) {
    return { text: box.text, kind: 'auto', points: Number(points.value), every: perPeriod.value ? Number(perPeriod.value) : (system.period ? undefined : 0.02), perPeriod: 80, rtol: 1e-7, atol: 1e-9, embedding: system.kind === 'delay' ? 3 : undefined, ...extra };
  }

  async function run() {
    asked?.abort();
    asked = new AbortController();
    const mine = asked;
    const system = await check(first);
    const other = mode === 'two' ? await check(second) : null;
    if (!system || mine !== asked || (mode === 'two' && !other)) return;
    replace(about, h('p.small', h('span.chip', system.kind), ` ${system.states?.length ?? ''} ${system.states ? 'states' : ''}`), system.mathml ? h('div.equations', typeset(system.mathml)) : h('pre.mono.small', system.equations));
    remember({ text: first.text, mode: mode === 'one' ? '' : mode, other: mode === 'two' ? second.text : '' });
    try {
      const began = performance.now();
      if (mode === 'cloud') await cloudRun(system, mine);
      else {
        const answers = [await api.post('/simulate', request(first, system), mine.signal)];
        if (other) answers.push(await api.post('/simulate', request(second, other), mine.signal));
        if (mine !== asked) return;
        await draw(system, answers.map((a) => a.orbits[0]));
      }
      if (mode !== 'cloud') view.say(`${Math.round(performance.now() - began)} ms`);
    } catch (error) {
      if (error.name !== 'AbortError') first.fail(error);
    }
  }

  async function draw(system, orbits) {
    const names = orbits.length > 1 ? ['first', 'other'] : [];
    view.fresh();
    await view.show(system.kind, orbits, names);
    await plot.show(system.kind, orbits, names);
  }

  /** All starts at one time, moving: where they spread is where forecasts end. */
  async function cloudRun(system, mine) {
    const n = Number(cloudSize.value);
    const spread = Number(cloudSpread.value);
    const base = system.initial;
    let seed = 12345;
    const random = () => { seed = (1103515245 * seed + 12345) % 2147483648; return seed / 2147483648 - 0.5; };
    const starts = Array.from({ length: n }, () => base.map((x) => x + 2 * spread * random()));
    const steps = Math.max(10, Math.min(Number(points.value), Math.floor(2_500_000 / (n * base.length))));
    const answer = await api.post('/simulate', { ...request(first, system), points: Math.min(steps, 1500), starts }, mine.signal);
    if (mine !== asked) return;
    const all = answer.orbits;
    const flat = all[0].states.length < 3;
    const module = await view.ready(flat);
    if (!module) return;
    const axes = (orbit) => orbit.states.slice(0, 3);
    const { frame } = module.packed(axes(all[0]).map((_, k) => all.flatMap((o) => o.states[k])));
    const at = (i) => module.packed(axes(all[0]).map((_, k) => all.map((o) => o.states[k][i])), frame).points;
    const trail = module.living(module.packed(axes(all[0]), frame).points, { flat, moving: 0, strength: 0.18 });
    const dots = module.living(at(0), { kind: 'cloud', which: 1, flat });
    view.stage.show(trail, dots);
    view.hold();
    const spreadOver = all[0].times.map((_, i) => {
      let sum = 0;
      for (let k = 0; k < all[0].states.length; k++) {
        const mean = all.reduce((s, o) => s + o.states[k][i], 0) / n;
        sum += all.reduce((s, o) => s + (o.states[k][i] - mean) ** 2, 0) / n;
      }
      return Math.sqrt(sum);
    });
    await plot.lines(all[0].times, [{ name: 'spread of the cloud', values: spreadOver.map((v) => Math.max(v, 1e-300)) }], { xLabel: 'time', yLabel: 'spread', log: true });
    const began = performance.now();
    const total = all[0].times.length;
    const move = () => {
      if (mine !== asked || !stage.isConnected) return;
      const i = Math.floor(((performance.now() - began) / 1000) * 60) % total;
      const place = dots.children[0].geometry.attributes.position;
      place.array.set(at(i));
      place.needsUpdate = true;
      view.say(`time ${number(all[0].times[i])}, spread ${number(spreadOver[i])}`);
      requestAnimationFrame(move);
    };
    move();
  }

  arrange();
  run();
  return () => {
    asked?.abort();
    asked = undefined;
    view.close();
    plot.close();
  };
}
