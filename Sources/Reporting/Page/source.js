// Source with the planted errors in their places.
function sourceView(mount) {
  const shown = files.filter(f => f.source !== null).sort((a, b) => gapsIn(b) - gapsIn(a) || (a.path < b.path ? -1 : 1));
  if (shown.length === 0) { mount.append(el('p', { class: 'soft' }, 'No source was kept.')); return { open() {} }; }
  const [fileLabel, file] = choice('File', shown.map(f => [f.path, f.path + '  (' + number(gapsIn(f)) + ' unnoticed of ' + number(f.mutants.length) + ')']), () => load(current(), 1));
  const [modeLabel, mode] = choice('Open', [['gaps', 'unnoticed'], ['all', 'all'], ['none', 'none']], () => load(current(), 1));
  const pad = el('div', { class: 'pad' });
  const box = el('div', { class: 'source', tabindex: '0', role: 'region', 'aria-label': 'Source' }, pad);
  const note = el('p', { class: 'note' }, 'Marks in the margin: ✗ unnoticed, ○ not reached, ✓ noticed, · no judgement. Click a marked line, or press Enter on it, to open and close its changes; j and k move between marked lines.');
  mount.append(el('div', { class: 'bar-tools' }, fileLabel, modeLabel), box, note);
  const height = 21;
  let rows = [], marks = new Map(), opened = new Set(), line = 0;
  function gapsIn(f) { return f.mutants.reduce((n, m) => n + (m.status === 'survived' || m.status === 'not-reached' ? 1 : 0), 0); }
  function current() { return shown.find(f => f.path === file.value); }
  function load(f, at) {
    file.value = f.path;
    marks = new Map();
    for (const m of f.mutants) { if (!marks.has(m.line)) marks.set(m.line, []); marks.get(m.line).push(m); }
    opened = new Set();
    for (const [n, ms] of marks) if (mode.value === 'all' || (mode.value === 'gaps' && ms.some(m => m.status === 'survived'))) opened.add(n);
    line = at;
    layout(f);
    reveal(at);
  }
  function layout(f) {
    rows = [];
    linesOf(f).forEach((text, i) => {
      rows.push({ n: i + 1, text });
      if (!opened.has(i + 1)) return;
      for (const m of marks.get(i + 1)) {
        if (mode.value === 'gaps' && m.status === 'killed') continue;
        rows.push({ head: m });
        const [before, after] = diffOf(m);
        for (const [, t] of before.slice(0, 6)) rows.push({ del: t });
        if (before.length > 6) rows.push({ del: '… ' + plural(before.length - 6, 'more line') });
        for (const t of after.slice(0, 8)) rows.push({ add: t });
        if (after.length === 0) rows.push({ add: '(nothing)' });
      }
    });
    pad.style.height = rows.length * height + 'px';
    draw();
  }
  function draw() {
    const first = Math.max(0, Math.floor(box.scrollTop / height) - 20);
    const last = Math.min(rows.length, Math.ceil((box.scrollTop + (box.clientHeight || 700)) / height) + 20);
    const nodes = [];
    for (let i = first; i < last; i++) {
      const node = rowNode(rows[i]);
      node.style.top = i * height + 'px';
      nodes.push(node);
    }
    pad.replaceChildren(...nodes);
  }
  function rowNode(r) {
    if (r.head) {
      const look = statusLook[r.head.status];
      return el('div', { class: 'code-row head' }, el('span', { class: 'gut' }, ''), el('span', { class: look[1] }, look[0] + ' ' + look[2] + ' '), mutantLink(r.head, r.head.operator), r.head.area ? '  ' + r.head.area : '');
    }
    if (r.del !== undefined) return el('div', { class: 'code-row del' }, el('span', { class: 'gut' }, '−'), r.del);
    if (r.add !== undefined) return el('div', { class: 'code-row add' }, el('span', { class: 'gut' }, '+'), r.add);
    const here = marks.get(r.n);
    const gut = el('span', { class: 'gut' });
    if (here) for (const [statuses, glyph, tone] of [[['survived'], '✗', 'bad'], [['not-reached'], '○', 'warn'], [['killed'], '✓', 'good']]) {
      const n = here.filter(m => statuses.includes(m.status)).length;
      if (n) gut.append(el('span', { class: tone }, glyph + (n > 1 ? n : '') + ' '));
    }
    if (here && !gut.hasChildNodes()) gut.append('· ');
    gut.append(String(r.n));
    return el('div', { class: 'code-row' + (r.n === line ? ' cur' : ''), 'data-toggle': here ? String(r.n) : null, onclick: here ? () => { line = r.n; toggle(r.n); } : null }, gut, r.text);
  }
  function toggle(n) { opened.has(n) ? opened.delete(n) : opened.add(n); layout(current()); }
  function reveal(n) {
    const i = rows.findIndex(r => r.n === n);
    if (i >= 0) box.scrollTop = Math.max(0, i * height - box.clientHeight / 3);
    draw();
  }
  const key = event => {
    const step = { j: 1, ArrowDown: 1, k: -1, ArrowUp: -1 }[event.key];
    if (step && (event.key.length === 1 || event.target === box)) {
      const stops = [...marks.keys()].sort((a, b) => a - b);
      const next = step > 0 ? stops.find(n => n > line) : stops.reverse().find(n => n < line);
      if (next) { line = next; reveal(next); }
      event.preventDefault();
      return true;
    }
    if (event.key === 'Enter' && marks.has(line) && (event.target === box || event.target === document.body)) { toggle(line); event.preventDefault(); return true; }
    return false;
  };
  box.addEventListener('scroll', draw, { passive: true });
  box.addEventListener('keydown', key);
  load(shown[0], 1);
  return { list: { key, box, redraw: draw }, open(path, at) {
    const f = shown.find(x => x.path === path);
    if (f) load(f, at);
  } };
}
