"use strict";
// Draws a report: no library, no network. Figures are canvases redrawn on demand.
const PALETTE = ["#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#7f6bd6", "#8c8c8c", "#b8473d", "#4d7c2a"];

function element(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [key, value] of Object.entries(attributes)) {
    if (key === "class") node.className = value; else node.setAttribute(key, value);
  }
  node.append(...children.filter(c => c !== null));
  return node;
}
const css = name => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
const finite = v => typeof v === "number" && Number.isFinite(v);

function format(v) {
  if (!finite(v)) return String(v);
  if (v === 0) return "0";
  const size = Math.abs(v);
  if (size >= 1e5 || size < 1e-3) return v.toExponential(1).replace("e+", "e").replace(".0e", "e");
  return String(+v.toPrecision(4));
}

function ticks(low, high, log, count) {
  const found = [];
  if (log) {
    const first = Math.ceil(low - 1e-9), last = Math.floor(high + 1e-9);
    const stride = Math.max(1, Math.ceil((last - first) / count));
    for (let p = first; p <= last; p += stride) found.push(p);
    if (found.length >= 2) return found;
  }
  const span = high - low || 1;
  const raw = span / count, power = 10 ** Math.floor(Math.log10(raw));
  const step = [1, 2, 5, 10].map(f => f * power).find(s => s >= raw) || 10 * power;
  for (let v = Math.ceil(low / step) * step; v <= high + 1e-9 * span; v += step) found.push(Math.abs(v) < 1e-12 * span ? 0 : v);
  return found;
}

// A canvas that follows its width and the screen's pixel ratio.
function surface(figure, height, draw) {
  const canvas = element("canvas", { role: "img" });
  canvas.style.height = height + "px";
  figure.append(canvas);
  const paint = () => {
    const ratio = window.devicePixelRatio || 1, width = canvas.clientWidth || 600;
    if (canvas.width !== Math.round(width * ratio)) canvas.width = Math.round(width * ratio);
    if (canvas.height !== Math.round(height * ratio)) canvas.height = Math.round(height * ratio);
    const g = canvas.getContext("2d");
    g.setTransform(ratio, 0, 0, ratio, 0, 0);
    g.clearRect(0, 0, width, height);
    g.font = "12px system-ui, sans-serif";
    draw(g, width, height);
  };
  let queued = false;
  const repaint = () => { if (!queued) { queued = true; requestAnimationFrame(() => { queued = false; paint(); }); } };
  new ResizeObserver(repaint).observe(canvas);
  return { canvas, repaint };
}

function frame(title, hint) {
  const caption = element("figcaption", {}, title);
  if (hint) caption.append(element("small", {}, hint));
  return element("figure", {}, caption);
}

function legend(figure, series, repaint) {
  if (series.length < 2) return;
  const box = element("div", { class: "legend" });
  series.forEach(s => {
    const key = element("i"); key.style.borderColor = s.colour; if (s.dashed) key.style.borderTopStyle = "dashed";
    const button = element("button", { type: "button", "aria-pressed": "true" }, key, s.name);
    button.onclick = () => { s.hidden = !s.hidden; button.classList.toggle("off", s.hidden); button.setAttribute("aria-pressed", String(!s.hidden)); repaint(); };
    box.append(button);
  });
  figure.append(box);
}

function extent(series, axes, fixed) {
  let [x0, x1, y0, y1] = [Infinity, -Infinity, Infinity, -Infinity];
  for (const s of series) for (let i = 0; i < s.x.length; i++) {
    const x = scale(s.x[i], axes.logX), y = scale(s.y[i], axes.logY);
    if (!Number.isFinite(x) || !Number.isFinite(y)) continue;
    x0 = Math.min(x0, x); x1 = Math.max(x1, x); y0 = Math.min(y0, y); y1 = Math.max(y1, y);
  }
  if (!(x1 >= x0)) [x0, x1, y0, y1] = [0, 1, 0, 1];
  if (x1 === x0) { x0 -= .5; x1 += .5; }
  if (y1 === y0) { y0 -= .5; y1 += .5; }
  const margin = .05 * (y1 - y0);
  return fixed || [x0, x1, y0 - margin, y1 + margin];
}
const scale = (v, log) => !finite(v) ? NaN : log ? (v > 0 ? Math.log10(v) : NaN) : v;

// Line plots, scatter plots and the frames of animations share these axes.
function plot(block, points, fixed) {
  const figure = frame(block.title, "drag to pan, wheel to zoom, double-click to reset");
  const series = block.series.map((s, i) => ({ ...s, colour: s.dashed ? css("--ink") : PALETTE[i % PALETTE.length] }));
  let solid = 0;
  series.forEach(s => { if (!s.dashed) s.colour = PALETTE[solid++ % PALETTE.length]; });
  const axes = block.axes, home = extent(series, axes, fixed);
  let view = [...home], hover = null;
  const left = 62, right = 14, top = 10, bottom = 42;
  const { canvas, repaint } = surface(figure, 320, (g, w, h) => {
    const px = x => left + (x - view[0]) / (view[1] - view[0]) * (w - left - right);
    const py = y => h - bottom - (y - view[2]) / (view[3] - view[2]) * (h - top - bottom);
    const ink = css("--ink"), soft = css("--soft"), line = css("--line");
    g.lineWidth = 1; g.fillStyle = soft; g.strokeStyle = line; g.textAlign = "center"; g.textBaseline = "top";
    for (const v of ticks(view[0], view[1], axes.logX, 8)) {
      g.beginPath(); g.moveTo(px(v), top); g.lineTo(px(v), h - bottom); g.stroke();
      g.fillText(axes.logX ? format(10 ** v) : format(v), px(v), h - bottom + 5);
    }
    g.textAlign = "right"; g.textBaseline = "middle";
    for (const v of ticks(view[2], view[3], axes.logY, 6)) {
      g.beginPath(); g.moveTo(left, py(v)); g.lineTo(w - right, py(v)); g.stroke();
      g.fillText(axes.logY ? format(10 ** v) : format(v), left - 6, py(v));
    }
    g.fillStyle = ink; g.textAlign = "center"; g.textBaseline = "bottom"; g.fillText(axes.x, (left + w - right) / 2, h - 4);
    g.save(); g.translate(13, (top + h - bottom) / 2); g.rotate(-Math.PI / 2); g.fillText(axes.y, 0, 4); g.restore();
    g.save(); g.beginPath(); g.rect(left, top, w - left - right, h - top - bottom); g.clip();
    for (const s of series) {
      if (s.hidden) continue;
      g.strokeStyle = g.fillStyle = s.colour; g.lineWidth = s.dashed ? 1.4 : 1.6; g.setLineDash(s.dashed ? [5, 4] : []);
      if (points) {
        const r = s.x.length > 2000 ? .8 : s.x.length > 300 ? 1.6 : 3;
        for (let i = 0; i < s.x.length; i++) {
          const x = px(scale(s.x[i], axes.logX)), y = py(scale(s.y[i], axes.logY));
          if (r < 2) g.fillRect(x - r, y - r, 2 * r, 2 * r); else { g.beginPath(); g.arc(x, y, r, 0, 7); g.fill(); }
        }
      } else {
        g.beginPath(); let pen = false;
        for (let i = 0; i < s.x.length; i++) {
          const x = px(scale(s.x[i], axes.logX)), y = py(scale(s.y[i], axes.logY));
          if (!Number.isFinite(x) || !Number.isFinite(y)) { pen = false; continue; }
          if (pen) g.lineTo(x, y); else g.moveTo(x, y);
          pen = true;
        }
        g.stroke();
      }
    }
    g.setLineDash([]);
    (block.marks || []).forEach((m, k) => {
      const x = px(scale(m.x, axes.logX));
      g.strokeStyle = g.fillStyle = css("--bad"); g.lineWidth = 1.2;
      g.beginPath(); g.moveTo(x, top); g.lineTo(x, h - bottom); g.stroke();
      const flip = x > w - 160; g.textAlign = flip ? "right" : "left"; g.textBaseline = "top"; g.fillText(m.label, x + (flip ? -4 : 4), top + 3 + 14 * (k % 5));
    });
    if (hover) {
      const best = nearest(series, axes, px, py, hover);
      if (best) {
        g.fillStyle = best.s.colour; g.beginPath(); g.arc(best.px, best.py, 4, 0, 7); g.fill();
        const text = `${best.s.name}: ${format(best.x)}, ${format(best.y)}`, width = g.measureText(text).width + 12;
        const bx = Math.min(best.px + 8, w - right - width), by = Math.max(top, best.py - 26);
        g.fillStyle = css("--paper"); g.strokeStyle = line; g.fillRect(bx, by, width, 20); g.strokeRect(bx, by, width, 20);
        g.fillStyle = ink; g.textAlign = "left"; g.textBaseline = "middle"; g.fillText(text, bx + 6, by + 10);
      }
    }
    g.restore();
  });
  canvas.setAttribute("aria-label", block.title);
  let grip = null;
  const inside = () => [canvas.clientWidth - left - right, 320 - top - bottom];
  canvas.onpointerdown = e => { grip = { x: e.offsetX, y: e.offsetY, view: [...view] }; canvas.setPointerCapture(e.pointerId); };
  canvas.onpointerup = () => { grip = null; };
  canvas.onpointerleave = () => { hover = null; repaint(); };
  canvas.onpointermove = e => {
    if (grip) {
      const [w, h] = inside(), dx = (e.offsetX - grip.x) / w * (grip.view[1] - grip.view[0]), dy = (e.offsetY - grip.y) / h * (grip.view[3] - grip.view[2]);
      view = [grip.view[0] - dx, grip.view[1] - dx, grip.view[2] + dy, grip.view[3] + dy];
    }
    hover = grip ? null : { x: e.offsetX, y: e.offsetY }; repaint();
  };
  canvas.addEventListener("wheel", e => {
    e.preventDefault();
    const [w, h] = inside(), f = Math.exp(e.deltaY * .0015), fx = (e.offsetX - left) / w, fy = 1 - (e.offsetY - top) / h;
    const cx = view[0] + fx * (view[1] - view[0]), cy = view[2] + fy * (view[3] - view[2]);
    view = [cx + (view[0] - cx) * f, cx + (view[1] - cx) * f, cy + (view[2] - cy) * f, cy + (view[3] - cy) * f]; repaint();
  }, { passive: false });
  canvas.ondblclick = () => { view = [...home]; repaint(); };
  legend(figure, series, repaint);
  figure.swap = frameSeries => { frameSeries.forEach((s, i) => { if (series[i]) { series[i].x = s.x; series[i].y = s.y; } }); repaint(); };
  return figure;
}

function nearest(series, axes, px, py, at) {
  let best = null, reach = 400;
  for (const s of series) {
    if (s.hidden) continue;
    for (let i = 0; i < s.x.length; i++) {
      const x = px(scale(s.x[i], axes.logX)), y = py(scale(s.y[i], axes.logY)), d = (x - at.x) ** 2 + (y - at.y) ** 2;
      if (d < reach) { reach = d; best = { s, px: x, py: y, x: s.x[i], y: s.y[i] }; }
    }
  }
  return best;
}

function portrait(block, height = 380) {
  const three = block.labels.length > 2;
  const figure = frame(block.title, three ? "drag to turn, wheel to zoom" : "");
  const orbits = block.orbits.map((o, i) => ({ name: o.name, points: o.points, colour: PALETTE[i % PALETTE.length], dashed: false }));
  const low = [0, 1, 2].map(a => Math.min(...orbits.flatMap(o => o.points.map(p => p[a] ?? 0)).filter(finite)));
  const high = [0, 1, 2].map(a => Math.max(...orbits.flatMap(o => o.points.map(p => p[a] ?? 0)).filter(finite)));
  const centre = low.map((l, a) => (l + high[a]) / 2), size = low.map((l, a) => (high[a] - l) || 1);
  let yaw = three ? -.7 : 0, tilt = three ? .35 : Math.PI / 2, zoom = 1;
  const project = (p, w, h) => {
    const x = (p[0] - centre[0]) / size[0], y = (p[1] - centre[1]) / size[1], z = three ? ((p[2] ?? 0) - centre[2]) / size[2] : 0;
    const u = x * Math.cos(yaw) - y * Math.sin(yaw), v = x * Math.sin(yaw) + y * Math.cos(yaw);
    const s = Math.min(w, h) * .62 * zoom;
    return [w / 2 + u * s * (three ? 1 : 1.3), h / 2 - (v * Math.sin(tilt) + z * Math.cos(tilt)) * s, v * Math.cos(tilt) - z * Math.sin(tilt)];
  };
  const { canvas, repaint } = surface(figure, height, (g, w, h) => {
    g.strokeStyle = css("--line"); g.fillStyle = css("--soft"); g.lineWidth = 1; g.textAlign = "center"; g.textBaseline = "middle";
    block.labels.forEach((label, a) => {
      const from = [...low], to = [...low]; to[a] = high[a];
      const p = project(from, w, h), q = project(to, w, h);
      g.beginPath(); g.moveTo(p[0], p[1]); g.lineTo(q[0], q[1]); g.stroke();
      g.fillText(label, q[0] + (q[0] - p[0]) * .05, q[1] + (q[1] - p[1]) * .05);
    });
    for (const o of orbits) {
      if (o.hidden) continue;
      g.strokeStyle = o.colour; g.lineWidth = 1.1;
      // A few strokes of falling depth instead of one: the nearer parts stand out.
      const projected = o.points.map(p => p.every(finite) ? project(p, w, h) : null);
      for (const [near, alpha] of [[false, .45], [true, .95]]) {
        g.globalAlpha = alpha; g.beginPath();
        for (let i = 1; i < projected.length; i++) {
          const p = projected[i - 1], q = projected[i];
          if (!p || !q || (q[2] < 0) !== near) continue;
          g.moveTo(p[0], p[1]); g.lineTo(q[0], q[1]);
        }
        g.stroke();
      }
      g.globalAlpha = 1;
    }
  });
  canvas.setAttribute("aria-label", block.title);
  let grip = null;
  if (three) {
    canvas.style.cursor = "grab"; canvas.style.touchAction = "none";
    canvas.onpointerdown = e => { grip = [e.offsetX, e.offsetY, yaw, tilt]; canvas.setPointerCapture(e.pointerId); };
    canvas.onpointerup = () => { grip = null; };
    canvas.onpointermove = e => { if (grip) { yaw = grip[2] + (e.offsetX - grip[0]) * .01; tilt = Math.max(-1.57, Math.min(1.57, grip[3] + (e.offsetY - grip[1]) * .01)); repaint(); } };
  }
  canvas.addEventListener("wheel", e => { e.preventDefault(); zoom *= Math.exp(-e.deltaY * .0012); repaint(); }, { passive: false });
  legend(figure, orbits, repaint);
  return figure;
}

function heat(block) {
  const figure = frame(block.title, "");
  const flat = block.values.flat().filter(finite), low = Math.min(...flat), high = Math.max(...flat);
  const colour = v => { if (!finite(v)) return css("--line"); const f = high > low ? (v - low) / (high - low) : .5; return `hsl(${240 - 190 * f} ${55 + 15 * f}% ${28 + 42 * f}%)`; };
  const rows = block.rows.length || block.values.length, columns = block.columns.length || block.values[0].length;
  const labelled = block.rows.length > 0 && rows <= 40, left = labelled ? 130 : 20, bottom = block.columns.length && columns <= 40 ? 90 : 20;
  const height = Math.max(180, Math.min(560, (labelled ? 24 : 4) * rows + bottom + 10));
  let hover = null;
  const { canvas, repaint } = surface(figure, height, (g, w, h) => {
    const cw = (w - left - 10) / columns, ch = (h - bottom - 8) / rows;
    for (let r = 0; r < rows; r++) for (let c = 0; c < columns; c++) {
      g.fillStyle = colour(block.values[r][c]); g.fillRect(left + c * cw, 8 + r * ch, cw + .5, ch + .5);
      if (labelled && columns <= 14 && cw > 44) {
        const v = block.values[r][c], f = (v - low) / (high - low || 1);
        g.fillStyle = f > .55 ? "#111" : "#fff"; g.textAlign = "center"; g.textBaseline = "middle"; g.fillText(finite(v) ? format(+v.toPrecision(3)) : "–", left + (c + .5) * cw, 8 + (r + .5) * ch);
      }
    }
    g.fillStyle = css("--ink"); g.textBaseline = "middle"; g.textAlign = "right";
    if (labelled) block.rows.forEach((name, r) => g.fillText(name, left - 6, 8 + (r + .5) * ch));
    if (bottom > 20) block.columns.forEach((name, c) => { g.save(); g.translate(left + (c + .5) * cw, h - bottom + 6); g.rotate(-.6); g.textAlign = "right"; g.fillText(name, 0, 4); g.restore(); });
    if (hover) {
      const c = Math.floor((hover.x - left) / cw), r = Math.floor((hover.y - 8) / ch);
      if (r >= 0 && r < rows && c >= 0 && c < columns) { const v = block.values[r][c]; figure.title = `${block.rows[r] ?? r} × ${block.columns[c] ?? c}: ${format(v)}`; }
    }
  });
  canvas.onpointermove = e => { hover = { x: e.offsetX, y: e.offsetY }; repaint(); };
  canvas.setAttribute("aria-label", block.title);
  return figure;
}

// Mean ranks with bars of the critical difference; those that the best cannot be told from have its colour.
function ranks(block) {
  const figure = frame(block.title, "two whose bars do not overlap differ"), n = block.ranks.length;
  const left = 130, right = 14, top = 8, bottom = 42, low = 1 - block.difference / 2;
  const { canvas } = surface(figure, 20 * n + top + bottom, (g, w, h) => {
    const px = v => left + (v - low) / (n - 1 + block.difference) * (w - left - right);
    g.lineWidth = 1; g.strokeStyle = css("--line"); g.fillStyle = css("--soft"); g.textAlign = "center"; g.textBaseline = "top";
    for (const v of ticks(1, Math.max(2, n), false, 10)) {
      g.beginPath(); g.moveTo(px(v), top); g.lineTo(px(v), h - bottom); g.stroke(); g.fillText(format(v), px(v), h - bottom + 5);
    }
    g.fillStyle = css("--ink"); g.textBaseline = "bottom"; g.fillText(block.axis, (left + w - right) / 2, h - 4);
    block.ranks.forEach((rank, i) => {
      const y = top + 20 * (i + .5), half = block.difference / 2;
      g.fillStyle = css("--ink"); g.textAlign = "right"; g.textBaseline = "middle"; g.fillText(block.names[i], left - 6, y);
      g.strokeStyle = g.fillStyle = rank - block.ranks[0] < block.difference ? PALETTE[0] : css("--soft");
      g.lineWidth = 2.2; g.beginPath(); g.moveTo(px(rank - half), y); g.lineTo(px(rank + half), y); g.stroke();
      g.beginPath(); g.arc(px(rank), y, 3.5, 0, 7); g.fill();
    });
  });
  canvas.setAttribute("aria-label", block.title);
  return figure;
}

function animation(block) {
  const all = block.frames.flat(), box = extent(all, block.axes);
  const figure = plot({ title: block.title, axes: block.axes, series: block.frames[0], marks: [] }, false, box);
  const slider = element("input", { type: "range", min: 0, max: block.frames.length - 1, value: 0, "aria-label": "frame" });
  const label = element("small", {}, block.captions[0] ?? ""), button = element("button", { type: "button" }, "Play");
  let timer = null;
  const show = k => { slider.value = k; label.textContent = block.captions[k] ?? ""; figure.swap(block.frames[k]); };
  slider.oninput = () => show(+slider.value);
  button.onclick = () => {
    if (timer) { clearInterval(timer); timer = null; button.textContent = "Play"; return; }
    button.textContent = "Pause"; timer = setInterval(() => show((+slider.value + 1) % block.frames.length), 120);
  };
  figure.append(button, slider, label);
  return figure;
}

function table(block) {
  const head = element("tr"), body = element("tbody");
  const numeric = s => /^[-+−]?[\d.,]+([eE][-+]?\d+)?( ?[%×]| ± .*)?$/.test(s) || s === "" || s === "–" || s === "inf";
  const value = s => parseFloat(s.replace("−", "-")), rows = block.rows.map(r => [...r]);
  const fill = () => body.replaceChildren(...rows.map(r => element("tr", {}, ...r.map(c => element("td", numeric(c) ? { class: "n" } : {}, c)))));
  block.columns.forEach((name, i) => {
    let up = true;
    const cell = element("th", { tabindex: 0, scope: "col" }, name);
    const sort = () => {
      rows.sort((a, b) => { const p = value(a[i]), q = value(b[i]); const d = Number.isNaN(p) || Number.isNaN(q) ? a[i].localeCompare(b[i]) : p - q; return up ? d : -d; });
      up = !up; fill();
    };
    cell.onclick = sort; cell.onkeydown = e => { if (e.key === "Enter") sort(); };
    head.append(cell);
  });
  fill();
  const box = element("div", { class: "wide" }, element("table", {}, element("thead", {}, head), body));
  return block.title ? element("div", {}, element("p", {}, element("b", {}, block.title)), box) : box;
}

function render(block) {
  switch (block.type) {
    case "Text": return element("p", {}, block.text);
    case "Equation": return element("div", { class: "equation" }, block.latex);
    case "Table": return table(block);
    case "LinePlot": return plot(block, false);
    case "Scatter": return plot(block, true);
    case "HeatMap": return heat(block);
    case "PhasePortrait": return portrait(block);
    case "Animation": return animation(block);
    case "RankDiagram": return ranks(block);
    default: return element("p", {}, `A figure of an unknown kind (${block.type}): made by a newer version.`);
  }
}

const revive = (_, v) => v === "NaN" ? NaN : v === "Infinity" ? Infinity : v === "-Infinity" ? -Infinity : v;
const report = JSON.parse(document.getElementById("data").textContent, revive);
const page = document.getElementById("report");
page.append(element("h1", {}, report.title), element("p", { class: "summary" }, report.summary));
if (report.claims.length) {
  page.append(element("h2", {}, "Claims"));
  const rows = report.claims.map(c => element("tr", {}, element("td", { class: c.holds ? "claim-yes" : "claim-no" }, c.holds ? "✓ holds" : "✗ does not hold"),
    element("td", {}, element("b", {}, c.name), element("br"), c.statement), element("td", {}, c.source), element("td", {}, c.expected), element("td", {}, c.measured)));
  page.append(element("div", { class: "wide" }, element("table", {}, element("thead", {}, element("tr", {}, ...["", "Claim", "Source", "Expected", "Measured"].map(t => element("th", {}, t)))), element("tbody", {}, ...rows))));
}
const figures = new Set(["LinePlot", "Scatter", "PhasePortrait"]);
for (const section of report.sections) {
  page.append(element("h2", {}, section.title));
  let group = null;
  section.blocks.forEach((block, i) => {
    const beside = figures.has(block.type) && (figures.has(section.blocks[i - 1]?.type) || figures.has(section.blocks[i + 1]?.type));
    if (beside) {
      // Three in a group: a portrait that leads stands as high as the two beside it.
      const leads = !group && block.type === "PhasePortrait" && figures.has(section.blocks[i + 1]?.type) && figures.has(section.blocks[i + 2]?.type) && !figures.has(section.blocks[i + 3]?.type);
      if (!group) { group = element("div", { class: "figures" }); page.append(group); }
      const figure = leads ? portrait(block, 780) : render(block);
      if (leads) figure.classList.add("leads");
      group.append(figure);
    }
    else { group = null; page.append(render(block)); }
  });
}
const facts = Object.entries(report.provenance ?? {});
if (facts.length) page.append(element("footer", {}, element("h2", {}, "Provenance"), element("dl", {}, ...facts.flatMap(([k, v]) => [element("dt", {}, k), element("dd", {}, v)]))));
