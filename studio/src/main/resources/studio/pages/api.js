// The HTTP interface, as its OpenAPI description has it, with an example of each part.
import { h } from '../js/dom.js';

/** What each part is asked with; `body` makes it a POST. */
const EXAMPLES = [
  { name: 'Systems', path: '/systems/Lorenz', says: 'Equations, parameters, invariants with their errors.' },
  { name: 'Simulate', path: '/simulate', body: { system: 'Lorenz', parameters: { rho: 99.96 }, points: 1000 }, says: 'An orbit, column by column. A "text" of equations takes the place of the name.' },
  { name: 'Long series', path: '/simulate/rows', body: { system: 'Rossler', points: 1000000 }, stream: true, says: 'A line of JSON a row, as they are computed.' },
  { name: 'Data', path: '/data/simulated', body: { system: 'Lorenz', points: 2000, noise: 0, perPeriod: 60 }, says: 'Answers with the id of a data set. A file is sent as the body of POST /data?name=my.csv.' },
  { name: 'Fit', path: '/jobs', body: { kind: 'FIT', name: 'nvar', seed: 0, data: 'ID', steps: 200, backtest: 0 }, says: 'Starts a job. GET /jobs/JOB/events tells of its progress as server-sent events; its "run" is the result.' },
  { name: 'Forecast', path: '/forecast', body: { run: 'RUN', steps: 200 }, says: 'Continues the data with the model of a run.' },
  { name: 'Runs', path: '/runs?q=lorenz', says: 'What was run here. /runs/RUN has the report, /runs/RUN/files/model.json the model.' },
];

function curl(host, { path, body, stream }) {
  const url = `'${host}/api/v1${path}'`;
  return body ? `curl -s${stream ? 'N' : ''} ${url} \\\n  -d '${JSON.stringify(body)}'` : `curl -s ${url}`;
}

function java(host, { path, body, stream }) {
  const to = `HttpRequest.newBuilder(URI.create("${host}/api/v1${path}"))`;
  const post = body ? `\n        .POST(BodyPublishers.ofString("""\n            ${JSON.stringify(body)}"""))` : '';
  const read = stream
    ? 'client.send(request, BodyHandlers.ofLines()).body().forEach(System.out::println);'
    : 'var json = client.send(request, BodyHandlers.ofString()).body();';
  return `var client = HttpClient.newHttpClient();\nvar request = ${to}${post}\n        .build();\n${read}`;
}

export async function show(root) {
  const text = await (await fetch('openapi.yaml')).text();
  const host = location.origin;
  root.append(
    h('h1', 'API'),
    h('p.lead', 'Everything these pages do, a program can do. Version 1; JSON in and out; errors are {"error": "one line"}.'),
    h('div.two',
      h('div', EXAMPLES.map((e) => h('section.panel', { style: 'margin-bottom: 1rem' },
        h('h2', { style: 'margin-top: 0' }, e.name), h('p.small.soft', e.says),
        h('pre.mono.small.code', curl(host, e)),
        h('details', h('summary.small', 'Java'), h('pre.mono.small.code', java(host, e)))))),
      h('div.panel.scroll.stays', h('div.row.spread', h('strong', 'OpenAPI description'), h('a', { href: 'openapi.yaml', download: 'openapi.yaml' }, 'openapi.yaml')), h('pre.mono.small', text))));
}
