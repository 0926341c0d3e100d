fn f(x: E, (a, mut b): (u8, u8)) -> u8 {
    if let Some(E::A { n, .. }) = g() && n > 1 { n } else {
        match x {
            E::A { n: 0, .. } | E::B(1..=9) => 1,
            E::C(ref t @ [_, .., 2]) if !t.is_empty() => return 2,
            -1 | "s" | true => { 3 }
            _ => match h(|&c| c) { Ok(v) => v, Err(_) => panic!("no") },
        }
    }
}
