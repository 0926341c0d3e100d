// Views are made when first asked for; the address's fragment says which.
const makers = { gaps: gapsView, tests: testsView, source: sourceView, matrix: matrixView };
const views = {};
let currentName = 'overview';

function view(name) {
  if (makers[name] && !views[name]) views[name] = makers[name](byId(name + '-app'));
  return views[name];
}
function show(name) {
  currentName = name;
  for (const section of document.querySelectorAll('section[data-view]')) section.classList.toggle('current', section.dataset.view === name);
  for (const link of document.querySelectorAll('nav a')) {
    if (link.hash === '#' + name) link.setAttribute('aria-current', 'page'); else link.removeAttribute('aria-current');
  }
  const made = view(name);
  if (made && made.list && made.list.redraw) made.list.redraw();
  return made;
}
// Changes the address without making the views again.
function go(fragment) {
  if (location.hash === '#' + fragment) return;
  location.hash = fragment;
}
function route() {
  const text = location.hash.slice(1);
  const [name, rest] = text.includes('=') ? [text.slice(0, text.indexOf('=')), text.slice(text.indexOf('=') + 1)] : [text, ''];
  let value = '';
  try { value = decodeURIComponent(rest); } catch { value = rest; }
  if (name === 'mutant') {
    const m = mutants.find(x => x.id === value);
    const made = show('gaps');
    if (m) made.open(m);
  } else if (name === 'test') {
    const t = /^\d+$/.test(value) ? tests[Number(value)] : tests.find(x => x.id === value);
    const made = show('tests');
    if (t) made.open(t);
  } else if (name === 'source' && value) {
    const colon = value.lastIndexOf(':');
    show('source').open(value.slice(0, colon), Number(value.slice(colon + 1)) || 1);
  } else if (name === 'gaps' && value) {
    show('gaps').only(value);
  } else if (document.querySelector('section[data-view="' + CSS.escape(name) + '"]')) {
    show(name);
    window.scrollTo(0, 0);
  } else {
    show('overview');
  }
}

document.addEventListener('keydown', event => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
  const typing = /^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName);
  const made = views[currentName];
  if (typing) return;
  if (event.key === '/') {
    const target = made && made.search ? made : show('gaps');
    if (currentName === 'gaps' && !(made && made.search)) go('gaps');
    if (target && target.search) { target.search.focus(); target.search.select(); }
    event.preventDefault();
  } else if (made && made.list && 'jkhl'.includes(event.key) && made.list.key(event)) {
    made.list.box.focus({ preventScroll: true });
  } else if (event.key === 'Enter' && event.target === document.body && made && made.list) {
    made.list.key(event);
  }
});

// Places that the static page names become links once the views exist.
for (const code of document.querySelectorAll('code[data-path]')) {
  const path = code.dataset.path, line = Number(code.dataset.line);
  if (files.some(f => f.path === path && f.source !== null)) code.replaceWith(el('a', { href: '#source=' + encodeURIComponent(path) + ':' + line }, el('code', {}, path + ':' + line)));
}
for (const code of document.querySelectorAll('code[data-test]')) {
  const test = tests.find(t => t.id === code.dataset.test);
  if (test) code.replaceWith(el('a', { href: '#test=' + test.at }, el('code', {}, code.textContent)));
}
for (const cell of document.querySelectorAll('b[data-area]')) {
  if (byId('gaps-app')) cell.replaceWith(el('a', { href: '#gaps=' + cell.dataset.area }, el('b', {}, cell.textContent)));
}

const themes = ['auto', 'light', 'dark'];
const remembered = { get() { try { return localStorage.getItem('tocsin-theme'); } catch { return null; } }, set(v) { try { localStorage.setItem('tocsin-theme', v); } catch { /* a page from a file may have no storage */ } } };
function setTheme(name) {
  if (name === 'auto') root.removeAttribute('data-theme'); else root.setAttribute('data-theme', name);
  byId('theme').textContent = 'Theme: ' + name;
  root.dispatchEvent(new Event('themechange'));
}
let theme = themes.includes(remembered.get()) ? remembered.get() : 'auto';
byId('theme').addEventListener('click', () => { theme = themes[(themes.indexOf(theme) + 1) % 3]; remembered.set(theme); setTheme(theme); });
setTheme(theme);
root.classList.add('js');
window.addEventListener('hashchange', route);
route();
