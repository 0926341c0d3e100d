// Tests with what they assert, what they caught, and the verdict.
function testsView(mount) {
  const search = searchBox('Search test, path', apply);
  const verdicts = countBy(tests, t => t.verdict || '');
  const kinds = countBy(tests, t => t.kind || '');
  const [verdictLabel, verdict] = choice('Verdict', [['', 'all'], ...Object.keys(verdictLook).filter(v => verdicts.get(v)).map(v => [v, verdictLook[v][0] + ' ' + v + ' (' + number(verdicts.get(v)) + ')'])], apply);
  const [kindLabel, kind] = choice('By its text', [['', 'all'], ...Object.keys(kindLook).filter(k => kinds.get(k)).map(k => [k, kindLook[k][0] + ' ' + k + ' (' + number(kinds.get(k)) + ')'])], apply);
  const orders = { 'worst': 'worst first', 'place': 'by file', 'killed': 'most noticed' };
  const [orderLabel, order] = choice('Order', Object.entries(orders), apply);
  const tally = el('span', { class: 'note', role: 'status' });
  const split = el('div', { class: 'split' });
  mount.append(el('div', { class: 'bar-tools' }, search, verdictLabel, kindLabel, orderLabel, tally), split);
  const list = virtualList(split, 'Tests', 54, row, (t, moving) => { show(t); if (!moving) { go('test=' + t.at); detail.scrollIntoView({ block: 'nearest' }); } });
  const detail = el('div', { class: 'detail', tabindex: '-1', 'aria-live': 'polite' }, el('p', { class: 'soft' }, 'Choose a test to see what it asserts and what it caught.'));
  split.append(detail);
  const verdictRank = ['hollow', 'crash-only', 'flaky', 'skipped', 'unoffered', 'redundant', 'killing', 'load-bearing'];
  const kindRank = ['none', 'vacuous', 'shape', 'ambiguous', 'business'];
  const rank = t => verdictRank.indexOf(t.verdict) * 10 + kindRank.indexOf(t.kind);
  function apply() {
    const asked = words(search.value);
    const items = tests.filter(t => (!verdict.value || t.verdict === verdict.value) && (!kind.value || t.kind === kind.value) && asked.every(w => t.text.includes(w)));
    if (order.value === 'worst') items.sort((a, b) => rank(a) - rank(b) || b.offered - a.offered || a.at - b.at);
    if (order.value === 'place') items.sort((a, b) => a.path < b.path ? -1 : a.path > b.path ? 1 : a.line - b.line);
    if (order.value === 'killed') items.sort((a, b) => b.killed - a.killed || a.at - b.at);
    tally.textContent = plural(items.length, 'test');
    list.set(items);
    if (items.length && detail.isConnected && matchMedia('(min-width: 60rem)').matches) { list.show(items[0]); show(items[0]); }
  }
  function row(t) {
    const look = lookOfTest(t);
    return el('div', { class: 'item' }, el('span', { class: 'glyph ' + look[1], title: look[2] }, look[0]),
      el('bdi', { class: 'one' }, t.name), el('span', { class: 'end' }, t.verdict ? number(t.killed) + ' of ' + number(t.offered) : ''),
      el('span', { class: 'two' }, [t.verdict, t.kind && 'kind ' + t.kind, t.disabled && 'disabled', t.path + (t.line ? ':' + t.line : '')].filter(Boolean).join(' · ')));
  }
  function show(t) {
    const look = lookOfTest(t);
    const caught = mutants.filter(m => has(m.kills, t.at));
    const missed = t.verdict ? mutants.filter(m => m.status === 'survived' && has(m.reach, t.at)) : [];
    const links = (title, items) => items.length === 0 ? [] : [el('h3', {}, title + ' (' + number(items.length) + ')'),
      el('ul', {}, items.slice(0, 15).map(m => el('li', {}, mutantLink(m, m.operator + ' in ' + (m.fn || m.file.path)), el('span', { class: 'note' }, '  ' + m.file.path + ':' + m.line)))),
      items.length > 15 && el('p', { class: 'note' }, 'and ' + number(items.length - 15) + ' more')];
    detail.replaceChildren(...[
      el('h3', {}, el('bdi', {}, t.name)),
      el('p', { class: 'tagline' }, el('b', { class: look[1] }, look[0] + ' ' + (t.verdict || t.kind || 'unread')), sourceLink(t.path, t.line)),
      el('p', {}, sentence(t)),
      ...assertionTable(t.assertions), ...links('Noticed', caught), ...links('Ran and did not notice', missed),
    ].filter(Boolean));
    detail.scrollTop = 0;
  }
  apply();
  return { list, search, open(t) {
    if (!list.show(t)) { search.value = ''; verdict.value = ''; kind.value = ''; apply(); list.show(t); }
    show(t);
  } };
}
function sentence(t) {
  const text = t.kind ? 'By its text it ' + kindLook[t.kind][2] + '. ' : 'Only the runner knows this test. ';
  if (!t.verdict) return text;
  if (t.offered === 0) return text + 'It reached no planted error.';
  return text + 'It ran ' + plural(t.offered, 'planted error') + ' and noticed ' + (t.killed ? number(t.killed) : 'none') + (t.alone ? ', ' + number(t.alone) + ' of them alone.' : '.');
}
function assertionTable(assertions) {
  if (assertions === null) return [el('p', { class: 'note' }, 'Its assertions were left out to keep this page small; they stand in report.json.')];
  if (assertions.length === 0) return [];
  const look = { business: ['◆', 'good'], shape: ['□', 'warn'], none: ['✗', 'bad'], ambiguous: ['◐', 'mute'] };
  return [el('h3', {}, 'What it asserts'), el('div', { class: 'scroll' }, el('table', {},
    el('thead', {}, el('tr', {}, el('th', { class: 'n' }, 'Line'), el('th', {}, 'Class'), el('th', {}, 'Because'))),
    el('tbody', {}, assertions.map(([line, name, side, tier, flags, rule, because]) => el('tr', {}, el('td', { class: 'n' }, line),
      el('td', {}, el('span', { class: look[side][1], title: side + ', tier ' + tier }, look[side][0] + ' ' + name), flags && el('span', { class: 'note' }, ' ' + flags)),
      el('td', {}, because, el('span', { class: 'note' }, ' ' + rule)))))))];
}
