// Imitates the lexer of a search product, unit tests in the file: much here looks like an assertion and is none.

use std::collections::VecDeque;

use anyhow::{bail, ensure, Context, Result};

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Token {
    Open,
    Close,
    Word(String),
}

/// A cursor over tokens.
///
/// Its `expect` moves on, or says what was found instead: `assert!(cursor.expect(..).is_ok())` is how callers use it.
#[derive(Debug, Default)]
pub struct Cursor {
    tokens: VecDeque<Token>,
    pub depth: usize,
}

impl Cursor {
    pub fn new(source: &str) -> Self {
        let mut tokens = VecDeque::new();
        for part in source.replace('(', " ( ").replace(')', " ) ").split_whitespace() {
            tokens.push_back(match part {
                "(" => Token::Open,
                ")" => Token::Close,
                word => Token::Word(word.to_owned()),
            });
        }
        debug_assert!(tokens.len() <= source.len());
        Self { tokens, depth: 0 }
    }

    pub fn expect(&mut self, expected: Token) -> Result<&mut Self> {
        let found = self.tokens.pop_front().context("unexpected end")?;
        ensure!(found == expected, "expected {expected:?}, found {found:?}");
        self.depth += usize::from(expected == Token::Open);
        Ok(self)
    }

    pub fn should_continue(&self) -> bool {
        !self.tokens.is_empty()
    }

    pub fn assert_balanced(&self) -> Result<()> {
        let open = self.tokens.iter().filter(|token| matches!(token, Token::Open)).count();
        let close = self.tokens.iter().filter(|token| matches!(token, Token::Close)).count();
        if open != close {
            bail!("{open} opened, {close} closed");
        }
        Ok(())
    }

    pub fn words(&self) -> Vec<&str> {
        self.tokens
            .iter()
            .filter_map(|token| match token {
                Token::Word(word) => Some(word.as_str()),
                _ => None,
            })
            .collect()
    }
}

pub fn verify_depth(source: &str, limit: usize) -> bool {
    let mut depth = 0_usize;
    for c in source.chars() {
        match c {
            '(' => depth += 1,
            ')' => depth = depth.checked_sub(1).expect("checked by the caller"),
            _ => {}
        }
        if depth > limit {
            return false;
        }
    }
    assert_eq!(depth, 0, "checked by the caller");
    true
}

macro_rules! check {
    ($($condition:expr),* $(,)?) => {
        vec![$(($condition, stringify!($condition))),*]
    };
}

pub fn diagnose(cursor: &Cursor) -> Vec<&'static str> {
    check![cursor.depth < 64, cursor.should_continue()].into_iter().filter(|(ok, _)| !ok).map(|(_, name)| name).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cursor() -> Cursor {
        Cursor::new("(a b)")
    }

    fn expected_words() -> [&'static str; 2] {
        ["a", "b"]
    }

    #[test]
    fn moves_on() -> Result<()> {
        let mut cursor = cursor();
        cursor.expect(Token::Open)?.expect(Token::Word("a".into()))?; //! no-throw shape 1 supporting implicit ? none
        assert_eq!(cursor.words(), ["b"]); //! value business 3
        assert_eq!(cursor.depth, 1); //! value business 3
        Ok(())
    }

    #[test]
    fn refuses() {
        let error = cursor().expect(Token::Close).map(|_| ()).unwrap_err(); //! throws-any shape 1 supporting
        assert_eq!(error.to_string(), "expected Close, found Open"); //! throws-specific business 3
    }

    #[test]
    fn refuses_at_the_end() {
        let outcome = Cursor::default().expect(Token::Open).is_err();
        assert!(outcome); //! throws-any shape 1
    }

    #[test]
    fn words() {
        let expected = expected_words();
        assert_eq!(cursor().words(), expected); //! value business 3
        println!("assert_eq!({:?})", expected);
        let same = cursor().words() == expected;
        eprintln!("{same}");
    }

    #[test]
    fn continues() {
        assert!(cursor().should_continue()); //! value business 3
        assert!(!Cursor::new("").should_continue()); //! value business 3
        if !cursor().should_continue() {
            println!("odd");
        }
    }

    #[test]
    fn balance_is_an_answer() {
        let balanced = cursor().assert_balanced();
        assert!(balanced.is_ok()); //! no-throw shape 1
        let message = Cursor::new("((").assert_balanced().unwrap_err().to_string(); //! throws-any shape 1 supporting
        assert_eq!(message, "2 opened, 0 closed"); //! throws-specific business 3
    }

    #[test]
    fn depth() {
        assert!(verify_depth("((a))", 2)); //! value business 3
        assert!(!verify_depth("((a))", 1)); //! value business 3
    }

    #[test]
    #[should_panic(expected = "checked by the caller")] //! throws-specific business 3
    fn depth_of_unbalanced() {
        verify_depth(")", 3);
    }

    #[test]
    fn diagnoses() {
        assert_eq!(diagnose(&Cursor::default()), ["cursor.should_continue()"]); //! value business 3
        assert!(diagnose(&cursor()).is_empty()); //! size business 2 absent
    }

    #[test]
    fn source_with_macros() {
        let cursor = Cursor::new(r#"assert!(true) assert_eq!(1, 1)"#);
        assert!(cursor.words().contains(&"assert!")); //! value-partial business 2
        assert_eq!(cursor.words().len(), 4); //! size shape 2
    }

    #[test]
    fn some_word_comes_first() {
        let first = cursor().words().first().map(|word| word.len());
        assert!(matches!(first, Some(_))); //! existence shape 1
        assert!(first.is_some_and(|length| length == 1)); //! value business 3
        assert!(first < Some(3)); //! relational business 2
    }

    #[test]
    fn drains() {
        let mut cursor = cursor();
        let mut seen = 0;
        while let Some(_) = cursor.tokens.pop_front() {
            seen += 1;
            assert!(cursor.tokens.len() < 4); //! size shape 1 ? relational
        }
        assert_eq!(seen, 4); //! value business 3 ? size
    }

    #[test]
    fn equal_sources_are_equal() {
        assert_eq!(Cursor::new("a  b").tokens, Cursor::new("a b").tokens); //! relational business 2
        assert_ne!(Cursor::new("a b").tokens, Cursor::new("b a").tokens); //! relational business 1 negative
    }

    #[test]
    fn nothing_is_asserted_here() {
        let mut cursor = cursor();
        let _ = cursor.expect(Token::Open);
        while cursor.should_continue() {
            cursor.tokens.clear();
        }
    }
}
