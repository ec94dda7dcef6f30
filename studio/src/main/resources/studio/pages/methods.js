import { h } from '../js/dom.js';
export async function show(root) { root.append(h('h1', 'methods'), h('p.empty', 'Not built yet.')); }
