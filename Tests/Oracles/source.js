// What the references in JavaScript share: reading, and offsets in bytes.
const fs = require('fs');

/// The text of a file that is UTF-8, else null.
exports.readSource = (path) => {
  const bytes = fs.readFileSync(path);
  const text = bytes.toString('utf8');
  return Buffer.byteLength(text) === bytes.length && Buffer.from(text).equals(bytes) ? text : null;
};

/// A function from offsets in UTF-16 units to offsets in bytes.
exports.byteOffsets = (text) => {
  if (Buffer.byteLength(text) === text.length) return (offset) => offset;
  const map = new Uint32Array(text.length + 1);
  let at = 0;
  for (let index = 0; index < text.length; index += 1) {
    map[index] = at;
    const unit = text.charCodeAt(index);
    if (unit < 0x80) at += 1;
    else if (unit < 0x800) at += 2;
    else if (unit >= 0xd800 && unit < 0xdc00) { at += 4; map[index + 1] = at; index += 1; }
    else at += 3;
  }
  map[text.length] = at;
  return (offset) => map[offset];
};

/// Writes one line for each path on standard input; `spans` is null when the reference rejects.
exports.eachPath = (read) => {
  for (const path of fs.readFileSync(0, 'utf8').split('\n')) {
    if (!path) continue;
    let spans = null;
    try { spans = read(path); } catch (error) { if (!(error instanceof RangeError)) throw error; }
    fs.writeSync(1, JSON.stringify({ path, spans }) + '\n');
  }
};
