// Takes text apart into terms: the same way for what the search knows and for what is typed.
// `VirtualMachineScaleSetVMs_PowerOff`, `virtual_machine_scale_set_vms.begin_power_off` and
// "power off a VM of the scale set" have terms in common only after this.
// flexmap/lookup/terms.py does the same in the command, by the same rules, which stand in
// flexmap/rules/search.json and come with the index. A test runs both.
flexmapSearch.words = ({ spellings, synonyms, empty, around }) => {
  const SPELLINGS = spellings.map(([pattern, instead]) => [new RegExp(pattern, "g"), instead]);
  const [EMPTY, AROUND] = [new Set(empty), new Set(around)];

  // `listOSUpgrades` has three words, and the s of `VMs` is no word of its own.
  const separate = (text) => text
    .normalize("NFKC")
    .replace(/([A-Z]{2,})s(?![a-z])/g, (all, letters) => letters[0] + letters.slice(1).toLowerCase() + "s")
    .replace(/([a-z0-9])(?=[A-Z])|([A-Z])(?=[A-Z][a-z])/g, "$1$2 ")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}*]+/gu, " ");

  // `deallocates`, `deallocated` and `deallocating` are one term.
  const stem = (word) => {
    let made = word;
    if (made.length > 3 && /[^sui]s$/.test(made)) made = made.slice(0, -1);
    if (made.length > 5) made = made.replace(/(?:ed|ing)$/, "");
    if (made !== word) made = made.replace(/([^aeiouls])\1$/, "$1");
    if (made.length > 3) made = made.replace(/e$/, "").replace(/y$/, "i");
    return made;
  };

  // The words of a text as they are written, in order, without the empty ones.
  const raws = (text) => {
    const made = SPELLINGS.reduce((all, [from, to]) => all.replace(from, () => to), separate(text));
    return made.split(" ").filter((word) => word && !EMPTY.has(word));
  };

  const words = (text) => raws(text).map(stem);

  // The word that entries have for what is asked for.
  const meaning = (term) => (Object.hasOwn(synonyms, term) ? synonyms[term] : term);

  // Neighbours as one term too: `runcommand` and "run command" meet there.
  const pairs = (list) => list.slice(1).map((word, at) => list[at] + word);

  // What is left of the name of an operation without what a client puts around it.
  const core = (list) => list.filter((word) => !AROUND.has(word));

  // The arguments of a call say nothing about which call it is.
  const withoutArguments = (text) => text.replace(/\((?:[^()]|\([^()]*\))*\)?/g, " ");

  // A sentence, or the words for a thing: no command, no name of code, no path, no error. A long
  // question may name one.
  const isPlain = (query) => {
    const parts = query.split(/\s+/).filter(Boolean);
    const plain = parts.filter((part) => /^(?:\p{L}+(?:['’-]\p{L}+)?|\d+)[?,.;:!]?$/u.test(part) && !/[a-z][A-Z]/.test(part));
    const command = /^(?:az|[A-Za-z]+-Az[A-Za-z]*)$/.test(parts[0] ?? "");
    return parts.length > 7 ? plain.length >= 0.75 * parts.length : plain.length === parts.length && !command;
  };

  return { isPlain, raws, stem, words, meaning, pairs, core, withoutArguments };
};
