// Between Python in the page and the parsers: hands over a whole tree as one table of numbers.
// generator/browser/tree_sitter.py is the other side and says what the columns are.

const COLUMNS = 7;
const [NAMED, MISSING, HAS_ERROR] = [1, 2, 4];
const CHUNK = 4096;

// The text of UTF-8 bytes, and for each of its UTF-16 units the byte that it begins at; null
// when the two are the same. A byte that is no UTF-8 is one character, as for the C library.
export function decode(bytes) {
  let plain = true;
  for (let at = 0; plain && at < bytes.length; at += 1) plain = bytes[at] < 0x80;
  if (plain) return { text: new TextDecoder().decode(bytes), places: null };
  const places = new Int32Array(bytes.length + 1);
  const units = new Uint16Array(bytes.length);
  let count = 0;
  for (let at = 0; at < bytes.length; ) {
    const { code, size } = character(bytes, at);
    places[count] = at;
    if (code > 0xffff) {
      units[count] = 0xd800 + ((code - 0x10000) >> 10);
      count += 1;
      // Nothing begins inside a character; what is said to, begins with it.
      places[count] = at;
      units[count] = 0xdc00 + ((code - 0x10000) & 0x3ff);
    } else {
      units[count] = code;
    }
    count += 1;
    at += size;
  }
  places[count] = bytes.length;
  const parts = [];
  for (let at = 0; at < count; at += CHUNK) {
    parts.push(String.fromCharCode(...units.subarray(at, Math.min(at + CHUNK, count))));
  }
  return { text: parts.join(""), places };
}

function character(bytes, at) {
  const first = bytes[at];
  const size = first < 0x80 ? 1 : first < 0xc2 ? 0 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : first < 0xf5 ? 4 : 0;
  if (size === 1) return { code: first, size };
  let code = first & (0x7f >> size);
  for (let next = 1; next < size; next += 1) {
    if ((bytes[at + next] & 0xc0) !== 0x80) return { code: 0xfffd, size: 1 };
    code = (code << 6) | (bytes[at + next] & 0x3f);
  }
  const least = [0, 0, 0x80, 0x800, 0x10000][size];
  const wrong = size === 0 || code < least || code > 0x10ffff || (code >= 0xd800 && code < 0xe000);
  return wrong ? { code: 0xfffd, size: 1 } : { code, size };
}

// The text in pieces; none ends inside a character, which the parser would take for two.
function pieces(text) {
  return (at) => {
    let end = Math.min(at + CHUNK, text.length);
    const last = text.charCodeAt(end - 1);
    if (end < text.length && last >= 0xd800 && last < 0xdc00) end -= 1;
    return text.slice(at, end);
  };
}

// A row a node, parents first; and the row of each node by the parser's number for it.
function flatten(tree, places) {
  const rows = [];
  const known = new Map();
  const cursor = tree.walk();
  const byte = places ? (at) => places[at] : (at) => at;
  const add = (parent) => {
    const row = rows.length / COLUMNS;
    let flags = (cursor.nodeIsNamed ? NAMED : 0) | (cursor.nodeIsMissing ? MISSING : 0);
    // What has an error stands in something that has one.
    const broken = parent < 0 || rows[parent * COLUMNS + 2] & HAS_ERROR;
    if (broken && cursor.currentNode.hasError) flags |= HAS_ERROR;
    rows.push(
      cursor.nodeTypeId, cursor.currentFieldId, flags,
      byte(cursor.startIndex), byte(cursor.endIndex), parent, 0,
    );
    known.set(cursor.nodeId, row);
    return row;
  };
  const above = [add(-1)];
  let down = cursor.gotoFirstChild();
  while (above.length) {
    if (down) {
      above.push(add(above.at(-1)));
      down = cursor.gotoFirstChild();
      continue;
    }
    rows[above.pop() * COLUMNS + 6] = rows.length / COLUMNS;
    if (!above.length) break;
    down = cursor.gotoNextSibling();
    if (!down) cursor.gotoParent();
  }
  cursor.delete();
  return { table: Int32Array.from(rows), known };
}

// What Python asks. Parsers are kept, trees only until `forget`.
export function bridge({ Parser, Query }) {
  const languages = new Map();
  const parsers = new Map();
  const queries = [];
  let trees = [];
  return {
    languages,
    forget() {
      trees.forEach(({ tree }) => tree.delete());
      trees = [];
    },
    language(name) {
      const language = languages.get(name);
      if (!language) return null;
      const { nodeTypeCount, fieldCount } = language;
      return [
        Array.from({ length: nodeTypeCount }, (_, id) => language.nodeTypeForId(id) ?? ""),
        Array.from({ length: fieldCount + 1 }, (_, id) => language.fieldNameForId(id) ?? ""),
      ];
    },
    parse(name, bytes) {
      if (!parsers.has(name)) parsers.set(name, new Parser().setLanguage(languages.get(name)));
      const { text, places } = decode(bytes);
      const tree = parsers.get(name).parse(pieces(text));
      const { table, known } = flatten(tree, places);
      trees.push({ tree, known });
      return [trees.length - 1, table];
    },
    query(name, text) {
      const query = new Query(languages.get(name), text);
      queries.push(query);
      return [queries.length - 1, query.captureNames];
    },
    matches(number, at, matchLimit) {
      const query = queries[number];
      const { tree, known } = trees[at];
      const names = new Map(query.captureNames.map((name, id) => [name, id]));
      const found = [];
      for (const { captures } of query.matches(tree.rootNode, { matchLimit })) {
        found.push(captures.length);
        for (const { name, node } of captures) found.push(names.get(name), known.get(node.id));
      }
      return Int32Array.from(found);
    },
  };
}

