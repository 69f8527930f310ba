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

// What kept the check from being loaded, in words; the rest is for those who look into the console.
class Unloaded extends Error {}

const loading = (promise) => promise.catch((error) => {
  console.info(error);
  // An error of Python has a type, and a page full of places for a message.
  throw new Unloaded(error.type ? "its parts do not fit together" : error.message);
});

async function grammar(name, { side, library }) {
  const packed = await wasm(new URL(`tree-sitter-${name}.wasm`, vendor).href);
  side.languages.set(name, await library.Language.load(new Uint8Array(await packed.arrayBuffer())));
}

// Again with each parser that turns out to be needed.
async function check(request, content, parts) {
  for (;;) {
    const answer = JSON.parse(parts.checker.check(JSON.stringify(request), content));
    parts.side.forget();
    if (!answer.grammar) return answer;
    await loading(grammar(answer.grammar, parts));
  }
}

let starting;
const started = () => (starting ??= start());

// Findings that are sent at once.
const SOME = 500;

self.addEventListener("message", async ({ data: { id, request, content } }) => {
  try {
    const parts = await loading(started());
    self.postMessage({ begun: true });
    const { findings = [], detail, ...answer } = await check(request, content, parts);
    if (detail) console.info(detail);
    for (let at = 0; at < findings.length; at += SOME) {
      self.postMessage({ id, findings: findings.slice(at, at + SOME) });
    }
    self.postMessage({ id, findings: [], answer });
  } catch (error) {
    starting = undefined;
    if (error instanceof Unloaded) {
      self.postMessage({ id, unloaded: error.message });
      return;
    }
    // Python itself has given up, as it does where the browser has no room for it.
    console.info(error);
    self.postMessage({ id, findings: [], answer: { language: "?", skipped: "failed", broken: true } });
  }
});
