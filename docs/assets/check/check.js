// The page "Check your code": takes the text, asks the worker, and shows what it found.
(() => {
  const form = document.querySelector("form.check");
  if (!form) return;
  const place = document.querySelector(".checked");
  const status = form.querySelector("[role='status']");
  const bar = form.querySelector("progress");
  const { root, largest, seconds, bytes } = form.dataset;
  const { text, file: chooser, language, list } = form.elements;
  const beside = form.querySelector("#check_beside");
  const { make, number, list: findingList } = globalThis.flexmapResult;
  // Lines of a text that is shown whole, and remarks.
  const FEW = 60;
  // Characters that the field shows; more of them would keep the browser, and the page, for seconds.
  const SHOWN = 200_000;

  const say = (words) => { status.textContent = words; };

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
    if (data.unloaded !== undefined) {
      fail(`The check could not be loaded: ${data.unloaded}. Try again, or use the command below.`);
      return;
    }
    // Some at a time: what comes over at once keeps the page from anything else.
    waiting.findings.push(...data.findings);
    if (!data.answer) return;
    clearTimeout(waiting.timer);
    const { yes, findings } = waiting;
    waiting = undefined;
    // What a parser left behind when it gave up is not to be relied on.
    if (data.answer.broken) stop();
    yes({ ...data.answer, findings });
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
    waiting = { id: asked, yes, no, findings: [] };
    worker.postMessage({ id: asked, request, content });
  });

  // ---- what is checked ----------------------------------------------------------

  // The file as it is, until somebody changes the text that is shown of it.
  let opened = null;
  let name = "";

  const decoded = (content) => {
    const [first, second] = content;
    const wide = { "255,254": "utf-16le", "254,255": "utf-16be" }[`${first},${second}`];
    if (wide) return new TextDecoder(wide).decode(content);
    try {
      return new TextDecoder("utf-8", { fatal: true }).decode(content);
    } catch {
      // As the review reads it; what it found says so.
      return new TextDecoder("windows-1252").decode(content);
    }
  };
  const reasons = {
    huge: `It has more than ${largest / 1e6} MB, which the page leaves to the command.`,
    binary: "It is binary, not text.",
    undecodable: "Its text is cut or mixed: it begins as UTF-16 and does not go on so.",
    "too deeply nested": "It is nested too deeply.",
    failed: "Its parser gave up on it: it may be nested too deeply, or need more memory than the browser gives. The command below may get further.",
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

  const refuse = () => {
    place.hidden = true;
    text.value = "";
    say(`${name || "The pasted text"} is not checked. ${reasons.huge}`);
  };
  // Takes a text that is too long for the field, which stays empty.
  const keep = (content) => {
    [opened, text.value] = [content, ""];
    beside.textContent = `${name || "The pasted text"} is too long to be shown here, ${(content.length / 1e6).toFixed(1)} MB. It is checked as it is, until you put other text into the field.`;
    beside.hidden = false;
  };
  const release = () => {
    [opened, beside.textContent, beside.hidden] = [null, "", true];
  };

  const open = async (file) => {
    if (!file) return;
    release();
    name = file.name;
    if (file.size > largest) {
      refuse();
      return;
    }
    let content;
    try {
      content = new Uint8Array(await file.arrayBuffer());
    } catch {
      say(`${name} could not be read. It may have been moved or changed; choose it again.`);
      return;
    }
    if (content.length > SHOWN) keep(content);
    else [opened, text.value] = [content, decoded(content)];
    await check();
  };

  const paste = (event) => {
    const { selectionStart, selectionEnd, value } = text;
    // What replaces everything is no longer the file.
    if (selectionStart === 0 && selectionEnd === value.length) [name, chooser.value] = ["", ""];
    const pasted = event.clipboardData.getData("text/plain");
    const whole = value.slice(0, selectionStart) + pasted + value.slice(selectionEnd);
    if (whole.length <= SHOWN) {
      setTimeout(check);
      return;
    }
    event.preventDefault();
    release();
    if (whole.length > largest) {
      refuse();
      return;
    }
    keep(new TextEncoder().encode(whole));
    check();
  };

  // ---- what is shown ------------------------------------------------------------

  const known = {
    chosen: () => "", name: () => ", as its name says", line: () => ", as its first line says",
    guess: () => " by its look; choose the language if that is wrong",
  };
  const told = (answer) => [
    `Read as ${answer.title}${known[answer.how]()}.`,
    answer.counts.length ? `${answer.counts.map(({ count, title }) => `${count} ${title.toLowerCase()}`).join(", ")}.` : "",
    answer.same ? `${number(answer.same, "place")} documented for Flexible too${list.value ? "" : ", not listed"}.` : "",
    answer.flexible ? `${number(answer.flexible, "set")} declared Flexible already.` : "",
    answer.ignored ? `${number(answer.ignored, "finding")} covered by ignores.` : "",
    answer.read ? "" : "No name of a scale set is in it.",
    ...answer.notices.slice(0, FEW),
  ].filter(Boolean).join(" ");

  const show = (answer, source) => {
    if (!answer.language) {
      say("The language cannot be told from the text. Choose it from the list, then check again.");
      language.focus();
      return;
    }
    if (answer.skipped) {
      say(`Not checked. ${reasons[answer.skipped] ?? "It could not be read; the command below may get further."}`);
      return;
    }
    const { findings, markdown } = answer;
    const lines = source.split("\n");
    if (lines.at(-1) === "") lines.pop();
    const count = findings.length ? number(findings.length, "finding") : "No findings";
    const result = make("div");
    const more = make("button", { type: "button" }, "Show more");
    let shown;
    const fill = (whole) => {
      shown = findingList(root, findings, lines, whole);
      shown.more();
      result.replaceChildren(shown.place);
      more.hidden = shown.done;
    };
    more.addEventListener("click", () => {
      const last = shown.place.lastElementChild;
      say(`${number(shown.more(), "finding")} of ${findings.length.toLocaleString("en")} shown`);
      more.hidden = shown.done;
      last.nextElementSibling.querySelector(".finding, .line")?.scrollIntoView({ block: "nearest" });
      last.nextElementSibling.querySelector(".finding")?.focus({ preventScroll: true });
    });
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
      say(shown.done ? `${number(lines.length, "line")} shown` : "The first lines are shown");
    });
    place.replaceChildren(
      make("h2", { id: "check_result", tabindex: "-1" }, count),
      make("p", {}, told(answer)),
      ...(findings.length ? [
        make("p", { class: "check__line" }, copy, all),
        result, make("p", { class: "check__line" }, more),
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
  text.addEventListener("input", release);
  text.addEventListener("paste", paste);
  chooser.addEventListener("change", () => open(chooser.files[0]));
  [language, list].forEach((field) => field.addEventListener("change", () => {
    if (worker && (opened || text.value)) check();
  }));
  form.querySelector("[data-do='example']").addEventListener("click", () => {
    release();
    [name, chooser.value, language.value, text.value] = ["", "", "", EXAMPLE];
    check();
  });
  form.querySelector("[data-do='clear']").addEventListener("click", () => {
    release();
    [name, chooser.value, language.value, text.value] = ["", "", "", ""];
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
