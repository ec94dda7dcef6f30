// Lines against time, by uPlot, in the colours of the page.
import uPlot from '../lib/uPlot.esm.js';
import { number } from './dom.js';

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

/**
 * Lines over x; `series` is a list of {name, values}; `style` is line, points or steps.
 * Returns what updates and removes it. Space for it is kept before it is drawn.
 */
export function lines(element, { x, series, xLabel, yLabel, height = 230, log = false, style: look = 'line' }) {
  style();
  element.style.minHeight = `${height + 58}px`;
  const axis = { stroke: () => ink('--soft'), grid: { stroke: () => ink('--line'), width: 1 }, ticks: { stroke: () => ink('--line'), width: 1 }, font: '12px system-ui, sans-serif', labelFont: '12px system-ui, sans-serif' };
  const drawn = (s, i) => {
    const colour = s.colour ?? COLOURS[i % COLOURS.length];
    const how = s.style ?? look;
    return {
      label: s.name,
      stroke: colour,
      width: s.width ?? 1.4,
      dash: s.dash,
      spanGaps: false,
      points: how === 'points' ? { show: true, size: 4, fill: colour, width: 0 } : { show: false },
      paths: how === 'points' ? () => null : how === 'steps' ? uPlot.paths.stepped({ align: 1 }) : undefined,
      value: (_, v) => (v === null || v === undefined ? '' : number(v)),
    };
  };
  const width = () => Math.max(200, element.clientWidth - 16);
  const plot = new uPlot({
    width: width(),
    height,
    scales: { x: { time: false }, y: log ? { distr: 3 } : {} },
    axes: [{ ...axis, label: xLabel, labelSize: 20, space: 70 }, { ...axis, label: yLabel, labelSize: 20, size: 58, values: (_, all) => all.map((v) => (v === null ? '' : number(v))) }],
    series: [{ label: xLabel, value: (_, v) => number(v) }, ...series.map(drawn)],
    cursor: { points: { size: 6 } },
  }, [x, ...series.map((s) => s.values)], element);
  plot.root.setAttribute('role', 'img');
  plot.root.setAttribute('aria-label', `${series.map((s) => s.name).join(', ')} over ${xLabel}`);
  const observer = new ResizeObserver(() => plot.setSize({ width: width(), height }));
  observer.observe(element);
  const repaint = new MutationObserver(() => plot.redraw());
  repaint.observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme'] });
  return {
    set: (nextX, nextSeries) => plot.setData([nextX, ...nextSeries]),
    close: () => { observer.disconnect(); repaint.disconnect(); plot.destroy(); },
  };
}
