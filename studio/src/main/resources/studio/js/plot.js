// Lines against time, by uPlot, in the colours of the page.
import uPlot from '../lib/uPlot.esm.js';

const COLOURS = ['#0b8a83', '#d9822b', '#7257c9', '#c2415a', '#3d7fd1', '#6b8e23'];

let styled = false;
function style() {
  if (styled) return;
  styled = true;
  const link = document.createElement('link');
  link.rel = 'stylesheet';
  link.href = 'lib/uPlot.min.css';
  document.head.append(link);
}

function ink(name) {
  return getComputedStyle(document.documentElement).getPropertyValue(name).trim();
}

/** Lines over x; `series` is a list of {name, values}. Returns what updates and removes it. */
export function lines(element, { x, series, xLabel, yLabel, height = 230, log = false }) {
  style();
  const axis = { stroke: () => ink('--soft'), grid: { stroke: () => ink('--line'), width: 1 }, ticks: { stroke: () => ink('--line'), width: 1 } };
  const plot = new uPlot({
    width: element.clientWidth - 16 || 600,
    height,
    scales: { x: { time: false }, y: log ? { distr: 3 } : {} },
    axes: [{ ...axis, label: xLabel, labelSize: 22 }, { ...axis, label: yLabel, labelSize: 22, size: 62 }],
    series: [{ label: xLabel }, ...series.map((s, i) => ({ label: s.name, stroke: s.colour ?? COLOURS[i % COLOURS.length], width: 1.4, points: { show: s.points ?? false, size: 3 }, dash: s.dash, paths: s.points ? () => null : undefined }))],
    cursor: { points: { size: 6 } },
  }, [x, ...series.map((s) => s.values)], element);
  const observer = new ResizeObserver(() => plot.setSize({ width: Math.max(200, element.clientWidth - 16), height }));
  observer.observe(element);
  return {
    set: (nextX, nextSeries) => plot.setData([nextX, ...nextSeries]),
    close: () => { observer.disconnect(); plot.destroy(); },
  };
}
