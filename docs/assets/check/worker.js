// Checks code beside the page: Python with the package of the command, and the parsers.
// Everything comes from the site itself, and nothing is sent anywhere.
import { bridge } from "./bridge.js";

const here = new URL("./", import.meta.url);
const vendor = new URL("vendor/", here);
const root = new URL("../../", here);
const ask = self.fetch.bind(self);
let loaded = 0;

// Large files lie packed, so that no host need do it; one that unpacks them by itself may.
async function unpacked(stream) {
  const [first, rest] = stream.tee();
  const reader = first.getReader();
  const { value = [] } = await reader.read();
  reader.cancel();
  const packed = value[0] === 0x1f && value[1] === 0x8b;
  return packed ? rest.pipeThrough(new DecompressionStream("gzip")) : rest;
}

async function get(url) {
  const answer = await ask(url);
  if (!answer.ok) throw new Error(`${new URL(url).pathname} is not there (${answer.status})`);
  const count = new TransformStream({
    transform(chunk, to) {
      loaded += chunk.length;
      self.postMessage({ loaded });
      to.enqueue(chunk);
    },
  });
  return answer.body.pipeThrough(count);
}

async function wasm(url) {
  const body = await unpacked(await get(`${url}.gz`));
  return new Response(body, { headers: { "Content-Type": "application/wasm" } });
}

// Both libraries fetch their own parts; this counts them and finds the packed ones.
self.fetch = async (what, options) => {
  const url = String(what.url ?? what);
  if (!url.startsWith(vendor.href)) return ask(what, options);
  return url.endsWith(".wasm") ? wasm(url) : new Response(await get(url));
};

async function text(url) {
  const answer = await ask(url);
  if (!answer.ok) throw new Error(`${url.pathname} is not there (${answer.status})`);
  return answer.text();
}

async function python() {
  const [{ loadPyodide }, { default: createPyodideModule }] = await Promise.all([
    import("./vendor/pyodide.js"), import("./vendor/pyodide.asm.js"),
  ]);
  return loadPyodide({
    indexURL: vendor.href, packageBaseUrl: vendor.href, createPyodideModule,
    lockFileContents: { info: { abi_version: "2026_0", arch: "wasm32" }, packages: {} },
    env: { HOME: "/home" },
  });
}

async function parsers() {
  const library = await import("./vendor/web-tree-sitter.js");
  await library.Parser.init({ locateFile: (name) => new URL(name, vendor).href });
  return library;
}

async function start() {
  const [pyodide, library, files, mapping] = await Promise.all([
    python(), parsers(),
    text(new URL("check/flexmap.json", root)), text(new URL("mapping.json", root)),
  ]);
  const places = "/lib/flexmap";
  for (const [path, content] of Object.entries(JSON.parse(files))) {
    pyodide.FS.mkdirTree(`${places}/${path}`.replace(/\/[^/]*$/, ""));
    pyodide.FS.writeFile(`${places}/${path}`, content);
  }
  const side = bridge(library);
  pyodide.registerJsModule("page_parsers", side);
  pyodide.globals.set("mapping", mapping);
  pyodide.runPython(`import sys; sys.path.insert(0, "${places}")`);
  const checker = pyodide.runPython("import flexmap_page; flexmap_page.checker(mapping)");
  pyodide.globals.delete("mapping");
  return { checker, side, library };
}

// Again with each parser that turns out to be needed.
async function check(request, content) {
  const { checker, side, library } = await started();
  self.postMessage({ begun: true });
  for (;;) {
    const answer = JSON.parse(checker.check(JSON.stringify(request), content));
    side.forget();
    if (!answer.grammar) return answer;
    const packed = await wasm(new URL(`tree-sitter-${answer.grammar}.wasm`, vendor).href);
    const code = new Uint8Array(await packed.arrayBuffer());
    side.languages.set(answer.grammar, await library.Language.load(code));
  }
}

let starting;
const started = () => (starting ??= start());

self.addEventListener("message", async ({ data: { id, request, content } }) => {
  try {
    self.postMessage({ id, answer: await check(request, content) });
  } catch (error) {
    starting = undefined;
    self.postMessage({ id, error: String(error?.message ?? error) });
  }
});
