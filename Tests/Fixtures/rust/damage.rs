fn f() { let x = ; g(1 }
fn g() -> { match a { b => , } + }
struct
fn h() { "open
