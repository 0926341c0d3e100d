// Tests × planted errors on one canvas that draws only what is in sight.
function matrixView(mount) {
  const columns = mutants.filter(m => members(m.reach).length > 0 || members(m.kills).length > 0)
    .sort((a, b) => a.file.path < b.file.path ? -1 : a.file.path > b.file.path ? 1 : a.line - b.line || a.column - b.column);
  const rows = tests.filter(t => t.verdict && t.offered + t.killed > 0).sort((a, b) => b.killed - a.killed || b.offered - a.offered || a.at - b.at);
  if (columns.length === 0 || rows.length === 0) { mount.append(el('p', { class: 'soft' }, 'No test is known to run a planted error.')); return { open() {} }; }
  const place = new Map(rows.map((t, i) => [t.at, i]));
  const canvas = el('canvas', {});
  const pad = el('div', { class: 'pad' }, canvas);
  const box = el('div', { class: 'matrix', tabindex: '0', role: 'application', 'aria-label': 'Kill matrix, ' + rows.length + ' tests by ' + columns.length + ' planted errors; arrow keys move' }, pad);
  const readout = el('p', { class: 'readout', role: 'status' }, 'Point at a cell, or move with the arrow keys; Enter opens the planted error.');
  const [zoomLabel, zoom] = choice('Cell', [['4', 'small'], ['8', 'medium'], ['14', 'large']], layout);
  zoom.value = rows.length > 120 || columns.length > 200 ? '4' : columns.length > 70 ? '8' : '14';
  mount.append(el('div', { class: 'bar-tools' }, zoomLabel, el('span', { class: 'note' }, plural(rows.length, 'test') + ' (rows, most noticed first) × ' + plural(columns.length, 'planted error') + ' (columns, by place)')),
    el('p', { class: 'legend' }, el('span', {}, el('i', { class: 'k' }), '■ noticed'), el('span', {}, el('i', { class: 'r' }), '□ ran it, did not fail'), el('span', {}, el('i', { class: 'u' }), 'did not run it')), box, readout);
  let cursor = null;
  const size = () => Number(zoom.value);
  function layout() {
    pad.style.width = columns.length * size() + 'px';
    pad.style.height = rows.length * size() + 'px';
    box.style.maxHeight = rows.length * size() + 22 + 'px';
    draw();
  }
  function draw() {
    const w = box.clientWidth, h = box.clientHeight, s = size();
    if (!w || !h) return;
    const ratio = window.devicePixelRatio || 1;
    canvas.width = w * ratio; canvas.height = h * ratio;
    canvas.style.width = w + 'px'; canvas.style.height = h + 'px';
    const pen = canvas.getContext('2d');
    const style = getComputedStyle(root);
    const reach = style.getPropertyValue('--reach'), kill = style.getPropertyValue('--kill'), ink = style.getPropertyValue('--ink');
    pen.setTransform(ratio, 0, 0, ratio, -box.scrollLeft * ratio, -box.scrollTop * ratio);
    const first = Math.floor(box.scrollLeft / s), last = Math.min(columns.length, Math.ceil((box.scrollLeft + w) / s));
    const top = Math.floor(box.scrollTop / s), bottom = Math.min(rows.length, Math.ceil((box.scrollTop + h) / s));
    const gap = s > 5 ? 1 : 0;
    for (let x = first; x < last; x++) {
      for (const [set, colour, inset] of [[columns[x].reach, reach, s > 10 ? 3 : s > 5 ? 1 : 0], [columns[x].kills, kill, 0]]) {
        pen.fillStyle = colour;
        for (const t of members(set)) {
          const y = place.get(t);
          if (y >= top && y < bottom) pen.fillRect(x * s + inset, y * s + inset, s - gap - 2 * inset, s - gap - 2 * inset);
        }
      }
    }
    if (cursor) { pen.strokeStyle = ink; pen.lineWidth = 2; pen.strokeRect(cursor.x * s - 1, cursor.y * s - 1, s + 1, s + 1); }
  }
  function move(x, y) {
    if (x < 0 || y < 0 || x >= columns.length || y >= rows.length) return;
    cursor = { x, y };
    const m = columns[x], t = rows[y];
    const word = has(m.kills, t.at) ? '■ noticed' : has(m.reach, t.at) ? '□ ran it, did not fail' : 'did not run it';
    readout.replaceChildren(el('b', {}, word), '  ', testLink(t), el('br', {}), mutantLink(m, m.operator + ' in ' + (m.fn || 'top level')), el('span', { class: 'note' }, '  ' + m.file.path + ':' + m.line + ' · ' + statusLook[m.status][2]));
    draw();
  }
  const at = event => { const r = box.getBoundingClientRect(); return [Math.floor((event.clientX - r.left - box.clientLeft + box.scrollLeft) / size()), Math.floor((event.clientY - r.top - box.clientTop + box.scrollTop) / size())]; };
  box.addEventListener('mousemove', event => move(...at(event)));
  box.addEventListener('click', event => { move(...at(event)); });
  box.addEventListener('dblclick', () => { if (cursor) go('mutant=' + encodeURIComponent(columns[cursor.x].id)); });
  box.addEventListener('scroll', draw, { passive: true });
  const key = event => {
    const step = { ArrowRight: [1, 0], l: [1, 0], ArrowLeft: [-1, 0], h: [-1, 0], ArrowDown: [0, 1], j: [0, 1], ArrowUp: [0, -1], k: [0, -1] }[event.key];
    if (step) {
      const [x, y] = cursor ? [cursor.x + step[0], cursor.y + step[1]] : [0, 0];
      move(x, y);
      if (cursor) {
        const s = size();
        if (cursor.x * s < box.scrollLeft || (cursor.x + 1) * s > box.scrollLeft + box.clientWidth) box.scrollLeft = cursor.x * s - box.clientWidth / 2;
        if (cursor.y * s < box.scrollTop || (cursor.y + 1) * s > box.scrollTop + box.clientHeight) box.scrollTop = cursor.y * s - box.clientHeight / 2;
      }
      event.preventDefault();
      return true;
    }
    if (event.key === 'Enter' && cursor) { go('mutant=' + encodeURIComponent(columns[cursor.x].id)); event.preventDefault(); return true; }
    return false;
  };
  box.addEventListener('keydown', key);
  window.addEventListener('resize', draw);
  root.addEventListener('themechange', draw);
  layout();
  return { list: { key, box, redraw: layout }, open() {} };
}
