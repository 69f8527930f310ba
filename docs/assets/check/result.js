// The findings of the page "Check your code" beside their lines, in pieces of bounded size: a text
// of some megabytes can hold thousands of findings, and each costs the browser time to lay out.
globalThis.flexmapResult = (() => {
  // Lines around a finding, and of a finding that goes on and on.
  const CONTEXT = 3;
  const TALLEST = 40;
  // What one piece has at most: findings, lines, characters of a line, and notes beside it.
  const FINDINGS = 50;
  const LINES = 400;
  const WIDEST = 1000;
  const NOTES = 10;
  // What is shown before the first finding of a line that is cut.
  const BEFORE = 100;

  const make = (name, attributes = {}, ...inside) => {
    const node = document.createElement(name);
    Object.entries(attributes).forEach(([key, value]) => node.setAttribute(key, value));
    node.append(...inside.filter((item) => item !== null));
    return node;
  };
  const number = (count, word) => `${count.toLocaleString("en")} ${word}${count === 1 ? "" : "s"}`;
  const badge = (kind, id, title) => make("span", { class: `${kind} ${kind}--${id}` }, title);

  // ---- a finding ----------------------------------------------------------------

  // The line that can stand there, with a button where the browser lets a page copy.
  const instead = ({ text, notes }) => {
    const copy = navigator.clipboard ? make("button", { type: "button" }, "Copy") : null;
    copy?.addEventListener("click", async () => {
      await navigator.clipboard.writeText(text).then(() => { copy.textContent = "Copied"; }, () => copy.remove());
    });
    return make("div", { class: "instead" },
      make("p", {}, "Instead: ", make("code", {}, text)),
      copy && make("p", { class: "check__line" }, copy),
      ...notes.map((note) => make("p", { class: "meta" }, `Note: ${note}`)));
  };

  const card = (root, finding, index) => {
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
      finding.instead && instead(finding.instead), caveat, also,
      make("p", { class: "meta" }, make("a", { href: `#line_${finding.line}` }, `Line ${finding.line}`), `, confidence: ${finding.confidence}`));
  };

  // ---- a line -------------------------------------------------------------------

  // Columns count characters, from 1; the browser counts units of UTF-16, from 0.
  const units = (line) => {
    if (!/[\ud800-\udbff]/.test(line)) return (column) => column - 1;
    const starts = [];
    let at = 0;
    for (const character of line) {
      starts.push(at);
      at += character.length;
    }
    return (column) => starts[column - 1] ?? line.length;
  };

  // Where the findings that reach into a line lie in it: in order, and none within another.
  const marks = (findings, at, line) => {
    if (!findings.length) return [];
    const unit = units(line);
    const found = findings.map((finding) => [
      at === finding.line ? unit(finding.column) : line.search(/\S|$/),
      at === finding.end_line ? unit(finding.end_column) : line.length,
    ]).filter(([from, to]) => to > from).sort(([one], [other]) => one - other);
    let end = 0;
    return found.flatMap(([from, to]) => {
      const start = Math.max(from, end);
      end = Math.max(end, to);
      return to > start ? [[start, to]] : [];
    });
  };

  // The line with its marks; of one that is too long, what is around the first of them.
  const coded = (line, found) => {
    const start = line.length > WIDEST ? Math.max(0, (found[0]?.[0] ?? 0) - BEFORE) : 0;
    const end = Math.min(line.length, start + WIDEST);
    const code = make("code", {}, start ? "… " : "");
    let at = start;
    for (const [from, to] of found) {
      if (from >= end) break;
      code.append(line.slice(at, from), make("mark", {}, line.slice(from, Math.min(to, end))));
      at = Math.min(to, end);
    }
    code.append(line.slice(at, end), end < line.length ? " …" : "");
    return code;
  };

  const note = ({ matches: [main] }, index) => make("a",
    { class: "line__note", href: `#finding_${index + 1}` }, main ? `${main.ref} ${main.verdict_title}` : "variable");

  const row = (at, line, reaching, notes) => make("div",
    { class: notes.length ? "line line--found" : "line", id: `line_${at}` },
    make("span", { class: "line__number" }, String(at)), coded(line, marks(reaching, at, line)), ...notes);

  // ---- blocks of lines and findings ---------------------------------------------

  // Findings that begin in one line: from which to which, and the last line that one of them has.
  function* groups(findings) {
    for (let from = 0, to; from < findings.length; from = to) {
      const { line } = findings[from];
      let reach = line;
      for (to = from; to < findings.length && findings[to].line === line; to += 1) {
        reach = Math.max(reach, findings[to].end_line);
      }
      yield { line, from, to, reach };
    }
  }

  // What is to be shown, in order. `first` to `last` are lines, and `from` to `to` the findings of
  // the line `line` among them. Before it are `left` lines that are not shown, all without a finding
  // when `clear`.
  function* blocks(findings, count, whole) {
    let [end, reached] = [0, 0];

    function* lines(first, last, group) {
      let left = first - end - 1;
      const clear = reached <= end;
      for (let at = first; at <= last; at += LINES) {
        const to = Math.min(at + LINES - 1, last);
        const here = group && group.line >= at && group.line <= to ? group : { from: 0, to: 0 };
        let some = Math.min(here.to, here.from + FINDINGS);
        yield { first: at, last: to, left, clear, line: here.line, from: here.from, to: some };
        for (; some < here.to; some += FINDINGS) {
          yield { first: 1, last: 0, left: 0, from: some, to: Math.min(here.to, some + FINDINGS) };
        }
        left = 0;
      }
      end = Math.max(end, last);
    }

    // The lines of a group, none of them beyond `most`, where the next one is.
    function* around(group, most) {
      const from = whole ? end + 1 : Math.max(end + 1, group.line - CONTEXT);
      const last = Math.max(group.line + CONTEXT - 1, Math.min(group.reach, group.line + TALLEST));
      yield* lines(from, Math.min(last, most), group);
      reached = Math.max(reached, group.reach);
    }

    let before;
    for (const group of groups(findings)) {
      if (before) yield* around(before, group.line - 1);
      before = group;
    }
    if (before) yield* around(before, count);
    if (whole) yield* lines(end + 1, count);
    else if (end < count) yield { first: 1, last: 0, left: count - end, clear: reached <= end, from: 0, to: 0 };
  }

  const built = (root, findings, lines, block, reaching) => {
    const rows = [];
    for (let at = block.first; at <= block.last; at += 1) {
      const here = at === block.line ? findings.slice(block.from, Math.min(block.to, block.from + NOTES)) : [];
      const over = reaching.filter(({ line, end_line: end }) => line <= at && end >= at);
      rows.push(row(at, lines[at - 1].replace(/\r$/, ""), over, here.map((finding, index) => note(finding, block.from + index))));
    }
    const cards = findings.slice(block.from, block.to).map((finding, at) => card(root, finding, block.from + at));
    const gap = block.left
      ? make("p", { class: "gap" }, `${number(block.left, "line")} ${block.clear ? "without a finding" : "not shown"}`)
      : null;
    const chunk = rows.length || cards.length
      ? make("div", { class: "chunk" }, make("div", rows.length ? { class: "source" } : {}, ...rows), make("div", {}, ...cards))
      : null;
    return make("li", {}, gap, chunk);
  };

  // Adds pieces to a list: each call adds one, and returns how many findings are shown by then;
  // `done` tells when there is nothing more.
  const list = (root, findings, lines, whole) => {
    const place = make("ol", { class: "chunks" });
    const all = blocks(findings, lines.length, whole);
    let next = all.next();
    let shown = 0;
    let reaching = [];
    return {
      place,
      get done() { return next.done; },
      more() {
        let [cards, rows] = [0, 0];
        while (!next.done && cards < FINDINGS && rows < LINES) {
          const block = next.value;
          const begun = findings.slice(block.from, block.to);
          reaching = reaching.filter(({ end_line: end }) => end >= block.first).concat(begun);
          place.append(built(root, findings, lines, block, reaching));
          cards += begun.length;
          rows += Math.max(0, block.last - block.first + 1);
          shown += begun.length;
          next = all.next();
        }
        return shown;
      },
    };
  };

  return { list, make, number };
})();
