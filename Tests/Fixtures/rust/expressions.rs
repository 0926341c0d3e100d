fn all(a: &mut Vec<u8>, b: Option<i32>) -> Result<u32, Box<dyn Error + 'static>> {
    let n = a.iter().map(|x| x + 1).collect::<Vec<_>>()?.len() as u32 * 2;
    let pair = (1, 'x', b"y", r#"z"w"#).0;
    let range = &a[1..] == &a[..=n as usize] && !(n < 3);
    let p = Point { x: 1.5e-3, y, ..Default::default() };
    a[0] += std::mem::size_of::<T>() as u8;
    let [first, ..] = *a else { return Err("none".into()) };
    'outer: loop { break 'outer 5 };
    <T as Default>::default().await;
    unsafe { *q }.max(1)
}
