// Copies of the rows that the table of compare/ shows, loaded by compare.js when needed.
(() => {
  const words = (node) => node.textContent.replace(/\s+/g, " ").trim();
  // The calls of a cell as they stand there: names of the chosen client with their notes.
  const calls = (cell) => [...cell.querySelectorAll(".call")]
    .map((call) => [...call.childNodes].map(words).filter(Boolean).join(" ")).join("; ");
  const record = (row) => {
    const [{ firstElementChild: link, lastElementChild: ref }, uniform, flexible, , caveat] = row.cells;
    const { category, kind, verdict, severity, strength, disputed } = row.dataset;
    return {
      ref: words(ref), id: row.id, kind, title: words(link), category,
      uniform: calls(uniform), flexible: calls(flexible) || words(flexible),
      verdict, disputed: disputed === "yes", strength: strength ?? "",
      strongest_severity: severity ?? "",
      worst_caveat: severity ? words(caveat.querySelector("a")) : "",
      url: link.href,
    };
  };
  const about = ({ dataset, elements }) => ({
    data_version: dataset.version, date: dataset.date,
    client: elements.client.value, address: location.href,
  });

  // RFC 4180; no cell is a formula for a spreadsheet.
  const cell = (value) => {
    const text = { true: "yes", false: "no" }[value] ?? value.replace(/^[=+\-@]/, "'$&");
    return /[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  };
  const markdown = (value) => value.replace(/[\\`*_[\]<>|]/g, "\\$&");
  const line = (cells) => `| ${cells.join(" | ")} |\n`;
  const formats = {
    CSV: (rows) => [Object.keys(rows[0] ?? {}), ...rows.map(Object.values)]
      .map((cells) => `${cells.map(cell).join(",")}\n`).join(""),
    Markdown: (rows, form) => {
      const { data_version, date, address } = about(form);
      const titles = ["Entry", "Uniform call", "Flexible alternative", "Verdict", "Worst caveat"];
      return line(titles) + line(titles.map(() => "-")) + rows.map((row) => line([
        `[${row.ref}: ${markdown(row.title)}](${row.url})`,
        markdown(row.uniform), markdown(row.flexible),
        row.verdict + (row.disputed ? ", disputed" : ""), markdown(row.worst_caveat),
      ])).join("") + `\nFlexmap data ${data_version} of ${date}, <${address}>\n`;
    },
    JSON: (rows, form) => `${JSON.stringify({ ...about(form), rows }, null, 2)}\n`,
  };
  const files = { CSV: ["csv", "text/csv"], Markdown: ["md", "text/markdown"], JSON: ["json", "application/json"] };

  const made = (form, table) => {
    const format = form.querySelector("[data-format]").value;
    const rows = [...table.tBodies[0].rows].filter((row) => !row.hidden).map(record);
    const count = `${rows.length} ${rows.length === 1 ? "row" : "rows"}`;
    return { format, count, text: formats[format](rows, form) };
  };
  // Each gives back what to say of it.
  globalThis.flexmapCopies = {
    copy: async (form, table) => {
      const { format, count, text } = made(form, table);
      try {
        await navigator.clipboard.writeText(text);
        return `${count} copied as ${format}`;
      } catch {
        return "This browser does not let the page copy; download the rows instead";
      }
    },
    download: (form, table) => {
      const { format, count, text } = made(form, table);
      const [ending, type] = files[format];
      const link = document.createElement("a");
      link.href = URL.createObjectURL(new Blob([text], { type }));
      link.download = `flexmap-${form.dataset.version}-compare.${ending}`;
      link.click();
      setTimeout(() => URL.revokeObjectURL(link.href), 1000);
      return `${count} downloaded as ${format}`;
    },
  };
})();
