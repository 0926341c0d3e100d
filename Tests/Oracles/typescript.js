// The ranges that the TypeScript compiler sees outside of types: paths on standard input, one JSON
// line for each file on standard output.
// NODE_PATH=/usr/share/nodejs node typescript.js < list
const ts = require('typescript');
const { readSource, byteOffsets, eachPath } = require('./source.js');

const K = ts.SyntaxKind;
const kinds = new Map([
  [K.CallExpression, 'call'], [K.NewExpression, 'call'], [K.TaggedTemplateExpression, 'call'],
  [K.ArrowFunction, 'lambda'], [K.PropertyAccessExpression, 'member'], [K.MetaProperty, 'member'],
  [K.ElementAccessExpression, 'index'], [K.IfStatement, 'branch'],
  [K.ConditionalExpression, 'conditional'], [K.PrefixUnaryExpression, 'unary'],
  [K.PostfixUnaryExpression, 'unary'], [K.TypeOfExpression, 'unary'], [K.VoidExpression, 'unary'],
  [K.DeleteExpression, 'unary'], [K.AwaitExpression, 'unary'], [K.YieldExpression, 'unary'],
  [K.StringLiteral, 'text'], [K.NoSubstitutionTemplateLiteral, 'text'],
  [K.TemplateExpression, 'text'], [K.ReturnStatement, 'return'], [K.ThrowStatement, 'raise'],
  [K.ForStatement, 'loop'], [K.ForInStatement, 'loop'], [K.ForOfStatement, 'loop'],
  [K.WhileStatement, 'loop'], [K.DoStatement, 'loop'], [K.SwitchStatement, 'selection'],
  [K.CaseClause, 'arm'], [K.DefaultClause, 'arm'], [K.TryStatement, 'attempt'],
  [K.NumericLiteral, 'number'], [K.BigIntLiteral, 'number'],
  [K.RegularExpressionLiteral, 'regex'], [K.AsExpression, 'cast'], [K.NonNullExpression, 'cast'],
  [K.TypeAssertionExpression, 'cast'], [K.SatisfiesExpression, 'cast'],
  [K.JsxElement, 'markup'], [K.JsxSelfClosingElement, 'markup'], [K.JsxFragment, 'markup'],
]);
const functions = new Set([
  K.FunctionDeclaration, K.FunctionExpression, K.MethodDeclaration, K.Constructor, K.GetAccessor,
  K.SetAccessor,
]);
const declarations = new Set([K.InterfaceDeclaration, K.TypeAliasDeclaration, K.IndexSignature]);

/// Decorators, `export` and `default` stand outside of a function.
function start(node, file) {
  let at = node.getStart(file);
  for (const modifier of node.modifiers ?? []) {
    if (![K.Decorator, K.ExportKeyword, K.DefaultKeyword].includes(modifier.kind)) break;
    at = ts.skipTrivia(file.text, modifier.end);
  }
  return at;
}

function category(node) {
  if (functions.has(node.kind)) return 'function';
  if (node.kind !== K.BinaryExpression) return kinds.get(node.kind);
  const operator = node.operatorToken.kind;
  if (operator === K.CommaToken) return undefined;
  if (operator >= K.FirstAssignment && operator <= K.LastAssignment) return undefined;
  return 'binary ' + ts.tokenToString(operator);
}

function spans(file, bytes) {
  const found = {};
  const add = (kind, from, to) => (found[kind] ??= []).push(bytes(from), bytes(to));
  const stack = [file];
  while (stack.length) {
    const node = stack.pop();
    if (declarations.has(node.kind) || node.kind === K.TypeParameter) continue;
    if (node.kind === K.ExpressionWithTypeArguments) {
      const isBase = node.parent.kind === K.HeritageClause && node.parent.token !== K.ExtendsKeyword;
      if (!isBase) stack.push(node.expression);
      continue;
    }
    if (ts.isTypeNode(node)) continue;
    // `import a = require("b")` and `import a = b.c` hold an expression in our trees.
    if (node.kind === K.ExternalModuleReference) add('call', node.getStart(file), node.end);
    if (node.kind === K.QualifiedName) add('member', node.getStart(file), node.end);
    if (node.kind === K.ModuleDeclaration && node.body?.kind === K.ModuleDeclaration
      && node.parent.kind !== K.ModuleDeclaration) {
      for (let inner = node.body; inner?.kind === K.ModuleDeclaration; inner = inner.body) {
        add('member', node.name.getStart(file), inner.name.end);
      }
    }
    const kind = category(node);
    if (kind) add(kind, start(node, file), node.end);
    if (node.kind === K.JsxClosingElement) continue;
    if (node.kind === K.JsxText) {
      const blanks = /^[ \t\n\v\f\r]*|[ \t\n\v\f\r]*$/g;
      const [head, tail] = node.getFullText(file).match(blanks);
      if (head.length < node.end - node.pos) add('text', node.pos + head.length, node.end - tail.length);
    }
    ts.forEachChild(node, (child) => { stack.push(child); });
  }
  return found;
}

eachPath((path) => {
  const text = readSource(path);
  if (text === null) return null;
  const file = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
  return file.parseDiagnostics.length ? null : spans(file, byteOffsets(text));
});
