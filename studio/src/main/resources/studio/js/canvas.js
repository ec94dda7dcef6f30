// Scatters and heat maps on a canvas: thousands of points at once, sharp on every screen.
import { number } from './dom.js';

function ink(name) {
  return getComputedStyle(document.documentElement).getPropertyValue(name).trim();
}

function prepare(element, height) {
  element.replaceChildren();
  const canvas = document.createElement('canvas');
  const ratio = Math.min(devicePixelRatio, 2);
  const width = Math.max(260, element.clientWidth - 16);
  canvas.width = width * ratio;
  canvas.height = height * ratio;
  canvas.style.cssText = `width: ${width}px; height: ${height}px; display: block`;
  canvas.setAttribute('role', 'img');
  element.append(canvas);
  const pen = canvas.getContext('2d');
  pen.scale(ratio, ratio);
  pen.font = '12px system-ui, sans-serif';
  return { canvas, pen, width, height };
}

function extent(values) {
  let low = Infinity;
  let high = -Infinity;
  for (const x of values) {
    if (x < low) low = x;
    if (x > high) high = x;
  }
  if (!(high > low)) { low -= 1; high += 1; }
  return [low, high];
}

function ticks([low, high], count) {
  const raw = (high - low) / count;
  const power = 10 ** Math.floor(Math.log10(raw));
  const step = [1, 2, 5, 10].map((m) => m * power).find((s) => s >= raw);
  const all = [];
  for (let v = Math.ceil(low / step) * step; v <= high + step * 1e-9; v += step) all.push(Math.abs(v) < step * 1e-9 ? 0 : v);
  return all;
}

/** Points; `clouds` is a list of {xs, ys, colour}. */
export function scatter(element, { clouds, x, y, height = 300, label }) {
  const { canvas, pen, width } = prepare(element, height);
  canvas.setAttribute('aria-label', label ?? `${y} against ${x}`);
  const [left, right, top, bottom] = [64, 12, 12, 40];
  const xr = extent(clouds.flatMap((c) => extent(c.xs)));
  const yr = extent(clouds.flatMap((c) => extent(c.ys)));
  const px = (v) => left + ((v - xr[0]) / (xr[1] - xr[0])) * (width - left - right);
  const py = (v) => height - bottom - ((v - yr[0]) / (yr[1] - yr[0])) * (height - top - bottom);
  pen.fillStyle = ink('--soft');
  pen.strokeStyle = ink('--line');
  pen.textAlign = 'center';
  for (const v of ticks(xr, 6)) {
    pen.beginPath(); pen.moveTo(px(v), top); pen.lineTo(px(v), height - bottom); pen.stroke();
    pen.fillText(number(v), px(v), height - bottom + 16);
  }
  pen.textAlign = 'right';
  for (const v of ticks(yr, 5)) {
    pen.beginPath(); pen.moveTo(left, py(v)); pen.lineTo(width - right, py(v)); pen.stroke();
    pen.fillText(number(v), left - 6, py(v) + 4);
  }
  pen.textAlign = 'center';
  pen.fillText(x, (left + width - right) / 2, height - 6);
  pen.save(); pen.translate(12, (height - bottom) / 2); pen.rotate(-Math.PI / 2); pen.fillText(y, 0, 0); pen.restore();
  for (const c of clouds) {
    pen.fillStyle = c.colour ?? ink('--accent');
    pen.globalAlpha = c.xs.length > 4000 ? 0.35 : 0.75;
    const size = c.xs.length > 4000 ? 1 : 2;
    for (let i = 0; i < c.xs.length; i++) pen.fillRect(px(c.xs[i]), py(c.ys[i]), size, size);
  }
}

const RAMP = [[20, 34, 56], [31, 95, 122], [76, 168, 154], [214, 214, 150], [255, 178, 84], [214, 73, 61]];

/** A field that fills its place: `rows` over time, columns over space; time runs to the right. */
export function heat(element, rows, { label = 'The field: time to the right, space upwards' } = {}) {
  const [low, high] = extent(rows.flat());
  const n = rows[0].length;
  const image = new ImageData(rows.length, n);
  rows.forEach((row, i) => row.forEach((v, j) => shade(image.data, 4 * ((n - 1 - j) * rows.length + i), (v - low) / (high - low))));
  const canvas = element.querySelector('canvas') ?? element.appendChild(document.createElement('canvas'));
  canvas.width = rows.length;
  canvas.height = n;
  canvas.setAttribute('role', 'img');
  canvas.setAttribute('aria-label', label);
  canvas.getContext('2d').putImageData(image, 0, 0);
  return [low, high];
}

/** A small field as a picture: two 32-bit numbers, rows (time) and columns (space), then a byte each. */
export function field(element, buffer) {
  const [rows, columns] = new Uint32Array(buffer, 0, 2);
  const values = new Uint8Array(buffer, 8);
  // Time runs to the right, as in the plots.
  const image = new ImageData(rows, columns);
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < columns; j++) shade(image.data, 4 * (j * rows + i), values[i * columns + j] / 256);
  }
  const canvas = document.createElement('canvas');
  canvas.width = rows;
  canvas.height = columns;
  canvas.getContext('2d').putImageData(image, 0, 0);
  element.append(canvas);
}

function shade(data, at, value) {
  const t = Math.min(0.9999, Math.max(0, value)) * (RAMP.length - 1);
  const k = Math.floor(t);
  for (let c = 0; c < 3; c++) data[at + c] = RAMP[k][c] + (t - k) * (RAMP[k + 1][c] - RAMP[k][c]);
  data[at + 3] = 255;
}
