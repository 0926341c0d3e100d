use std::collections::HashMap;

pub fn add(a: i32, b: i32) -> i32 {
    assert!(a < 100);
    a + b
}

fn helper(a: i32) {
    debug_assert!(a > 0);
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use rstest::rstest;

    fn sum(values: &[i32]) -> i32 {
        values.iter().fold(0, |a, b| add(a, *b))
    }

    #[test]
    fn adds() {
        helper(1);
        assert_eq!(add(1, 2), 3); //! value business 3
        assert_eq!(sum(&[1, 2]), add(1, 2)); //! value business 3
    }

    #[rstest]
    #[case(1, 2, 3)]
    #[case(2, 2, 4)]
    #[case(0, 0, 0)]
    fn adds_all(#[case] a: i32, #[case] b: i32, #[case] want: i32) {
        assert_eq!(add(a, b), want); //! value business 3 table
    }

    #[tokio::test]
    async fn adds_later() {
        let n = later(1, 2).await.unwrap();
        assert_eq!(n, 3); //! value business 3
    }

    proptest! {
        #[test]
        fn commutes(a in 0..9, b in 0..9) {
            prop_assert_eq!(add(a, b), add(b, a)); //! relational business 2 property
        }
    }

    #[test]
    #[ignore = "slow"]
    fn slow() {}

    mod deeper {
        #[test]
        fn sees_its_own_imports() {
            assert_eq!(super::add(2, 2), 4); //! value business 3
        }
    }
}
