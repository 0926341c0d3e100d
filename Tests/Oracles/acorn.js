// The ranges that acorn sees: paths on standard input, one JSON line for each file on standard output.
// node --expose-internals acorn.js < list
const acorn = require('internal/deps/acorn/acorn/dist/acorn');
const fs = require('fs');
const { readSource, byteOffsets, eachPath } = require('./source.js');

const kinds = {
  CallExpression: 'call', NewExpression: 'call', TaggedTemplateExpression: 'call',
  ImportExpression: 'call', ArrowFunctionExpression: 'lambda', FunctionDeclaration: 'function',
  MetaProperty: 'member', IfStatement: 'branch', ConditionalExpression: 'conditional',
  UnaryExpression: 'unary', UpdateExpression: 'unary', AwaitExpression: 'unary',
  YieldExpression: 'unary', TemplateLiteral: 'text', ReturnStatement: 'return',
  ThrowStatement: 'raise', ForStatement: 'loop', ForInStatement: 'loop', ForOfStatement: 'loop',
  WhileStatement: 'loop', DoWhileStatement: 'loop', SwitchStatement: 'selection',
  SwitchCase: 'arm', TryStatement: 'attempt', ClassDeclaration: 'type', ClassExpression: 'type',
};

function parse(text) {
  for (const sourceType of ['module', 'script']) {
    try {
      return acorn.parse(text, {
        ecmaVersion: 'latest', sourceType, allowHashBang: true, allowReturnOutsideFunction: true,
      });
    } catch {}
  }
  return null;
}

function isMethod(node) {
  return node.type === 'MethodDefinition'
    || node.type === 'Property' && node.value.type === 'FunctionExpression'
      && (node.method || node.kind !== 'init');
}

function category(node) {
  switch (node.type) {
    case 'MemberExpression': return node.computed ? 'index' : 'member';
    case 'BinaryExpression': case 'LogicalExpression': return 'binary ' + node.operator;
    case 'Literal':
      if (node.regex) return 'regex';
      if (typeof node.value === 'string') return 'text';
      return typeof node.value === 'number' || node.bigint ? 'number' : undefined;
    default: return kinds[node.type];
  }
}

function spans(tree, bytes) {
  const found = {};
  const add = (kind, node) => (found[kind] ??= []).push(bytes(node.start), bytes(node.end));
  const stack = [[tree, false]];
  while (stack.length) {
    const [node, isMethodValue] = stack.pop();
    if (isMethod(node)) add('function', node);
    else if (node.type === 'FunctionExpression') { if (!isMethodValue) add('function', node); }
    else { const kind = category(node); if (kind) add(kind, node); }
    for (const key in node) {
      // A shorthand property holds the same node twice.
      if (key === 'key' && node.shorthand) continue;
      const value = node[key];
      if (Array.isArray(value)) { for (const child of value) if (child && child.type) stack.push([child, false]); }
      else if (value && typeof value.type === 'string') stack.push([value, key === 'value' && isMethod(node)]);
    }
  }
  return found;
}

eachPath((path) => {
  const text = readSource(path);
  const tree = text === null ? null : parse(text);
  return tree && spans(tree, byteOffsets(text));
});
