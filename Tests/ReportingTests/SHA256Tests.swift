import Reporting
import Testing

@Suite struct SHA256Tests {
  /// - Source: FIPS 180-4 example values, NIST Cryptographic Standards and Guidelines
  @Test(arguments: [
    ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
    ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
    (
      "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
      "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
    ),
  ])
  func `digest is the published value`(message: String, hexadecimal: String) {
    let digits = SHA256.digest(Array(message.utf8)).map { byte in
      let text = String(byte, radix: 16)
      return byte < 16 ? "0" + text : text
    }
    #expect(digits.joined() == hexadecimal)
  }

  @Test func `base64 is the digest in base 64 with one pad`() {
    #expect(
      SHA256.base64(Array("abc".utf8)) == "ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0=")
  }
}
