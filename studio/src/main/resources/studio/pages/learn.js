// Learn: data, a method, its settings; then watch it work.
import { api } from '../js/api.js';
import { h, number, replace, toast } from '../js/dom.js';

let models;

export async function show(root, names, query) {
  models ??= await api.get('/models');
  const jobs = await api.get('/jobs');
  let data = query.get('data') ? await api.get(`/data/${query.get('data')}`).catch(() => null) : null;
  const chosen = new Set();
  let model = models.find((m) => m.name === query.get('method')) ?? models.find((m) => m.name === 'nvar');
  const dataBox = h('div');
  const settingsBox = h('div');
  const problem = h('div', { role: 'alert' });
  const list = h('div');
  const watched = new Map();
  const pictures = new Map();
  let plot;

  root.append(
    h('h1', 'Learn'),
    h('p.lead', 'Give it a series, choose a method, watch it learn. The result is a report and a model to keep.'),
    h('div.two',
      h('div', step('1', 'Data', dataBox), step('2', 'Method', settingsBox), problem,
        h('p', h('button', { type: 'button', id: 'start', onclick: start }, 'Start'))),
      h('div.panel.stays', h('strong', 'Jobs'), list)));

  function step(n, title, box) {
    return h('section.panel', { style: 'margin-bottom: 1rem' }, h('div.row', h('span.chip', n), h('strong', title)), box);
  }

  function drawData() {
    plot?.close();
    plot = undefined;
    const file = h('input', { type: 'file', accept: '.csv,.tsv,.npz,.parquet,.h5', 'aria-label': 'Data file', onchange: () => file.files[0] && upload(file.files[0]) });
    const system = h('input', { type: 'text', placeholder: 'Lorenz', value: 'Lorenz', size: 16, 'aria-label': 'System' });
    const points = h('input', { type: 'number', value: '2000', min: '50', max: '100000', style: 'width: 6.5rem', 'aria-label': 'Rows' });
    const noise = h('input', { type: 'number', value: '0', min: '0', step: 'any', style: 'width: 5.5rem', 'aria-label': 'Noise' });
    replace(dataBox,
      h('div.row', { style: 'margin-top: .6rem' }, file, h('span.soft', 'or'), system,
        h('label', 'rows ', points), h('label', 'noise ', noise),
        h('button.plain', { type: 'button', onclick: () => simulate(system.value, Number(points.value), Number(noise.value)) }, 'Simulate')),
      !data && h('p.soft.small', 'CSV, TSV, Parquet, npz or HDF5. A column called t, time or date holds the times. Files stay on this machine.'));
    if (!data) return;
    chosen.clear();
    data.channels.forEach((c) => chosen.add(c));
    const box = h('div.plot', { style: 'margin-top: .6rem' });
    dataBox.append(
      h('p', h('strong', data.name), h('span.soft', `  ${data.rows} rows, ${data.pieces} ${data.pieces === 1 ? 'piece' : 'pieces'}`)),
      ...data.warnings.map((w) => h('p.small.soft', w)),
      h('div.row', data.channels.slice(0, 40).map((c) => h('label', h('input', { type: 'checkbox', checked: true, onchange: (e) => (e.target.checked ? chosen.add(c) : chosen.delete(c)) }), ` ${c}`))),
      box);
    import('../js/plot.js').then(({ lines }) => {
      if (!box.isConnected) return;
      plot = lines(box, { x: data.preview.times, series: data.preview.states.slice(0, 4).map((values, i) => ({ name: data.preview.names[i], values })), xLabel: 'time', yLabel: 'value', height: 180 });
    });
  }

  async function upload(file) {
    await load(() => api.send(`/data?name=${encodeURIComponent(file.name)}`, file));
  }

  async function simulate(name, points, noise) {
    await load(() => api.post('/data/simulated', { system: name, points, noise, perPeriod: 60 }));
  }

  async function load(ask) {
    replace(problem);
    try {
      data = await ask();
      drawData();
    } catch (error) {
      replace(problem, h('div.problem', error.message));
    }
  }

  function drawSettings() {
    const picker = h('select', { 'aria-label': 'Method', onchange: (e) => { model = models.find((m) => m.name === e.target.value); drawSettings(); } },
      ['forecaster', 'tool'].map((kind) => h('optgroup', { label: kind === 'forecaster' ? 'Forecasters' : 'Other methods' },
        models.filter((m) => m.kind === kind).map((m) => h('option', { value: m.name, selected: m === model }, m.name)))));
    const fields = h('form', { onsubmit: (e) => e.preventDefault() });
    for (const s of model.settings) fields.append(field(s));
    replace(settingsBox,
      h('div.row', { style: 'margin-top: .6rem' }, picker, h('span.soft', model.purpose)),
      model.kind === 'forecaster' && h('div.row', { style: 'margin: .6rem 0' },
        h('label', 'rows to forecast ', h('input', { type: 'number', name: 'steps', value: '200', min: '1', max: '100000', style: 'width: 6rem' })),
        h('label', 'backtest from ', h('input', { type: 'number', name: 'backtest', value: '0', min: '0', max: '1000', style: 'width: 5rem' }), ' places'),
        model.tunable && h('label', h('input', { type: 'checkbox', name: 'tune' }), ' choose the settings by validation')),
      h('details', { open: model.settings.length <= 8 }, h('summary', `${model.settings.length} settings`), fields));
    settingsBox.dataset.model = model.name;
  }

  function field(s) {
    const options = { name: s.name, 'data-default': s.value, 'aria-describedby': `about-${s.name}` };
    let input;
    if (s.type === 'boolean') input = h('select', options, ['true', 'false'].map((v) => h('option', { value: v, selected: s.value === v }, v)));
    else if (s.type.includes('|')) input = h('select', options, s.type.split('|').map((v) => h('option', { value: v.trim(), selected: s.value === v.trim() }, v.trim())));
    else input = h('input', { ...options, type: 'text', value: s.value, size: 14 });
    return h('div.row', { style: 'margin: .3rem 0' }, h('label.mono', { style: 'width: 11rem' }, s.name, ' '), input, h('span.small.soft', { id: `about-${s.name}`, style: 'flex: 1; min-width: 12rem' }, s.description));
  }

  async function start() {
    replace(problem);
    const settings = {};
    for (const input of settingsBox.querySelectorAll('[data-default]')) {
      if (input.value !== input.dataset.default) settings[input.name] = input.value;
    }
    const value = (name) => settingsBox.querySelector(`[name="${name}"]`);
    if (model.needsData && !data) {
      replace(problem, h('div.problem', 'Choose data first: upload a file, or simulate a system.'));
      return;
    }
    try {
      const job = await api.post('/jobs', {
        kind: 'FIT', name: model.name, seed: 0, settings, data: data?.id,
        columns: data && chosen.size < data.channels.length ? [...chosen] : [],
        tune: value('tune')?.checked ?? false, steps: Number(value('steps')?.value ?? 1), backtest: Number(value('backtest')?.value ?? 0),
      });
      add(job, true);
    } catch (error) {
      replace(problem, h('div.problem', error.message));
    }
  }

  function add(job, first) {
    const box = h('div', { style: 'border-top: 1px solid var(--line); padding: .7rem 0', 'data-job': job.id }, h('div'), h('div.row'));
    first ? list.prepend(box) : list.append(box);
    list.querySelector('.empty')?.remove();
    draw(box, job, []);
    watch(box, job);
  }

  /** What is learned so far, in the same place again and again. */
  async function picture(box, block) {
    if (block.type !== 'LinePlot') return;
    const { lines } = await import('../js/plot.js');
    if (!box.isConnected) return;
    const finite = (values) => values.map((v) => (typeof v === 'number' ? v : null));
    const x = block.series[0].x;
    const values = block.series.map((s) => finite(s.y));
    let kept = pictures.get(box);
    if (!kept) {
      const place = h('div.plot', { 'data-picture': '' });
      box.append(h('p.small.soft', { style: 'margin: .6rem 0 .2rem' }, block.title), place);
      const plotted = lines(place, { x, series: block.series.map((s, i) => ({ name: s.name, values: values[i], dash: s.dashed ? [6, 4] : undefined, colour: s.dashed ? '#8a97a0' : undefined, width: s.dashed ? 2.2 : 1.6 })), xLabel: block.axes.x, yLabel: block.axes.y, height: 190 });
      kept = { plotted, count: 0 };
      pictures.set(box, kept);
    } else {
      kept.plotted.set(x, values);
    }
    kept.count++;
    box.querySelector('[data-picture]').dataset.picture = String(kept.count);
  }

  /** The numbers called "loss" in the messages, as a line. */
  function watch(box, job) {
    if (['FINISHED', 'FAILED', 'CANCELLED', 'PAUSED'].includes(job.state)) return;
    const losses = [];
    const events = api.events(`/jobs/${job.id}/events`);
    watched.set(job.id, events);
    events.onmessage = (event) => {
      const now = JSON.parse(event.data);
      const loss = /(?:loss|error) ([-+0-9.eE]+)/.exec(now.message);
      if (loss) losses.push([now.done, Number(loss[1])]);
      draw(box, now, losses);
      if (now.picture) picture(box, now.picture);
      if (['FINISHED', 'FAILED', 'CANCELLED', 'PAUSED'].includes(now.state)) {
        events.close();
        if (now.state === 'FINISHED') toast(`${now.title} is finished.`);
      }
    };
  }

  function draw(box, job, losses) {
    const running = job.state === 'RUNNING';
    const act = (name) => async () => {
      try {
        const next = await api.post(`/jobs/${job.id}/${name}`, {});
        draw(box, next, losses);
        if (name === 'resume') watch(box, next);
      } catch (error) {
        toast(error.message);
      }
    };
    const [about, buttons] = box.children;
    replace(about,
      h('div.row.spread', h('strong', job.title), h('span.chip', job.state.toLowerCase())),
      (running || job.state === 'WAITING') && h('progress', { max: job.total || 1, value: running && job.total ? job.done : undefined, 'aria-label': `Progress of ${job.title}` }),
      h('p.small.soft', { style: 'margin: .2rem 0; white-space: pre-wrap' }, job.total && running ? `${job.done} of ${job.total} · ` : '', job.message, `  ${job.seconds.toFixed(0)} s`),
      losses.length > 2 && sparkline(losses));
    // A button that is drawn anew under a finger misses the click.
    if (buttons.dataset.state !== job.state) {
      buttons.dataset.state = job.state;
      replace(buttons,
        running && h('button.plain', { type: 'button', onclick: act('pause') }, 'Pause'),
        (running || job.state === 'WAITING' || job.state === 'PAUSED') && h('button.danger', { type: 'button', onclick: act('cancel') }, 'Cancel'),
        job.state === 'PAUSED' && h('button', { type: 'button', onclick: act('resume') }, 'Go on'),
        job.state === 'FINISHED' && h('a.button', { href: `#/runs/${job.run}` }, 'Report and model'));
    }
  }

  function sparkline(losses) {
    const w = 320;
    const height = 60;
    const logs = losses.map(([x, y]) => [x, Math.log10(Math.max(y, 1e-300))]);
    const [x0, x1] = [logs[0][0], logs.at(-1)[0] || 1];
    const low = Math.min(...logs.map((p) => p[1]));
    const high = Math.max(...logs.map((p) => p[1]));
    const points = logs.map(([x, y]) => `${((x - x0) / (x1 - x0 || 1)) * w},${height - 4 - ((y - low) / (high - low || 1)) * (height - 8)}`).join(' ');
    const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
    svg.setAttribute('viewBox', `0 0 ${w} ${height}`);
    svg.setAttribute('role', 'img');
    svg.setAttribute('aria-label', `Loss, now ${number(losses.at(-1)[1])}`);
    svg.style.cssText = 'width: 100%; max-width: 420px; height: 60px';
    const line = document.createElementNS('http://www.w3.org/2000/svg', 'polyline');
    line.setAttribute('points', points);
    line.setAttribute('fill', 'none');
    line.setAttribute('stroke', 'var(--accent)');
    line.setAttribute('stroke-width', '1.6');
    svg.append(line);
    return svg;
  }

  drawData();
  drawSettings();
  if (jobs.length) jobs.forEach((job) => add(job, false));
  else replace(list, h('p.empty', 'Nothing has been started yet.'));
  return () => {
    for (const events of watched.values()) events.close();
    for (const kept of pictures.values()) kept.plotted.close();
    plot?.close();
  };
}
