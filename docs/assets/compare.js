// The table of compare/: filter, order, names per client. The form holds the state,
// the address repeats it. Without this script the form is off and the table complete.
(() => {
  const form = document.querySelector(".filter");
  const table = document.querySelector("table.compare");
  if (!form || !table) return;
  const body = table.tBodies[0];
  const say = form.querySelector("[role=status]");
  const instead = document.querySelector("form.instead");
  const { client, sort, text } = form.elements;
  const heads = [...table.querySelectorAll("[data-sort]")];
  const facets = [...form.querySelectorAll("[data-facet]")].map((box) => ({
    name: box.dataset.facet,
    boxes: [...box.querySelectorAll("input")],
    numbers: [...box.querySelectorAll(".number")],
    badge: box.querySelector("summary b"),
  }));
  const orderOf = Object.fromEntries(
    facets.map(({ name, boxes }) => [name, new Map(boxes.map(({ value }, at) => [value, at]))]),
  );
  const rows = [...body.rows].map((row, at) => ({
    row,
    at,
    values: facets.map(({ name }) => row.dataset[name] ?? "none"),
  }));
  // The client that was chosen here or for the samples of an entry; storage may be forbidden.
  const kept = (...chosen) => {
    try {
      return localStorage[chosen.length ? "setItem" : "getItem"]("flexmap-client", ...chosen);
    } catch {
      return null;
    }
  };
  const loads = {};
  let names, spoken, frame, typed;
  let sorted = "ref";
  let filled = "rest";

  // What is read of a row, once: its calls as they stand in the page, and its words.
  const callsOf = (item) =>
    (item.calls ??= [...item.row.querySelectorAll(".call:has(code)")].map((call) => ({
      call,
      operation: call.firstChild.textContent,
      rest: [...call.childNodes],
    })));
  const wordsOf = (item) => {
    if (!item.words) {
      const more = Object.values(names ?? {}).flatMap((by) =>
        callsOf(item).flatMap(({ operation }) => (by[operation] ?? []).map(([name]) => name)),
      );
      item.words = [item.row.textContent, ...callsOf(item).map((c) => c.operation), ...more]
        .join("\n").toLowerCase();
    }
    return item.words;
  };

  const make = (tag, ...content) => {
    const node = document.createElement(tag);
    node.append(...content);
    return node;
  };
  // A name may break between its words.
  const code = (name) =>
    make("code", ...name.split(/(?<=[_.])(?=\w)|(?<=[a-z])(?=[A-Z])/)
      .flatMap((part, at) => (at ? [make("wbr"), part] : [part])));

  const small = (note) =>
    make("small", ...note.split("`").map((part, at) => (at % 2 ? make("code", part) : part)));

  const fill = () => {
    if (filled === client.value) return;
    filled = client.value;
    const by = names?.[client.value];
    const none = `No name known in ${client.selectedOptions[0].text}`;
    for (const item of rows) {
      for (const { call, operation, rest } of callsOf(item)) {
        if (client.value !== "rest" && !operation.includes("_")) continue;
        const found = (by?.[operation] ?? []).map(([name, note]) =>
          make("div", code(name), ...(note ? [" ", small(note)] : [])));
        call.replaceChildren(...(by ? (found.length ? found : [small(none)]) : rest));
      }
    }
    sorted = "";
  };
  // A script once, when it is needed. (Not `fetch`: the site also opens from a disk.)
  const load = (src) => (loads[src] ??= new Promise((done) => {
    const script = make("script");
    script.src = src;
    script.onload = done;
    script.onerror = () => {
      loads[src] = undefined;
      clearTimeout(spoken);
      say.textContent = "Part of this page could not be loaded";
    };
    document.head.append(script);
  }));
  const loadNames = async () => {
    await load("names.js");
    if (!names) for (const item of rows) item.words = "";
    names = globalThis.flexmapNames;
  };
  const change = async () => {
    if (client.value !== "rest" || text.value) await loadNames();
    fill();
    update();
  };

  const keys = {
    operation: ({ row }) => row.cells[0].textContent,
    uniform: ({ row }) => row.cells[1].textContent,
    flexible: ({ row }) => row.cells[2].textContent,
    verdict: ({ row }) => orderOf.verdict.get(row.dataset.verdict),
    caveat: ({ row }) => orderOf.severity.get(row.dataset.severity ?? "none"),
  };
  const words = new Intl.Collator("en", { numeric: true });
  const order = () => {
    if (sorted === sort.value) return;
    const back = sort.value.startsWith("-");
    const column = sort.value.slice(back);
    const key = keys[column] ?? (({ at }) => at);
    const found = rows.map((item) => ({ item, key: key(item) }));
    const sign = back ? -1 : 1;
    const by = typeof found[0]?.key === "string" ? words.compare : (a, b) => a - b;
    found.sort((a, b) => sign * by(a.key, b.key) || a.item.at - b.item.at);
    // Out of the page while its rows move: the browser would look at the styles at each move.
    body.remove();
    body.append(...found.map(({ item }) => item.row));
    table.append(body);
    for (const head of heads) {
      const on = head.dataset.sort === column;
      const cell = head.parentElement;
      if (on) cell.setAttribute("aria-sort", back ? "descending" : "ascending");
      else cell.removeAttribute("aria-sort");
    }
    sorted = sort.value;
  };

  // Shows the rows that fit. The number of an option is what would be left by it.
  const update = () => {
    frame = 0;
    order();
    const wanted = text.value.toLowerCase().split(/\s+/).filter(Boolean);
    const chosen = facets.map(({ boxes }) => boxes.filter((b) => b.checked).map((b) => b.value));
    const counts = facets.map(() => ({}));
    const target = document.getElementById(location.hash.slice(1))?.closest("tr");
    let shown = 0;
    for (const item of rows) {
      let failed = 0, last = -1;
      item.values.forEach((value, at) => {
        if (chosen[at].length && !chosen[at].includes(value)) failed++, (last = at);
      });
      const fits = wanted.every((word) => wordsOf(item).includes(word));
      if (fits && failed < 2) {
        item.values.forEach((value, at) => {
          if (!failed || at === last) counts[at][value] = (counts[at][value] ?? 0) + 1;
        });
      }
      item.shown = (fits && !failed) || item.row === target;
      shown += item.shown;
    }
    for (const { row, shown } of rows) if (row.hidden === shown) row.hidden = !shown;
    facets.forEach(({ boxes, numbers, badge }, at) => {
      boxes.forEach((box, i) => (numbers[i].textContent = counts[at][box.value] ?? 0));
      if (badge) badge.textContent = chosen[at].length || "";
    });
    // Words that no row holds are offered to the search.
    instead.hidden = Boolean(shown) || !wanted.length;
    instead.elements.search.value = instead.querySelector("b").textContent = text.value.trim();
    clearTimeout(spoken);
    spoken = setTimeout(() => {
      const of = shown === rows.length ? "" : ` of ${rows.length}`;
      say.textContent = `${shown}${of} ${rows.length === 1 ? "entry" : "entries"}`;
    }, 150);
  };

  // The address. Typing is one step of the history, every other choice one of its own.
  const fields = () => [...form.elements].filter((field) => field.name);
  const read = async (again) => {
    const query = new URLSearchParams(location.search);
    for (const field of fields()) {
      const given = query.getAll(field.name);
      if (field.type === "checkbox") field.checked = given.includes(field.value);
      else field.value = given[0] ?? "";
      if (field === client && !again) field.value ||= kept();
      if (field.selectedIndex < 0) field.selectedIndex = 0;
    }
    if (!query.has("client") && client.selectedIndex) {
      history.replaceState(null, "", link() + location.hash);
    }
    await change();
    document.documentElement.classList.remove("asked");
  };
  const link = () => {
    const query = new URLSearchParams();
    for (const field of fields()) {
      const set = field.type === "checkbox" ? field.checked : field.value.trim() && field.selectedIndex !== 0;
      if (set) query.append(field.name, field.value.trim());
    }
    return location.pathname + (query.size ? `?${query}` : "");
  };
  const save = (typing) => {
    history[typing && typed ? "replaceState" : "pushState"](null, "", link());
    typed = typing;
  };

  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("input", ({ target }) => {
    if (!target.name) return;
    save(target === text);
    if (target === client) kept(client.value), change();
    else frame ||= requestAnimationFrame(update);
  });
  form.addEventListener("click", async ({ target }) => {
    const job = target.dataset.do;
    if (job === "clear") {
      for (const field of fields()) field.checked = false;
      text.value = "";
      save();
      update();
    } else if (job) {
      await load(form.dataset.copies);
      const said = await globalThis.flexmapCopies[job](form, table);
      clearTimeout(spoken);
      say.textContent = said;
    }
  });
  // Copying needs a fresh click, so its script is there before.
  for (const event of ["pointerover", "focusin"]) {
    say.parentElement.addEventListener(event, () => load(form.dataset.copies), { once: true });
  }
  text.addEventListener("focus", () => names || loadNames().then(update));
  table.tHead.addEventListener("click", ({ target: { dataset } }) => {
    if (!dataset.sort) return;
    sort.value = { [dataset.sort]: `-${dataset.sort}`, [`-${dataset.sort}`]: "ref" }[sort.value] ?? dataset.sort;
    save();
    update();
  });
  // An open list of options closes when something else is clicked, and by Escape.
  document.addEventListener("click", ({ target }) => {
    for (const open of form.querySelectorAll("details[open]")) if (!open.contains(target)) open.open = false;
  });
  form.addEventListener("keydown", ({ key, target }) => {
    const open = key === "Escape" && target.closest("details[open]");
    if (!open) return;
    open.open = false;
    open.firstElementChild.focus();
  });
  addEventListener("popstate", read);

  form.firstElementChild.disabled = false;
  for (const head of heads) head.disabled = false;
  read();
})();
