fn t() {
    assert!(matches!(r, Err(E::Parse(_)) if x), "told {}", name = 1);
    assert_eq!(vec![a + 1; 2], [f(2)]);
    let j = json!({ "a": [1, 2] });
    proptest! { #[test] fn p(x in 0..9u8) { prop_assert!(x < 9); } }
    select! { v = rx.recv() => g(v), _ = end => {} }
    quote! { impl #name { } }
}
#[cfg(all(test, feature = "x"))]
mod tests {
    #[tokio::test(flavor = "multi_thread")]
    #[should_panic(expected = "no")]
    async fn t() {}
}
