import Reporting
import Testing

@Suite struct EscapingTests {
  @Test func `visible spells out every control and direction mark`() {
    #expect(
      Escaping.visible("a\u{1b}[2J\u{9b}\u{7f}\n\t\r") == "a\\u{1b}[2J\\u{9b}\\u{7f}\\n\\t\\r")
    #expect(Escaping.visible("\u{202e}x\u{2066}\u{200f}") == "\\u{202e}x\\u{2066}\\u{200f}")
    #expect(Escaping.visible("\u{feff}\u{e0041}\u{2028}") == "\\u{feff}\\u{e0041}\\u{2028}")
  }

  @Test func `visible keeps letters of every script`() {
    #expect(Escaping.visible("שלום é 日本 👩‍💻") == "שלום é 日本 👩‍💻")
  }

  @Test func `terminal breaks the command mark of a log reader`() {
    #expect(Escaping.terminal("##[error]x ###[y #[z") == "##\\u{5b}error]x ###\\u{5b}y #[z")
  }

  @Test func `html leaves no markup`() {
    #expect(Escaping.html("<a href='x'>\"&") == "&lt;a href=&#39;x&#39;&gt;&quot;&amp;")
  }

  @Test func `markdown leaves no markup, mention or reference`() {
    #expect(
      Escaping.markdown("<b>|`*_@me #1 [x](y) :-: a")
        == "&lt;b&gt;\\|\\`\\*\\_&#64;\u{2060}me &#35;\u{2060}1 \\[x\\](y) &#58;-: a")
  }

  @Test func `markdownCode outlasts the backticks in it and keeps table cells whole`() {
    #expect(Escaping.markdownCode("a|b") == "`a|b`")
    #expect(Escaping.markdownCell("a|b") == "`a\\|b`")
    #expect(Escaping.markdownCode("`x``") == "``` `x`` ```")
    #expect(Escaping.markdownCode("") == "(nothing)")
  }

  @Test func `markdownFence is longer than every run of backticks`() {
    #expect(Escaping.markdownFence("x") == "```")
    #expect(Escaping.markdownFence("a ```` b") == "`````")
  }
}
