// What suits each kind of system: orbits in space, iterates, paths, jumps, fields; and all against time.
import { h, number } from './dom.js';

/** States of a jump process hold until the next jump: corners instead of slopes. */
function stepped(times, values) {
  const n = times.length;
  const [t, x] = [new Array(2 * n - 1), new Array(2 * n - 1)];
  for (let i = 0; i < n; i++) {
    t[2 * i] = times[i];
    x[2 * i] = values[i];
    if (i + 1 < n) {
      t[2 * i + 1] = times[i + 1];
      x[2 * i + 1] = values[i];
    }
  }
  return [t, x];
}

/** The two or three columns to draw: a state alone against time, or against its next iterate. */
function columns(kind, orbit) {
  const s = orbit.states;
  if (s.length > 1) return s.slice(0, 3);
  if (kind === 'map') return [s[0].slice(0, -1), s[0].slice(1)];
  return kind === 'jump' ? stepped(orbit.times, s[0]) : [orbit.times, s[0]];
}

/** The large view of a page; keeps its scale while parameters move. */
export class OrbitView {
  constructor(element, { camera, label, settled = () => {} } = {}) {
    Object.assign(this, { element, camera, label, settled });
    this.note = h('span.note', { role: 'status' });
    this.legend = h('span.legend');
    this.home = h('button.quiet', { type: 'button', title: 'The first view again', onclick: () => { this.stage?.home(); settled(); } }, 'Reset view');
    this.full = h('button.quiet', { type: 'button', title: 'Fill the screen', onclick: () => (document.fullscreenElement ? document.exitFullscreen() : element.requestFullscreen?.()) }, 'Full screen');
    element.append(this.note, this.legend, h('div.tools', this.home, this.full));
    this.problem = h('div.problem', { role: 'alert', hidden: true });
    element.append(this.problem);
  }

  say(text) {
    this.note.textContent = text;
  }

  fail(error, ...actions) {
    this.problem.hidden = !error;
    if (error) this.problem.replaceChildren(h('span', error.message), ...actions);
  }

  /** A new scale with the next orbit. */
  fresh() {
    this.frame = undefined;
  }

  async ready(flat) {
    if (this.broken) return null;
    const module = await import('./attractor.js');
    if (!this.element.isConnected && this.closed) return null;
    if (this.stage && this.stage.flat !== flat) this.stage.home(undefined, flat);
    if (!this.stage) {
      try {
        this.stage = new module.Stage(this.element, { camera: this.camera, flat, label: this.label });
        this.stage.controls.addEventListener('end', this.settled);
      } catch {
        this.broken = true;
        this.element.append(h('p.empty.dark', 'This browser draws no WebGL. The plots below work without it.'));
        return null;
      }
    }
    this.element.querySelector('.field')?.remove();
    this.home.hidden = false;
    return module;
  }

  async show(kind, orbits, names = []) {
    this.fail(null);
    if (kind === 'pde') {
      await this.field(orbits[0]);
      return;
    }
    const all = orbits.map((o) => columns(kind, o));
    const flat = all[0].length < 3;
    const module = await this.ready(flat);
    if (!module) return;
    // A frame of another shape is none.
    if (this.frame?.length !== all[0].length) this.frame = undefined;
    this.frame ??= all[0].map((_, k) => {
      let [low, high] = [Infinity, -Infinity];
      for (const c of all) for (const x of c[k] ?? []) { if (x < low) low = x; if (x > high) high = x; }
      return [low, high];
    });
    const alone = orbits[0].states.length === 1;
    const groups = all.map((c, i) => {
      const { points } = module.packed(c, this.frame, alone && kind !== 'map');
      return module.living(points, { kind: kind === 'map' ? 'dust' : 'line', which: i, flat, moving: kind === 'jump' ? 0 : Math.round(700 / all.length), strength: all.length > 2 ? 0.25 : 0.36 });
    });
    this.stage.show(...groups);
    const axes = alone ? (kind === 'map' ? [`${orbits[0].names[0]}, now`, 'next'] : ['time', orbits[0].names[0]]) : orbits[0].names.slice(0, 3);
    this.legend.replaceChildren(...(names.length ? names.map((n, i) => h('span', h(`i.c${i}`), n)) : [h('span', axes.join(' · '))]));
  }

  async field(orbit) {
    const { heat } = await import('./canvas.js');
    const every = Math.max(1, Math.floor(orbit.times.length / 600));
    const rows = [];
    for (let i = 0; i < orbit.times.length; i += every) rows.push(orbit.states.map((c) => c[i]));
    this.stage?.close();
    this.stage = undefined;
    this.home.hidden = true;
    let picture = this.element.querySelector('.field');
    if (!picture) {
      picture = h('div.field');
      this.element.prepend(picture);
    }
    const [low, high] = heat(picture, rows, { label: `${this.label}: time to the right, space upwards` });
    this.legend.replaceChildren(h('span', `time → · space ↑ · ${number(low)}`, h('i.ramp'), number(high)));
  }

  get view() {
    return this.stage && !this.stage.controls.autoRotate ? this.stage.view : undefined;
  }

  hold() {
    if (this.stage) this.stage.controls.autoRotate = false;
  }

  close() {
    this.closed = true;
    this.stage?.close();
  }
}

/** States against time in the same place, again and again. */
export class TimeView {
  constructor(element) {
    this.element = element;
  }

  async show(kind, orbits, names = []) {
    const first = orbits[0];
    const shown = Math.min(kind === 'map' ? 250 : 1200, ...orbits.map((o) => o.times.length));
    const cut = (values) => values.slice(0, shown);
    const cells = kind === 'pde' ? Math.ceil(first.states.length / 3) : 1;
    const one = (o, suffix) => o.states.map((values, i) => ({ name: `${o.names[i]}${suffix}`, values: cut(values) })).filter((_, i) => i % cells === 0);
    let series;
    if (orbits.length === 1) series = one(first, '').slice(0, 4);
    else if (names.length) series = orbits.flatMap((o, k) => one(o, `, ${names[k]}`).slice(0, 2).map((s, i) => ({ ...s, dash: i ? [5, 4] : undefined })));
    else series = orbits.slice(0, 6).map((o, k) => one(o, `, path ${k + 1}`)[0]);
    await this.lines(cut(first.times), series, { xLabel: kind === 'map' ? 'step' : 'time', yLabel: 'state', style: kind === 'map' ? 'points' : kind === 'jump' ? 'steps' : 'line' });
  }

  async lines(x, series, options) {
    const { lines } = await import('./plot.js');
    const shape = JSON.stringify([series.map((s) => s.name), options]);
    if (this.plot && shape === this.shape) {
      this.plot.set(x, series.map((s) => s.values));
      return;
    }
    this.plot?.close();
    this.element.replaceChildren();
    this.shape = shape;
    this.plot = lines(this.element, { x, series, ...options });
  }

  close() {
    this.plot?.close();
  }
}

/** Runs the newest wish as soon as the one before is done: never two at a time, never a queue. */
export function latest(work) {
  let busy = false;
  let again = false;
  return async function run() {
    if (busy) {
      again = true;
      return;
    }
    busy = true;
    try {
      do {
        again = false;
        await work();
      } while (again);
    } finally {
      busy = false;
    }
  };
}

/** A slider with its number; steps by factors where the value is tiny or huge. */
export function slider(name, value, start, changed) {
  const byFactor = start > 0 && (start < 0.01 || start >= 1000);
  const to = (v) => (byFactor ? Math.log10(Math.max(v, start * 1e-3)) : v);
  const from = (x) => (byFactor ? 10 ** x : x);
  const span = Math.abs(start) || 1;
  const ends = byFactor ? [Math.log10(start) - 1, Math.log10(start) + 1] : [start - span, start + span];
  const range = h('input', { type: 'range', min: String(Math.min(ends[0], to(value))), max: String(Math.max(ends[1], to(value))), step: 'any', value: String(to(value)), 'aria-label': name, title: byFactor ? 'By factors, a tenth to ten times' : undefined });
  const box = h('input', { type: 'number', step: 'any', value: String(Number(value.toPrecision(7))), 'aria-label': `${name}, as a number` });
  range.addEventListener('input', () => {
    const next = Number(from(Number(range.value)).toPrecision(5));
    box.value = String(next);
    range.setAttribute('aria-valuetext', number(next));
    changed(next);
  });
  box.addEventListener('change', () => {
    const next = Number(box.value);
    if (box.value === '' || !Number.isFinite(next)) return;
    range.min = String(Math.min(Number(range.min), to(next)));
    range.max = String(Math.max(Number(range.max), to(next)));
    range.value = String(to(next));
    changed(next);
  });
  return h('div.slider', h('label', { title: name }, name), range, box);
}
