// The page "Check your code": takes the text, asks the worker, and shows what it found.
(() => {
  const form = document.querySelector("form.check");
  if (!form) return;
  const place = document.querySelector(".checked");
  const status = form.querySelector("[role='status']");
  const bar = form.querySelector("progress");
  const { root, largest, seconds, bytes } = form.dataset;
  const { text, file: chooser, language, list } = form.elements;
  const CONTEXT = 3;
  const FEW = 60;

  const make = (name, attributes = {}, ...inside) => {
    const node = document.createElement(name);
    Object.entries(attributes).forEach(([key, value]) => node.setAttribute(key, value));
    node.append(...inside.filter((item) => item !== null));
    return node;
  };
  const say = (words) => { status.textContent = words; };
  const number = (count, word) => `${count} ${word}${count === 1 ? "" : "s"}`;

  // ---- the worker ---------------------------------------------------------------

  let worker;
  let asked = 0;
  let waiting;
  let ready = false;

  const stop = () => {
    worker?.terminate();
    worker = undefined;
    ready = false;
    bar.hidden = true;
    clearTimeout(waiting?.timer);
    waiting = undefined;
  };
  const fail = (words) => {
    const { no } = waiting ?? {};
    stop();
    no?.(new Error(words));
  };
  const heard = ({ data }) => {
    if (data.loaded !== undefined) {
      bar.hidden = ready;
      bar.value = Math.min(data.loaded / bytes, 1);
      return;
    }
    if (data.begun !== undefined && waiting) {
      ready = bar.hidden = true;
      if (!waiting.timer) say("Checking…");
      waiting.timer ??= setTimeout(() => fail(
        `The check took longer than ${seconds} seconds and was ended. The command is faster with long files.`,
      ), seconds * 1000);
      return;
    }
    if (!waiting || data.id !== waiting.id) return;
    if (data.error !== undefined) {
      fail(`The check could not be done: ${data.error}. Try again, or use the command below.`);
      return;
    }
    clearTimeout(waiting.timer);
    waiting.yes(data.answer);
    waiting = undefined;
  };
  const ask = (request, content) => new Promise((yes, no) => {
    if (waiting) stop();
    if (!worker) {
      worker = new Worker(`${root}assets/check/worker.js`, { type: "module" });
      worker.addEventListener("message", heard);
      worker.addEventListener("error", (event) => {
        event.preventDefault();
        fail("This browser could not load the parsers. It may be too old, or the connection was lost; the command below needs neither.");
      });
      say("Loading the parsers…");
    }
    asked += 1;
    waiting = { id: asked, yes, no };
    worker.postMessage({ id: asked, request, content });
  });

  // ---- what is checked ----------------------------------------------------------

  // The file as it is, until somebody changes the text that is shown of it.
  let opened = null;
  let name = "";

  const decoded = (content) => {
    const [first, second] = content;
    const wide = { "255,254": "utf-16le", "254,255": "utf-16be" }[`${first},${second}`];
    return new TextDecoder(wide ?? "utf-8").decode(content);
  };
  const reasons = {
    huge: `It has more than ${largest / 1e6} MB, which the page leaves to the command.`,
    binary: "It is binary, not text.",
    undecodable: "Its text is neither UTF-8 nor UTF-16.",
    "too deeply nested": "It is nested too deeply.",
  };

  const check = async () => {
    place.hidden = true;
    const content = opened ?? new TextEncoder().encode(text.value);
    if (!content.length) {
      say("There is nothing to check yet: paste code, or choose a file.");
      text.focus();
      return;
    }
    if (content.length > largest) {
      say(`Not checked. ${reasons.huge}`);
      return;
    }
    const request = {
      name, language: language.value, site: new URL(root, location.href).href,
      everything: list.value === "all", same: list.value !== "",
    };
    say(worker ? "Checking…" : "Loading the parsers…");
    try {
      show(await ask(request, content), decoded(content));
    } catch (error) {
      say(error.message);
    }
  };

  const open = async (file) => {
    if (!file) return;
    name = file.name;
    if (file.size > largest) {
      place.hidden = true;
      say(`${file.name} is not checked. ${reasons.huge}`);
      return;
    }
    opened = new Uint8Array(await file.arrayBuffer());
    text.value = decoded(opened);
    await check();
  };

  // ---- what is shown ------------------------------------------------------------

  const known = {
    chosen: () => "", name: () => ", as its name says", line: () => ", as its first line says",
    guess: () => " by its look; choose the language if that is wrong",
  };
  const badge = (kind, id, title) => make("span", { class: `${kind} ${kind}--${id}` }, title);

  const card = (finding, index) => {
    const [main, ...others] = finding.matches;
    const caveat = finding.caveat && make("p", {},
      badge("severity", finding.caveat.severity, finding.caveat.severity_title), " ",
      make("a", { href: root + finding.caveat.url }, finding.caveat.title));
    const also = others.length ? make("p", {}, finding.open ? "Or " : "Also ", ...others.flatMap((match, at) => [
      at ? ", " : "", make("a", { href: root + match.url }, `${match.ref}: ${match.title}`), ` (${match.verdict_title})`,
    ])) : null;
    const head = main
      ? [make("a", { href: root + main.url }, `${main.ref}: ${main.title}`), " ", badge("verdict", main.verdict, main.verdict_title)]
      : ["An operation in a variable"];
    return make("article", { class: "finding", id: `finding_${index + 1}`, tabindex: "-1" },
      make("h3", {}, ...head),
      // A name may be broken after its first part, where the other pages break it.
      make("p", {}, ...finding.message.split(/(?<=\w_)/).flatMap((part, at) => (at ? [make("wbr"), part] : [part]))),
      caveat, also,
      make("p", { class: "meta" }, make("a", { href: `#line_${finding.line}` }, `Line ${finding.line}`), `, confidence: ${finding.confidence}`));
  };

  // Columns count characters, from 1.
  const unit = (line, column) => [...line].slice(0, column - 1).join("").length;

  const spans = (findings, lines) => {
    const found = new Map();
    findings.forEach((finding) => {
      for (let at = finding.line; at <= finding.end_line; at += 1) {
        const line = lines[at - 1] ?? "";
        const from = at === finding.line ? unit(line, finding.column) : line.search(/\S|$/);
        const to = at === finding.end_line ? unit(line, finding.end_column) : line.length;
        if (to > from) found.set(at, [...(found.get(at) ?? []), [from, to]]);
      }
    });
    return found;
  };

  const coded = (line, parts = []) => {
    const code = make("code");
    let at = 0;
    parts.sort(([one], [other]) => one - other).forEach(([from, to]) => {
      if (to <= at) return;
      const start = Math.max(from, at);
      code.append(line.slice(at, start), make("mark", {}, line.slice(start, to)));
      at = to;
    });
    code.append(line.slice(at));
    return code;
  };

  const row = (at, line, parts, here) => make("div",
    { class: here.length ? "line line--found" : "line", id: `line_${at}` },
    make("span", { class: "line__number" }, String(at)), coded(line, parts),
    ...here.map(({ finding: { matches: [main] }, index }) => make("a",
      { class: "line__note", href: `#finding_${index + 1}` },
      main ? `${main.ref} ${main.verdict_title}` : "variable")));

  // Each line with findings, with a few lines around it or with all, and its findings beside.
  const chunks = (findings, lines, whole) => {
    const marked = spans(findings, lines);
    const byLine = Map.groupBy
      ? Map.groupBy(findings.map((finding, index) => ({ finding, index })), ({ finding }) => finding.line)
      : findings.reduce((map, finding, index) => map.set(finding.line, [...(map.get(finding.line) ?? []), { finding, index }]), new Map());
    const starts = [...byLine.keys()].sort((one, other) => one - other);
    let end = 0;
    const made = starts.map((start, at) => {
      const here = byLine.get(start);
      const next = starts[at + 1] ?? lines.length + 1;
      const from = whole ? end + 1 : Math.max(end + 1, start - CONTEXT);
      const last = Math.max(start + CONTEXT - 1, ...here.map(({ finding }) => finding.end_line));
      const to = whole && next > lines.length ? lines.length : Math.min(last, next - 1, lines.length);
      const gap = from > end + 1 ? make("p", { class: "gap" }, number(from - end - 1, "line"), " without a finding") : null;
      end = to;
      const rows = lines.slice(from - 1, to).map((line, step) => row(
        from + step, line.replace(/\r$/, ""), marked.get(from + step), from + step === start ? here : []));
      return make("li", {}, gap,
        make("div", { class: "chunk" }, make("div", { class: "source" }, ...rows),
          make("div", {}, ...here.map(({ finding, index }) => card(finding, index)))));
    });
    if (!whole && end < lines.length) {
      made.push(make("li", {}, make("p", { class: "gap" }, number(lines.length - end, "line"), " without a finding")));
    }
    return made;
  };

  const told = (answer) => [
    `Read as ${answer.title}${known[answer.how]()}.`,
    answer.counts.length ? `${answer.counts.map(({ count, title }) => `${count} ${title.toLowerCase()}`).join(", ")}.` : "",
    answer.same ? `${number(answer.same, "place")} documented for Flexible too${list.value ? "" : ", not listed"}.` : "",
    answer.flexible ? `${number(answer.flexible, "set")} declared Flexible already.` : "",
    answer.ignored ? `${number(answer.ignored, "finding")} covered by ignores.` : "",
    answer.read ? "" : "No name of a scale set is in it.",
    ...answer.notices,
  ].filter(Boolean).join(" ");

  const show = (answer, source) => {
    if (!answer.language) {
      say("The language cannot be told from the text. Choose it from the list, then check again.");
      language.focus();
      return;
    }
    if (answer.skipped) {
      say(`Not checked. ${reasons[answer.skipped] ?? answer.skipped}`);
      return;
    }
    const { findings, markdown } = answer;
    const lines = source.split("\n");
    if (lines.at(-1) === "") lines.pop();
    const count = findings.length ? number(findings.length, "finding") : "No findings";
    const result = make("ol", { class: "chunks" });
    const fill = (whole) => result.replaceChildren(...chunks(findings, lines, whole));
    fill(lines.length <= FEW);
    const copy = make("button", { type: "button" }, "Copy as review comment");
    copy.addEventListener("click", async () => {
      try {
        await navigator.clipboard.writeText(markdown);
        say(`${count} copied as Markdown`);
      } catch {
        place.querySelector("details").open = true;
        say("This browser does not let the page copy; the comment is shown below the findings.");
      }
    });
    const all = lines.length > FEW && findings.length ? make("button", { type: "button" }, "Show every line") : null;
    all?.addEventListener("click", () => {
      fill(true);
      all.remove();
      say(`${number(lines.length, "line")} shown`);
    });
    place.replaceChildren(
      make("h2", { id: "check_result", tabindex: "-1" }, count),
      make("p", {}, told(answer)),
      ...(findings.length ? [
        make("p", { class: "check__line" }, copy, all),
        result,
        make("details", {}, make("summary", {}, "The review comment as Markdown"), make("pre", { tabindex: "0" }, make("code", {}, markdown))),
      ] : [make("p", {}, "No findings does not mean that nothing changes: ", make("a", { href: `${root}review/#what-it-cannot-see` }, "what the check cannot see"), ".")]),
      make("p", { class: "meta" }, answer.stamp),
    );
    place.hidden = false;
    say(`${count} in ${number(lines.length, "line")}`);
  };

  // ---- what people do -----------------------------------------------------------

  const EXAMPLE = `#!/bin/bash
# Patch two instances, then look at the whole set.
for id in 0 1; do
  az vmss reimage --resource-group web --name front --instance-ids "$id"
  az vmss get-instance-view --resource-group web --name front --instance-id "$id"
done
az vmss scale --resource-group web --name front --new-capacity 4
az vmss rolling-upgrade start --resource-group web --name front
az rest --method post --url "https://management.azure.com/subscriptions/$SUB/resourceGroups/web/providers/Microsoft.Compute/virtualMachineScaleSets/front/redeploy?api-version=2024-07-01"
`;

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    check();
  });
  text.addEventListener("input", () => { opened = null; });
  text.addEventListener("paste", () => {
    // What replaces everything is no longer the file.
    const { selectionStart, selectionEnd, value } = text;
    if (selectionStart === 0 && selectionEnd === value.length) [name, chooser.value] = ["", ""];
    setTimeout(check);
  });
  chooser.addEventListener("change", () => open(chooser.files[0]));
  [language, list].forEach((field) => field.addEventListener("change", () => {
    if (worker && text.value) check();
  }));
  form.querySelector("[data-do='example']").addEventListener("click", () => {
    [opened, name, chooser.value, language.value, text.value] = [null, "", "", "", EXAMPLE];
    check();
  });
  form.querySelector("[data-do='clear']").addEventListener("click", () => {
    [opened, name, chooser.value, language.value, text.value] = [null, "", "", "", ""];
    if (waiting) stop();
    place.hidden = true;
    place.replaceChildren();
    say("Cleared");
    text.focus();
  });

  // A file that misses the field by a little must not replace the page.
  ["dragover", "drop"].forEach((kind) => form.addEventListener(kind, (event) => {
    if (![...event.dataTransfer.types].includes("Files")) return;
    event.preventDefault();
    form.classList.toggle("check--over", kind === "dragover");
    if (kind === "drop") open(event.dataTransfer.files[0]);
  }));
  form.addEventListener("dragleave", () => form.classList.remove("check--over"));

  if (location.protocol === "file:") {
    say("Checking needs the site on a web server: from a disk, browsers refuse to load the parsers. The command below does without.");
    return;
  }
  form.querySelector("fieldset").disabled = false;
})();
