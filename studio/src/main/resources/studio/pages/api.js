// The HTTP interface, as its OpenAPI description has it.
import { h } from '../js/dom.js';

export async function show(root) {
  const text = await (await fetch('openapi.yaml')).text();
  const host = location.origin;
  root.append(
    h('h1', 'API'),
    h('p.lead', 'Everything these pages do, a program can do. Version 1; JSON in and out; errors are {"error": "one line"}.'),
    h('div.two',
      h('div.panel.scroll', h('div.row.spread', h('strong', 'OpenAPI description'), h('a', { href: 'openapi.yaml', download: 'openapi.yaml' }, 'openapi.yaml')), h('pre.mono.small', text)),
      h('div',
        h('div.panel', h('strong', 'curl'), h('pre.mono.small', { style: 'white-space: pre-wrap' }, `curl -s ${host}/api/v1/simulate -H 'Content-Type: application/json' \\\n  -d '{"system": "Lorenz", "parameters": {"rho": 99.96}, "points": 1000}'`),
          h('p.small.soft', 'Long series, a line of JSON a row, as they are computed:'),
          h('pre.mono.small', { style: 'white-space: pre-wrap' }, `curl -sN ${host}/api/v1/simulate/rows -d '{"system": "Rossler", "points": 1000000}'`)),
        h('div.panel', { style: 'margin-top: 1rem' }, h('strong', 'Java'), h('pre.mono.small', { style: 'white-space: pre-wrap' }, `var request = HttpRequest.newBuilder(URI.create("${host}/api/v1/simulate"))
        .POST(BodyPublishers.ofString("{\\"system\\": \\"Lorenz\\", \\"points\\": 1000}"))
        .build();
var json = HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).body();`)))));
}
