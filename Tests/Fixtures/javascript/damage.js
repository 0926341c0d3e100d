function f( { a(b c); }
x = `y${z`
