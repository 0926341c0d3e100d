'use strict';
// Text of the analysed project enters the page through el() only, as text nodes.
const data = JSON.parse(document.getElementById('data').textContent);
const root = document.documentElement;
const byId = id => document.getElementById(id);

// Control characters, direction overrides and invisible marks, spelled out.
const hidden = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]|\u{e0000}|[\u{e0001}-\u{e007f}]/gu;
const visible = text => String(text).replace(hidden, c => '\\u{' + c.codePointAt(0).toString(16) + '}');

function el(name, props, ...children) {
  const node = document.createElement(name);
  for (const key in props) {
    const value = props[key];
    if (value === undefined || value === null || value === false) continue;
    if (key === 'class') node.className = value;
    else if (key.startsWith('on')) node.addEventListener(key.slice(2), value);
    else node.setAttribute(key, value === true ? '' : visible(value));
  }
  for (const child of children.flat()) {
    if (child === null || child === undefined || child === false) continue;
    node.append(child instanceof Node ? child : visible(child));
  }
  return node;
}

const files = data.files.map(([path, language, source, why]) => ({ path, language, source, why, lines: null, mutants: [] }));
const tests = data.tests.map(([id, name, path, line, kind, verdict, offered, killed, alone, disabled, assertions], at) =>
  ({ at, id, name, path, line, kind, verdict, offered, killed, alone, disabled, assertions, text: (name + ' ' + path).toLowerCase() }));
const mutants = data.mutants.map((m, at) => ({
  at, id: m[0], file: files[m[1]], line: m[2], column: m[3], endLine: m[4], endColumn: m[5], operator: data.operators[m[6]],
  area: m[7] < 0 ? null : data.areas[m[7]], fn: data.functions[m[8]], original: m[9], replacement: m[10],
  status: data.statuses[m[11]], by: m[12], kills: m[13], reach: m[14], detail: m[15], rank: m[16], text: null,
}));
for (const m of mutants) m.file.mutants.push(m);
for (const m of mutants) m.text = (m.id + ' ' + m.file.path + ' ' + m.fn + ' ' + m.operator + ' ' + m.original + ' ' + m.replacement).toLowerCase();

// Sets of tests are runs: start, count, start, count …
const decoded = new Map();
function members(set) {
  if (!decoded.has(set)) {
    const out = [];
    const runs = data.sets[set];
    for (let i = 0; i < runs.length; i += 2) for (let n = 0; n < runs[i + 1]; n++) out.push(runs[i] + n);
    decoded.set(set, out);
  }
  return decoded.get(set);
}
function has(set, test) {
  const runs = data.sets[set];
  for (let i = 0; i < runs.length; i += 2) if (test >= runs[i] && test < runs[i] + runs[i + 1]) return true;
  return false;
}

// Glyph, colour class and words; colour is never the only sign.
const statusLook = {
  'killed': ['✓', 'good', 'noticed'], 'survived': ['✗', 'bad', 'unnoticed'], 'not-reached': ['○', 'warn', 'not reached'],
  'timeout': ['◔', 'mute', 'timed out'], 'memory': ['▣', 'mute', 'memory limit'], 'invalid': ['⊘', 'mute', 'does not build'],
  'unattributed': ['?', 'mute', 'unattributed'], 'suspicious': ['?', 'mute', 'suspicious'], 'flaky': ['≈', 'mute', 'flaky'],
  'void': ['–', 'mute', 'void'], 'not-run': ['–', 'mute', 'not run'],
};
const verdictLook = {
  'load-bearing': ['◆', 'good', 'load-bearing: only it notices some planted error'],
  'redundant': ['◇', 'good', 'redundant: it notices planted errors, never alone'],
  'killing': ['◇', 'good', 'killing: it notices planted errors; who else does was not asked'],
  'crash-only': ['!', 'warn', 'crash-only: it notices only by crashing'],
  'hollow': ['✗', 'bad', 'hollow: it reached planted errors and noticed none'],
  'unoffered': ['○', 'mute', 'unoffered: it reached no planted error'],
  'flaky': ['≈', 'warn', 'flaky: it was set aside'], 'skipped': ['–', 'mute', 'skipped: it did not run'],
};
const kindLook = {
  'business': ['◆', 'good', 'compares a result with an expected value'], 'shape': ['□', 'warn', 'only looks at types, presence, shape or size'],
  'ambiguous': ['◐', 'mute', 'rests on a snapshot or an unknown helper'], 'vacuous': ['✗', 'bad', 'cannot fail through a wrong result'],
  'none': ['✗', 'bad', 'asserts nothing'],
};
const lookOfTest = t => t.verdict ? verdictLook[t.verdict] : t.kind ? kindLook[t.kind] : ['·', 'mute', 'only the runner knows it'];
const number = n => n.toLocaleString('en-US');
const plural = (n, word) => number(n) + ' ' + word + (n === 1 ? '' : 's');

function mutantLink(m, text) { return el('a', { href: '#mutant=' + encodeURIComponent(m.id) }, text || m.id); }
function testLink(t) { return el('a', { href: '#test=' + t.at }, el('bdi', {}, t.name)); }
function sourceLink(path, line) {
  const file = files.find(f => f.path === path && f.source !== null);
  const text = path + (line ? ':' + line : '');
  return file ? el('a', { href: '#source=' + encodeURIComponent(path) + ':' + (line || 1) }, el('code', {}, text)) : el('code', {}, text);
}

function linesOf(file) {
  if (file.source !== null && !file.lines) file.lines = file.source.split(/\r\n|\n|\r/);
  return file.lines;
}
// The changed lines: [[line number, text]], [text].
function diffOf(m) {
  const lines = linesOf(m.file);
  const split = text => text === '' ? [] : text.split(/\r\n|\n|\r/);
  if (!lines || m.endLine > lines.length) return [split(m.original).map((t, i) => [m.line + i, t]), split(m.replacement)];
  const before = lines.slice(m.line - 1, m.endLine).map((t, i) => [m.line + i, t]);
  const after = lines[m.line - 1].slice(0, m.column - 1) + m.replacement + lines[m.endLine - 1].slice(m.endColumn - 1);
  return [before, after.trim() === '' ? [] : split(after)];
}
function diffView(m) {
  const [before, after] = diffOf(m);
  const most = 40;
  const box = el('div', { class: 'diff', role: 'group', 'aria-label': 'The planted change', tabindex: '0' });
  for (const [, text] of before.slice(0, most)) box.append(el('div', { class: 'del' }, '- ' + text));
  if (before.length > most) box.append(el('div', { class: 'del' }, '- … ' + plural(before.length - most, 'more line')));
  for (const text of after.slice(0, most)) box.append(el('div', { class: 'add' }, '+ ' + text));
  if (after.length === 0) box.append(el('div', { class: 'add' }, '+ (nothing)'));
  return box;
}
