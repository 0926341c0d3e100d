// The trees of Go's own parser, in the categories of our trees: reads paths from standard input and
// writes one JSON line for each, with byte ranges as `[start, end, start, end …]`.
//
// Types are left out, but for the lengths of arrays, since our trees have no nodes for them.
package main

import (
	"bufio"
	"encoding/json"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
)

type record struct {
	Path  string           `json:"path"`
	Spans map[string][]int `json:"spans"`
}

// finder collects the ranges of one file.
type finder struct {
	file  *token.File
	spans map[string][]int
}

func (f *finder) add(kind string, from, to token.Pos) {
	f.spans[kind] = append(f.spans[kind], f.file.Offset(from), f.file.Offset(to))
}

func (f *finder) node(kind string, node ast.Node) { f.add(kind, node.Pos(), node.End()) }

// types walks the lengths of arrays and the types inside one type.
func (f *finder) types(node ast.Expr) {
	switch node := node.(type) {
	case *ast.ArrayType:
		if _, open := node.Len.(*ast.Ellipsis); node.Len != nil && !open {
			ast.Walk(f, node.Len)
		}
		f.types(node.Elt)
	case *ast.StarExpr:
		f.types(node.X)
	case *ast.ParenExpr:
		f.types(node.X)
	case *ast.Ellipsis:
		f.types(node.Elt)
	case *ast.ChanType:
		f.types(node.Value)
	case *ast.MapType:
		f.types(node.Key)
		f.types(node.Value)
	case *ast.FuncType:
		f.fields(node.Params)
		f.fields(node.Results)
	case *ast.StructType:
		f.fields(node.Fields)
	case *ast.InterfaceType:
		f.fields(node.Methods)
	}
}

func (f *finder) fields(list *ast.FieldList) {
	if list == nil {
		return
	}
	for _, field := range list.List {
		f.types(field.Type)
	}
}

// isType tells whether an operand can be nothing but a type.
func isType(node ast.Expr) bool {
	switch node.(type) {
	case *ast.ArrayType, *ast.ChanType, *ast.FuncType, *ast.InterfaceType, *ast.MapType, *ast.StructType:
		return true
	}
	return false
}

func (f *finder) walk(nodes ...ast.Expr) {
	for _, node := range nodes {
		if node != nil {
			ast.Walk(f, node)
		}
	}
}

func (f *finder) Visit(node ast.Node) ast.Visitor {
	if operand, ok := node.(ast.Expr); ok && isType(operand) {
		f.types(operand)
		return nil
	}
	switch node := node.(type) {
	case *ast.FuncDecl:
		f.node("function", node)
		f.fields(node.Recv)
		f.types(node.Type)
		if node.Body != nil {
			ast.Walk(f, node.Body)
		}
		return nil
	case *ast.FuncLit:
		f.node("function", node)
		f.types(node.Type)
		ast.Walk(f, node.Body)
		return nil
	case *ast.TypeSpec:
		f.types(node.Type)
		return nil
	case *ast.ValueSpec:
		if node.Type != nil {
			f.types(node.Type)
		} else if node.Values != nil {
			f.node("assignment =", node)
		}
		f.walk(node.Values...)
		return nil
	case *ast.GenDecl:
		if node.Tok == token.VAR || node.Tok == token.CONST {
			f.node("declaration", node)
		} else if node.Tok == token.IMPORT {
			for _, spec := range node.Specs {
				from := spec.Pos()
				if !node.Lparen.IsValid() {
					from = node.Pos()
				}
				f.add("import", from, spec.End())
				f.node("text", spec.(*ast.ImportSpec).Path)
			}
			return nil
		}
	case *ast.CompositeLit:
		f.node("literal", node)
		if node.Type != nil {
			f.types(node.Type)
		}
		f.walk(node.Elts...)
		return nil
	case *ast.TypeAssertExpr:
		f.node("cast", node)
		f.walk(node.X)
		if node.Type != nil {
			f.types(node.Type)
		}
		return nil
	case *ast.CallExpr:
		f.node("call", node)
	case *ast.IfStmt:
		f.node("branch", node)
	case *ast.ForStmt, *ast.RangeStmt:
		f.node("loop", node)
	case *ast.SwitchStmt:
		f.node("selection", node)
		f.arms(node.Body, node.Init, node.Tag)
		return nil
	case *ast.TypeSwitchStmt:
		f.node("selection", node)
		f.arms(node.Body, node.Init, node.Assign)
		return nil
	case *ast.SelectStmt:
		f.node("selection", node)
		f.arms(node.Body)
		return nil
	case *ast.CaseClause:
		f.arm(node.Pos(), node.Colon, node.Body)
	case *ast.CommClause:
		f.arm(node.Pos(), node.Colon, node.Body)
	case *ast.ReturnStmt:
		f.node("exit return", node)
	case *ast.BranchStmt:
		f.node("exit "+node.Tok.String(), node)
	case *ast.AssignStmt:
		f.node("assignment "+node.Tok.String(), node)
	case *ast.BinaryExpr:
		f.node("binary "+node.Op.String(), node)
	case *ast.UnaryExpr:
		f.node("unary "+node.Op.String(), node)
	case *ast.StarExpr:
		f.node("unary *", node)
	case *ast.IncDecStmt:
		// The category of our tree is the first token.
		if _, ok := node.X.(*ast.StarExpr); ok {
			f.node("unary *", node)
		}
	case *ast.SendStmt:
		f.node("binary <-", node)
	case *ast.DeferStmt:
		f.node("unary defer", node)
	case *ast.GoStmt:
		f.node("unary go", node)
	case *ast.SelectorExpr:
		f.node("member", node)
	case *ast.IndexExpr, *ast.IndexListExpr, *ast.SliceExpr:
		f.node("index", node)
	case *ast.KeyValueExpr:
		f.node("pair", node)
	case *ast.ParenExpr:
		f.node("group", node)
	case *ast.BlockStmt:
		f.node("block", node)
	case *ast.BasicLit:
		if node.Kind == token.STRING {
			f.node("text", node)
		} else {
			f.node("number", node)
		}
	case *ast.Comment:
		f.node("comment", node)
	}
	return f
}

// arm ends behind its last statement that is not empty.
func (f *finder) arm(from, colon token.Pos, body []ast.Stmt) {
	to := colon + 1
	for _, statement := range body {
		for {
			label, ok := statement.(*ast.LabeledStmt)
			if !ok {
				break
			}
			to, statement = label.Colon+1, label.Stmt
		}
		if _, empty := statement.(*ast.EmptyStmt); !empty {
			to = statement.End()
		}
	}
	f.add("arm", from, to)
}

// arms walks a switch, whose braces are no block of ours.
func (f *finder) arms(body *ast.BlockStmt, heads ...ast.Node) {
	for _, head := range heads {
		if statement, ok := head.(ast.Stmt); ok && statement != nil {
			ast.Walk(f, statement)
		} else if tag, ok := head.(ast.Expr); ok && tag != nil {
			ast.Walk(f, tag)
		}
	}
	for _, arm := range body.List {
		ast.Walk(f, arm)
	}
}

func read(path string) map[string][]int {
	files := token.NewFileSet()
	tree, err := parser.ParseFile(files, path, nil, parser.ParseComments|parser.SkipObjectResolution)
	if err != nil {
		return nil
	}
	found := &finder{files.File(tree.Pos()), map[string][]int{}}
	found.add("declaration", tree.Package, tree.Name.End())
	for _, declaration := range tree.Decls {
		if function, ok := declaration.(*ast.FuncDecl); ok {
			function.Doc = nil
		}
		ast.Walk(found, declaration)
	}
	delete(found.spans, "comment")
	for _, group := range tree.Comments {
		for _, comment := range group.List {
			found.node("comment", comment)
		}
	}
	return found.spans
}

func main() {
	paths := bufio.NewScanner(os.Stdin)
	paths.Buffer(nil, 1<<20)
	lines := json.NewEncoder(os.Stdout)
	for paths.Scan() {
		if err := lines.Encode(record{paths.Text(), read(paths.Text())}); err != nil {
			panic(err)
		}
	}
}
