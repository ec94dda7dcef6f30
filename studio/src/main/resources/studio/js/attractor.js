// Living attractors, drawn by WebGL: a thin line along the orbit, and points that travel on it.
import * as THREE from '../lib/three.module.min.js';
import { OrbitControls } from '../lib/OrbitControls.js';

const still = matchMedia('(prefers-reduced-motion: reduce)').matches;

/** A lap of the orbit in seconds: slow enough to follow a point by eye. */
const LAP = 45;
const WIDTH = 64;

const COLOURS = [['#2a6fb0', '#58d3c0', '#fff0c8'], ['#b0503c', '#ffae57', '#fff3e0']];

const LINE_VERTEX = `
varying float high;
void main() {
  high = 0.5 + 0.5 * clamp(position.z + 0.6 * position.y, -1.0, 1.0);
  gl_Position = projectionMatrix * modelViewMatrix * vec4(position, 1.0);
}`;
const LINE_FRAGMENT = `
uniform vec3 low;
uniform vec3 top;
uniform float strength;
varying float high;
void main() {
  gl_FragColor = vec4(mix(low, top, high), strength);
  #include <colorspace_fragment>
}`;

/* A point knows its place on the orbit alone; where that is, the orbit's texture tells. */
const SWARM_VERTEX = `
attribute float phase;
uniform highp sampler2D orbit;
uniform float count;
uniform float now;
uniform float size;
varying float bright;
vec3 at(float i) {
  int k = int(i);
  return texelFetch(orbit, ivec2(k % ${WIDTH}, k / ${WIDTH}), 0).xyz;
}
void main() {
  float place = fract(phase + now) * (count - 1.0);
  float i = min(floor(place), count - 2.0);
  vec4 seen = modelViewMatrix * vec4(mix(at(i), at(i + 1.0), place - i), 1.0);
  gl_Position = projectionMatrix * seen;
  bright = 0.45 + 0.55 * fract(phase * 7919.0);
  gl_PointSize = size * (0.7 + 0.6 * bright) * 3.6 / -seen.z;
}`;
/* Iterates of a map have nothing between them: they stay where they are and light up in turn. */
const DUST_VERTEX = `
attribute float phase;
uniform float now;
uniform float size;
varying float bright;
varying float high;
void main() {
  float back = fract(now - phase);
  bright = 0.42 + 0.58 * exp(-40.0 * back);
  high = 0.5 + 0.5 * clamp(position.z + 0.6 * position.y, -1.0, 1.0);
  vec4 seen = modelViewMatrix * vec4(position, 1.0);
  gl_Position = projectionMatrix * seen;
  gl_PointSize = size * (0.75 + 0.9 * exp(-120.0 * back)) * 3.6 / -seen.z;
}`;
const ROUND = `
uniform vec3 low;
uniform vec3 top;
uniform vec3 head;
varying float bright;
#ifdef DUST
varying float high;
#endif
void main() {
  float r = length(gl_PointCoord - 0.5);
  float edge = 1.0 - smoothstep(0.28, 0.5, r);
  if (edge <= 0.0) discard;
  vec3 colour = head;
  #ifdef DUST
  colour = mix(mix(low, top, high), head, smoothstep(0.45, 1.0, bright));
  #endif
  gl_FragColor = vec4(colour, edge * bright);
  #include <colorspace_fragment>
}`;

function material(vertexShader, fragmentShader, colours, uniforms, defines) {
  return new THREE.ShaderMaterial({
    vertexShader,
    fragmentShader,
    ...(defines && { defines }),
    transparent: true,
    depthWrite: false,
    depthTest: false,
    blending: THREE.AdditiveBlending,
    uniforms: { now: { value: 0 }, size: { value: 3 }, low: { value: new THREE.Color(colours[0]) }, top: { value: new THREE.Color(colours[1]) }, head: { value: new THREE.Color(colours[2]) }, ...uniforms },
  });
}

function positions(points) {
  const geometry = new THREE.BufferGeometry();
  geometry.setAttribute('position', new THREE.BufferAttribute(points, 3));
  return geometry;
}

function phases(geometry, n, spread) {
  const phase = new Float32Array(n);
  let seed = 1;
  for (let i = 0; i < n; i++) {
    seed = (seed * 48271) % 2147483647;
    phase[i] = spread ? seed / 2147483647 : i / n;
  }
  geometry.setAttribute('phase', new THREE.BufferAttribute(phase, 1));
}

function swarm(points, moving, colours) {
  const n = points.length / 3;
  const data = new Float32Array(4 * WIDTH * Math.ceil(n / WIDTH));
  for (let i = 0; i < n; i++) data.set(points.subarray(3 * i, 3 * i + 3), 4 * i);
  const orbit = new THREE.DataTexture(data, WIDTH, Math.ceil(n / WIDTH), THREE.RGBAFormat, THREE.FloatType);
  orbit.needsUpdate = true;
  const geometry = positions(new Float32Array(3 * moving));
  phases(geometry, moving, true);
  const object = new THREE.Points(geometry, material(SWARM_VERTEX, ROUND, colours, { orbit: { value: orbit }, count: { value: n } }));
  object.frustumCulled = false;
  return object;
}

/**
 * An orbit to look at; `points` is a Float32Array of shape (n, 3).
 * `kind` is `line` for what is continuous in time, `dust` for iterates, `cloud` for many states at one time.
 */
export function living(points, { kind = 'line', which = 0, moving = 500, strength = 0.34, flat = false, size = 1 } = {}) {
  const colours = COLOURS[which % COLOURS.length];
  const group = new THREE.Group();
  if (points.length < 6) return group;
  if (kind === 'line') {
    group.add(new THREE.Line(positions(points), material(LINE_VERTEX, LINE_FRAGMENT, colours, { strength: { value: strength } })));
    if (moving) group.add(swarm(points, moving, colours));
  } else {
    const geometry = positions(points);
    phases(geometry, points.length / 3, kind === 'cloud');
    group.add(new THREE.Points(geometry, material(DUST_VERTEX, ROUND, colours, {}, { DUST: 1 })));
  }
  // States of three and more: the third points up. Two are seen from the front.
  if (!flat) group.rotation.x = -Math.PI / 2;
  group.userData.size = size;
  return group;
}

function tick(group, seconds, pixels) {
  for (const each of group.children) {
    each.material.uniforms.now.value = still ? 0.25 : (seconds / LAP) % 1;
    each.material.uniforms.size.value = pixels * (group.userData.size ?? 1);
  }
}

function release(group) {
  for (const each of group.children) {
    each.geometry.dispose();
    each.material.uniforms.orbit?.value.dispose();
    each.material.dispose();
  }
}

function extents(columns) {
  return columns.map((c) => {
    let low = Infinity;
    let high = -Infinity;
    for (const x of c) { if (x < low) low = x; if (x > high) high = x; }
    return [low, high];
  });
}

/**
 * Columns of a trajectory as points in a cube of side 2 about 0. States of like extent keep their
 * proportions; others are scaled each by itself. `frame` keeps the scale of another orbit.
 */
export function packed(columns, frame, spaceOnly = false) {
  const n = columns[0].length;
  const points = new Float32Array(3 * n);
  const used = frame ?? extents(columns.slice(0, 3));
  const sizes = used.map(([low, high]) => high - low);
  const largest = Math.max(...sizes);
  const alike = !spaceOnly && sizes.every((s) => s > largest / 4);
  for (let k = 0; k < 3; k++) {
    const column = columns[k];
    if (!column || !(sizes[k] > 0)) continue;
    const [low, high] = used[k];
    const scale = 2 / (alike ? largest : sizes[k]);
    for (let i = 0; i < n; i++) points[3 * i + k] = (column[i] - (low + high) / 2) * scale;
  }
  return { points, frame: used };
}

/** One large view that can be turned, by mouse, finger or arrow keys. */
export class Stage {
  constructor(element, { camera, flat = false, label = 'Orbit' } = {}) {
    this.element = element;
    this.renderer = new THREE.WebGLRenderer({ antialias: true, alpha: true, powerPreference: 'high-performance' });
    this.renderer.setPixelRatio(Math.min(devicePixelRatio, 2));
    this.renderer.setClearColor(0x000000, 0);
    this.canvas = this.renderer.domElement;
    element.prepend(this.canvas);
    this.canvas.setAttribute('role', 'img');
    this.canvas.setAttribute('aria-label', `${label}. Arrow keys turn it, plus and minus come nearer and go away.`);
    this.canvas.tabIndex = 0;
    this.scene = new THREE.Scene();
    this.camera = new THREE.PerspectiveCamera(38, 1, 0.1, 50);
    this.controls = new OrbitControls(this.camera, this.canvas);
    this.controls.enableDamping = true;
    this.controls.enablePan = false;
    this.controls.minDistance = 0.6;
    this.controls.maxDistance = 12;
    this.controls.autoRotateSpeed = 0.6;
    this.controls.addEventListener('start', () => { this.controls.autoRotate = false; });
    this.groups = [];
    this.frames = 0;
    this.home(camera, flat);
    this.canvas.addEventListener('keydown', (event) => this.key(event));
    this.observer = new ResizeObserver(() => this.resize());
    this.observer.observe(element);
    this.resize();
    this.started = performance.now();
    this.renderer.setAnimationLoop((time) => this.draw(time));
  }

  home(camera, flat = this.flat) {
    this.flat = flat;
    this.camera.position.set(...(camera ?? (flat ? [0, 0, 3.5] : [1.0, 0.75, 3.45])));
    this.controls.autoRotate = !still && !camera && !flat;
    this.controls.update();
  }

  key(event) {
    const turn = { ArrowLeft: [-0.08, 0], ArrowRight: [0.08, 0], ArrowUp: [0, -0.08], ArrowDown: [0, 0.08] }[event.key];
    const near = { '+': 0.9, '=': 0.9, '-': 1.1 }[event.key];
    if (!turn && !near) return;
    event.preventDefault();
    this.controls.autoRotate = false;
    const place = new THREE.Spherical().setFromVector3(this.camera.position);
    if (turn) {
      place.theta += turn[0];
      place.phi = Math.min(Math.PI - 0.05, Math.max(0.05, place.phi + turn[1]));
    } else {
      place.radius *= near;
    }
    this.camera.position.setFromSpherical(place);
    this.controls.dispatchEvent({ type: 'end' });
  }

  resize() {
    const { clientWidth: w, clientHeight: h } = this.element;
    if (!w || !h) return;
    this.renderer.setSize(w, h, false);
    this.camera.aspect = w / h;
    // In a narrow window the width is what must fit.
    this.camera.fov = w < h * 1.1 ? 2 * Math.atan(Math.tan(19 * Math.PI / 180) * 1.1 * h / w) * 180 / Math.PI : 38;
    this.camera.updateProjectionMatrix();
  }

  show(...groups) {
    for (const old of this.groups) {
      this.scene.remove(old);
      release(old);
    }
    this.groups = groups;
    for (const each of groups) this.scene.add(each);
  }

  draw(time) {
    if (document.hidden) return;
    this.frames++;
    const pixels = this.renderer.getPixelRatio() * Math.max(2.2, this.element.clientHeight / 190);
    for (const each of this.groups) tick(each, (time - this.started) / 1000, pixels);
    this.controls.update();
    this.renderer.render(this.scene, this.camera);
  }

  get view() {
    return this.camera.position.toArray().map((x) => Number(x.toFixed(4)));
  }

  close() {
    this.observer.disconnect();
    this.renderer.setAnimationLoop(null);
    this.show();
    this.controls.dispose();
    this.renderer.dispose();
    this.canvas.remove();
  }
}

/** Many small views drawn by one context: browsers give a page only some sixteen. */
export class Gallery {
  constructor() {
    this.canvas = document.createElement('canvas');
    this.renderer = new THREE.WebGLRenderer({ canvas: this.canvas, antialias: true, alpha: true });
    this.renderer.setPixelRatio(Math.min(devicePixelRatio, 2));
    this.renderer.setClearColor(0x000000, 0);
    Object.assign(this.canvas.style, { position: 'absolute', left: 0, top: 0, pointerEvents: 'none', zIndex: 1 });
    this.canvas.setAttribute('aria-hidden', 'true');
    this.items = new Map();
    this.frames = 0;
    this.renderer.setAnimationLoop((time) => this.draw(time));
    document.body.append(this.canvas);
  }

  add(element, points, { kind, flat, phase }) {
    const scene = new THREE.Scene();
    const object = living(points, { kind, flat, moving: 260, strength: 0.3 });
    const turn = new THREE.Group();
    turn.add(object);
    scene.add(turn);
    const camera = new THREE.PerspectiveCamera(34, 1, 0.1, 20);
    camera.position.set(0, flat ? 0 : 0.75, flat ? 3.7 : 4.3);
    camera.lookAt(0, 0, 0);
    this.items.set(element, { scene, camera, turn, object, phase, flat });
  }

  drop(element) {
    const item = this.items.get(element);
    if (!item) return;
    release(item.object);
    this.items.delete(element);
  }

  draw(time) {
    if (document.hidden) return;
    this.frames++;
    const w = document.documentElement.clientWidth;
    const h = innerHeight;
    const size = this.renderer.getSize(new THREE.Vector2());
    if (size.x !== w || size.y !== h) this.renderer.setSize(w, h);
    // It scrolls with the page between two frames, so that pictures stay in their cards.
    this.canvas.style.transform = `translateY(${scrollY}px)`;
    this.renderer.setScissorTest(false);
    this.renderer.clear();
    this.renderer.setScissorTest(true);
    const pixels = this.renderer.getPixelRatio();
    const t = still ? 0 : time / 1000;
    for (const [element, item] of this.items) {
      const r = element.getBoundingClientRect();
      if (r.bottom < 0 || r.top > h || !r.width) continue;
      this.renderer.setViewport(r.left, h - r.bottom, r.width, r.height);
      this.renderer.setScissor(r.left, h - r.bottom, r.width, r.height);
      item.camera.aspect = r.width / r.height;
      item.camera.updateProjectionMatrix();
      item.turn.rotation.y = item.flat ? 0 : item.phase + t * 0.15;
      tick(item.object, t, pixels * (item.object.children.length > 1 ? 2 : 1.7));
      this.renderer.render(item.scene, item.camera);
    }
  }

  close() {
    this.renderer.setAnimationLoop(null);
    for (const element of [...this.items.keys()]) this.drop(element);
    this.renderer.dispose();
    this.canvas.remove();
  }
}
