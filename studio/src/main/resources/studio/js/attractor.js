// Living attractors: points that move along an orbit, drawn by WebGL.
import * as THREE from '../lib/three.module.min.js';
import { OrbitControls } from '../lib/OrbitControls.js';

const still = matchMedia('(prefers-reduced-motion: reduce)').matches;

const VERTEX = `
attribute float age;
uniform float now;
uniform float size;
varying float shade;
void main() {
  float back = fract(now - age);
  shade = 0.22 + 0.78 * exp(-14.0 * back);
  vec4 seen = modelViewMatrix * vec4(position, 1.0);
  gl_Position = projectionMatrix * seen;
  gl_PointSize = size * (1.0 + 2.2 * exp(-60.0 * back)) / -seen.z;
}`;
const FRAGMENT = `
uniform vec3 cold;
uniform vec3 warm;
varying float shade;
void main() {
  vec2 p = gl_PointCoord - 0.5;
  if (dot(p, p) > 0.25) discard;
  gl_FragColor = vec4(mix(cold, warm, shade * shade), 0.35 + 0.65 * shade);
}`;

/** A cloud of points with their place along the orbit; `points` is a Float32Array of shape (n, 3). */
export function cloud(points, size = 9, colours = ['#3f8fa6', '#ffd08a']) {
  const n = points.length / 3;
  const age = new Float32Array(n);
  for (let i = 0; i < n; i++) age[i] = i / n;
  const geometry = new THREE.BufferGeometry();
  geometry.setAttribute('position', new THREE.BufferAttribute(points, 3));
  geometry.setAttribute('age', new THREE.BufferAttribute(age, 1));
  const material = new THREE.ShaderMaterial({
    vertexShader: VERTEX,
    fragmentShader: FRAGMENT,
    transparent: true,
    depthWrite: false,
    blending: THREE.AdditiveBlending,
    uniforms: { now: { value: 0 }, size: { value: size }, cold: { value: new THREE.Color(colours[0]) }, warm: { value: new THREE.Color(colours[1]) } },
  });
  return new THREE.Points(geometry, material);
}

/** Columns of a trajectory as points in a cube of side 2 about 0; `frame` keeps the scale of another. */
export function packed(columns, frame) {
  const n = columns[0].length;
  const points = new Float32Array(3 * n);
  const used = frame ?? columns.slice(0, 3).map((c) => {
    let low = Infinity;
    let high = -Infinity;
    for (const x of c) { if (x < low) low = x; if (x > high) high = x; }
    return [low, high];
  });
  for (let k = 0; k < 3; k++) {
    const column = columns[k];
    const [low, high] = used[k] ?? [0, 0];
    for (let i = 0; i < n; i++) points[3 * i + k] = column && high > low ? (2 * column[i] - low - high) / (high - low) : 0;
  }
  return { points, frame: used };
}

/** One large view that can be turned. */
export class Stage {
  constructor(element, camera) {
    this.element = element;
    this.renderer = new THREE.WebGLRenderer({ antialias: true, powerPreference: 'high-performance' });
    this.renderer.setPixelRatio(Math.min(devicePixelRatio, 2));
    this.renderer.setClearColor(0x000000, 0);
    element.prepend(this.renderer.domElement);
    this.renderer.domElement.setAttribute('role', 'img');
    this.scene = new THREE.Scene();
    this.camera = new THREE.PerspectiveCamera(38, 1, 0.1, 50);
    this.camera.position.set(...(camera ?? [2.6, 1.7, 3.4]));
    this.controls = new OrbitControls(this.camera, this.renderer.domElement);
    this.controls.enableDamping = true;
    this.controls.autoRotate = !still && !camera;
    this.controls.autoRotateSpeed = 0.5;
    this.controls.addEventListener('start', () => { this.controls.autoRotate = false; });
    this.clouds = [];
    this.speed = 0.06;
    this.frames = 0;
    this.observer = new ResizeObserver(() => this.resize());
    this.observer.observe(element);
    this.resize();
    this.started = performance.now();
    this.renderer.setAnimationLoop((time) => this.draw(time));
  }

  resize() {
    const { clientWidth: w, clientHeight: h } = this.element;
    if (!w || !h) return;
    this.renderer.setSize(w, h, false);
    this.camera.aspect = w / h;
    this.camera.updateProjectionMatrix();
  }

  show(...clouds) {
    for (const old of this.clouds) {
      this.scene.remove(old);
      old.geometry.dispose();
      old.material.dispose();
    }
    this.clouds = clouds;
    for (const each of clouds) {
      each.rotation.x = -Math.PI / 2;
      this.scene.add(each);
    }
  }

  draw(time) {
    if (document.hidden) return;
    this.frames++;
    const now = still ? 0.999 : ((time - this.started) / 1000) * this.speed;
    for (const each of this.clouds) {
      each.material.uniforms.now.value = now % 1;
      each.material.uniforms.size.value = (this.element.clientHeight / 640) * 15;
    }
    this.controls.update();
    this.renderer.render(this.scene, this.camera);
  }

  get view() {
    return this.camera.position.toArray().map((x) => Number(x.toFixed(3)));
  }

  close() {
    this.observer.disconnect();
    this.renderer.setAnimationLoop(null);
    this.show();
    this.controls.dispose();
    this.renderer.dispose();
    this.renderer.domElement.remove();
  }
}

/** Many small views drawn by one context: browsers give a page only some sixteen. */
export class Gallery {
  constructor() {
    this.canvas = document.createElement('canvas');
    this.renderer = new THREE.WebGLRenderer({ canvas: this.canvas, antialias: true, alpha: true });
    this.renderer.setPixelRatio(Math.min(devicePixelRatio, 2));
    Object.assign(this.canvas.style, { position: 'fixed', left: 0, top: 0, width: '100vw', height: '100vh', pointerEvents: 'none', zIndex: 1 });
    this.canvas.setAttribute('aria-hidden', 'true');
    this.items = new Map();
    this.renderer.setScissorTest(true);
    this.renderer.setAnimationLoop((time) => this.draw(time));
    document.body.append(this.canvas);
  }

  add(element, points, phase) {
    const scene = new THREE.Scene();
    const object = cloud(points, 9);
    object.rotation.x = -Math.PI / 2;
    const turn = new THREE.Group();
    turn.add(object);
    scene.add(turn);
    const camera = new THREE.PerspectiveCamera(34, 1, 0.1, 20);
    camera.position.set(0, 1.1, 3.9);
    camera.lookAt(0, 0, 0);
    this.items.set(element, { scene, camera, turn, object, phase });
  }

  drop(element) {
    const item = this.items.get(element);
    if (!item) return;
    item.object.geometry.dispose();
    item.object.material.dispose();
    this.items.delete(element);
  }

  draw(time) {
    if (document.hidden) return;
    const w = innerWidth;
    const h = innerHeight;
    const size = this.renderer.getSize(new THREE.Vector2());
    if (size.x !== w || size.y !== h) this.renderer.setSize(w, h, false);
    this.renderer.setScissorTest(false);
    this.renderer.setClearColor(0x000000, 0);
    this.renderer.clear();
    this.renderer.setScissorTest(true);
    const top = document.querySelector('.bar').getBoundingClientRect().bottom;
    for (const [element, item] of this.items) {
      const r = element.getBoundingClientRect();
      if (r.bottom < top || r.top > h || !r.width) continue;
      const seen = Math.max(r.top, top);
      this.renderer.setViewport(r.left, h - r.bottom, r.width, r.height);
      this.renderer.setScissor(r.left, h - r.bottom, r.width, r.bottom - seen);
      item.camera.aspect = r.width / r.height;
      item.camera.updateProjectionMatrix();
      const t = still ? 0 : time / 1000;
      item.turn.rotation.y = item.phase + t * 0.15;
      item.object.material.uniforms.now.value = still ? 0.999 : (item.phase + t * 0.08) % 1;
      item.object.material.uniforms.size.value = r.height / 26;
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
