// What leads to the search on every page: the control in the header, the keys / and s, a query in
// the address, question boxes, and the page that is not there. The search itself is loaded when
// somebody reaches for it, by scripts and no other way, so that it also works from a disk.
// Without this script the control is a link to the whole table.
globalThis.flexmapSearch = {};
(() => {
  const opener = document.querySelector(".fm-search");
  const base = new URL(opener.dataset.base.replace(/\/?$/, "/"), location.href);
  const PARAMETER = "search";
  // Characters of a query: half as many again as the longest text of an error has.
  const LONGEST = 500;

  const file = (name) => new Promise((resolve, reject) => {
    const href = new URL(name, base).href;
    const made = document.createElement(name.endsWith(".css") ? "link" : "script");
    Object.assign(made, { onload: resolve, onerror: reject });
    Object.assign(made, made.localName === "link" ? { rel: "stylesheet", href } : { async: false, src: href });
    document.head.append(made);
  });
  const files = (...names) => Promise.all(names.map((name) => file(name)));
  let loading;
  const load = () => {
    loading ??= {
      dialog: files(...["dialog.css", "combobox.js", "dialog.js", "suggest.js"].map((name) => `assets/search/${name}`))
        .then(() => flexmapSearch.dialog({ opener, base, parameter: PARAMETER, longest: LONGEST, engine: loading.engine })),
      engine: files(...["minisearch", "words", "typos", "known", "errors", "lookups", "asks", "engine"].map((name) => `assets/search/${name}.js`), "search/index.js"),
    };
    loading.engine.catch(() => {}); // the dialog says so
    return loading.dialog;
  };

  // What is typed before the dialog is there goes into it; without it there is still the table.
  let early;
  const open = (query) => {
    early ??= "";
    load().then((dialog) => {
      dialog.open(query ?? (early || undefined));
      early = undefined;
    }, () => location.assign(opener.href));
  };

  opener.setAttribute("role", "button");
  opener.setAttribute("aria-haspopup", "dialog");
  opener.addEventListener("click", (event) => {
    event.preventDefault();
    open();
  });
  for (const name of ["pointerenter", "focus"]) {
    opener.addEventListener(name, () => load().catch(() => {}), { once: true });
  }

  // The field of a dialog that was closed a moment ago keeps the focus until the browser draws.
  const isHidden = (element) => element.closest?.("dialog:not([open])");
  const isField = (element) => !isHidden(element) && element.closest?.("input:not([type=checkbox], [type=radio]), select, textarea, dialog, [contenteditable]");
  // Before everybody else: to the theme, n and p mean the next and the previous page.
  window.addEventListener("keydown", (event) => {
    if (event.altKey || event.ctrlKey || event.metaKey || isField(event.target)) return;
    if (early !== undefined && event.key.length === 1) early += event.key;
    else if (["/", "s"].includes(event.key)) open();
    else if (event.key === " " && event.target === opener) open();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }, { capture: true });

  // `<form data-search>` with a field named like the parameter is a question box anywhere.
  for (const form of document.querySelectorAll("form[data-search]")) {
    const input = form.elements[PARAMETER];
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      open(input.value);
    });
    // It answers while somebody types, from the first time on that the field is used.
    const suggest = () => load().then(() => flexmapSearch.suggest({ form, input, base, engine: loading.engine }), () => {});
    if (input.type === "search") input.addEventListener("focus", suggest, { once: true });
  }

  const asked = new URLSearchParams(location.search).get(PARAMETER);
  if (asked) open(asked);

  // The address of a page that is not there says what was looked for.
  const missing = document.querySelector("[data-search-address]");
  if (missing) {
    const path = decodeURIComponent(location.pathname).slice(base.pathname.length);
    const query = path.replace(/\b(?:index\.)?html?\b|\bentries\b/g, " ").replace(/[/_.-]+/g, " ").trim();
    if (query) load().then((dialog) => dialog.list(query, missing), () => {});
  }
})();
