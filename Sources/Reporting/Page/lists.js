// A list that keeps only the visible rows in the document; every row has the same height.
function virtualList(mount, label, height, render, open) {
  const pad = el('div', { class: 'pad' });
  const box = el('div', { class: 'list', role: 'listbox', tabindex: '0', 'aria-label': label }, pad);
  mount.append(box);
  const state = { items: [], at: -1, first: -1, last: -1 };
  const draw = force => {
    const first = Math.max(0, Math.floor(box.scrollTop / height) - 6);
    const last = Math.min(state.items.length, Math.ceil((box.scrollTop + (box.clientHeight || 600)) / height) + 6);
    if (!force && first === state.first && last === state.last) return;
    state.first = first; state.last = last;
    const rows = [];
    for (let i = first; i < last; i++) {
      const row = render(state.items[i]);
      row.id = box.dataset.name + '-' + i;
      row.setAttribute('role', 'option');
      row.setAttribute('aria-selected', String(i === state.at));
      row.setAttribute('aria-posinset', i + 1);
      row.setAttribute('aria-setsize', state.items.length);
      row.style.top = i * height + 'px';
      row.style.height = height + 'px';
      row.addEventListener('click', () => { select(i); open(state.items[i]); });
      rows.push(row);
    }
    pad.replaceChildren(...rows);
    if (state.items.length === 0) pad.append(el('p', { class: 'empty' }, 'Nothing matches.'));
    if (state.at >= first && state.at < last) box.setAttribute('aria-activedescendant', box.dataset.name + '-' + state.at);
    else box.removeAttribute('aria-activedescendant');
  };
  const select = (i, quiet) => {
    if (i < 0 || i >= state.items.length) return;
    state.at = i;
    const top = i * height;
    if (top < box.scrollTop) box.scrollTop = top;
    else if (top + height > box.scrollTop + box.clientHeight) box.scrollTop = top + height - box.clientHeight;
    draw(true);
    if (!quiet) open(state.items[i], true);
  };
  const key = event => {
    const step = { j: 1, ArrowDown: 1, k: -1, ArrowUp: -1, PageDown: 12, PageUp: -12, Home: -1e9, End: 1e9 }[event.key];
    if (step !== undefined) {
      select(Math.max(0, Math.min(state.items.length - 1, state.at + step)));
      event.preventDefault();
      return true;
    }
    if (event.key === 'Enter' && state.at >= 0) { open(state.items[state.at]); event.preventDefault(); return true; }
    return false;
  };
  box.dataset.name = label.toLowerCase().replace(/[^a-z]/g, '');
  box.addEventListener('scroll', () => draw(false), { passive: true });
  box.addEventListener('keydown', key);
  return {
    box, key,
    set(items) { state.items = items; state.at = -1; pad.style.height = Math.max(1, items.length) * height + 'px'; box.scrollTop = 0; draw(true); },
    show(item) { const i = state.items.indexOf(item); if (i >= 0) select(i, true); return i >= 0; },
    redraw() { draw(true); },
    get count() { return state.items.length; },
  };
}

function searchBox(label, change) {
  let timer = 0;
  return el('input', { type: 'search', placeholder: label + '  ( / )', 'aria-label': label, autocomplete: 'off', spellcheck: 'false',
    oninput: () => { clearTimeout(timer); timer = setTimeout(change, 60); },
    onkeydown: event => { if (event.key === 'Escape') { event.target.value = ''; change(); event.target.blur(); } } });
}
function choice(label, options, change) {
  const select = el('select', { onchange: change }, options.map(([value, text]) => el('option', { value }, text)));
  return [el('label', {}, label, select), select];
}
const words = text => text.toLowerCase().split(/\s+/).filter(Boolean);
const countBy = (items, key) => items.reduce((out, item) => out.set(key(item), (out.get(key(item)) || 0) + 1), new Map());

// Planted errors, the unnoticed ones first.
function gapsView(mount) {
  const count = countBy(mutants, m => m.status);
  const unnoticed = (count.get('survived') || 0) + (count.get('not-reached') || 0);
  const search = searchBox('Search path, function, operator, text', apply);
  const [statusLabel, status] = choice('Status', [['gap', 'unnoticed and not reached (' + number(unnoticed) + ')'],
    ...data.statuses.filter(s => count.get(s)).map(s => [s, statusLook[s][0] + ' ' + statusLook[s][2] + ' (' + number(count.get(s)) + ')']),
    ['all', 'all (' + number(mutants.length) + ')']], apply);
  const areas = [...new Set(mutants.map(m => m.area))].filter(Boolean);
  const [areaLabel, area] = choice('Area', [['', 'all'], ...areas.map(a => [a, a]), ['-', 'none']], apply);
  const operators = [...countBy(mutants, m => m.operator).keys()].sort();
  const [operatorLabel, operator] = choice('Operator', [['', 'all'], ...operators.map(o => [o, o])], apply);
  const tally = el('span', { class: 'note', role: 'status' });
  const split = el('div', { class: 'split' });
  const ordered = mutants.slice().sort((a, b) => a.rank - b.rank);
  mount.append(el('div', { class: 'bar-tools' }, search, statusLabel, areaLabel, operatorLabel, tally), split);
  const list = virtualList(split, 'Planted errors', 54, row, (m, moving) => { show(m); if (!moving) { go('mutant=' + encodeURIComponent(m.id)); detail.scrollIntoView({ block: 'nearest' }); } });
  const detail = el('div', { class: 'detail', tabindex: '-1', 'aria-live': 'polite' }, el('p', { class: 'soft' }, 'Choose a planted error to see the change, who ran it and who noticed.'));
  split.append(detail);
  function apply() {
    const asked = words(search.value);
    const items = ordered.filter(m => (status.value === 'all' || (status.value === 'gap' ? m.status === 'survived' || m.status === 'not-reached' : m.status === status.value))
      && (!area.value || (area.value === '-' ? !m.area : m.area === area.value)) && (!operator.value || m.operator === operator.value)
      && asked.every(w => m.text.includes(w)));
    tally.textContent = plural(items.length, 'planted error');
    list.set(items);
    if (items.length && detail.isConnected && matchMedia('(min-width: 60rem)').matches) { list.show(items[0]); show(items[0]); }
  }
  function row(m) {
    const look = statusLook[m.status];
    return el('div', { class: 'item' }, el('span', { class: 'glyph ' + look[1], title: look[2] }, look[0]),
      el('span', { class: 'one code' }, m.original.replace(/\s+/g, ' ').slice(0, 60) + '  →  ' + (m.replacement.replace(/\s+/g, ' ').slice(0, 60) || '(nothing)')),
      el('span', { class: 'end' }, m.area || ''),
      el('span', { class: 'two' }, look[2] + ' · ' + m.operator + ' · ' + m.file.path + ':' + m.line + (m.fn ? ' · ' + m.fn : '')));
  }
  function show(m) {
    const look = statusLook[m.status];
    const reached = members(m.reach).map(t => tests[t]);
    const killers = members(m.kills).map(t => tests[t]);
    const names = (title, items) => items.length === 0 ? [] : [el('h3', {}, title), el('ul', {}, items.slice(0, 12).map(t => {
      const l = lookOfTest(t);
      return el('li', {}, el('span', { class: l[1], title: l[2] }, l[0] + ' '), testLink(t));
    })), items.length > 12 && el('p', { class: 'note' }, 'and ' + plural(items.length - 12, 'more test'))];
    detail.replaceChildren(...[
      el('h3', {}, m.fn || 'Top level'),
      el('p', { class: 'tagline' }, el('b', { class: look[1] }, look[0] + ' ' + look[2]), el('span', {}, m.operator), m.area && el('span', {}, 'risk area ' + m.area),
        sourceLink(m.file.path, m.line)),
      diffView(m),
      el('p', {}, why(m, reached, killers)),
      m.detail && el('p', { class: 'note' }, m.detail),
      ...names('Noticed by', killers), ...names(killers.length ? 'Ran it' : 'Ran it and passed', reached.filter(t => !killers.includes(t))),
      el('h3', {}, 'Evidence'), el('p', { class: 'code' }, 'tocsin explain ' + m.id), el('p', { class: 'code' }, 'tocsin rerun ' + m.id),
    ].filter(Boolean));
    detail.scrollTop = 0;
  }
  apply();
  return { list, search, open(m) {
    if (!list.show(m)) { search.value = ''; status.value = 'all'; area.value = ''; operator.value = ''; apply(); list.show(m); }
    show(m);
  }, only(name) { search.value = ''; status.value = 'gap'; area.value = name; operator.value = ''; apply(); } };
}
function why(m, reached, killers) {
  if (m.status === 'killed') return m.by === 'crash' ? 'Something crashed under this change; no assertion compared a wrong result.' : 'An assertion failed under this change.';
  if (m.status === 'not-reached') return 'No test runs this code, so no test could notice.';
  if (m.status !== 'survived') return 'This trial gave no judgement, and does not count in the score.';
  if (reached.length === 0) return 'The tests ran with this change and all passed.';
  const weak = reached.filter(t => t.kind && t.kind !== 'business').length;
  if (weak === reached.length) return plural(reached.length, 'test') + ' ran this code and passed. None of them compares a value.';
  return plural(reached.length, 'test') + ' ran this code and passed; ' + number(reached.length - weak) + ' compare values, but none that this change moves.';
}
