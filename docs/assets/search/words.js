// Takes text apart into terms: the same way for what the search knows and for what is typed.
// `VirtualMachineScaleSetVMs_PowerOff`, `virtual_machine_scale_set_vms.begin_power_off` and
// "power off a VM of the scale set" have terms in common only after this.
Object.assign(flexmapSearch, (() => {
  const SPELLINGS = [
    [/\baz ?vmss|\baz vms\b/g, " vmss "],
    [/\baz ?vm(?=[a-z ]|$)/g, " vm "],
    [/\bvirtual ?machines? ?scale ?sets?/g, " vmss "],
    [/\bvm ?scale ?sets?/g, " vmss "],
    [/\bscale ?sets?|\b(?:an?|the|this|whole|entire) set\b/g, " vmss "],
    [/\bvirtual ?machines?/g, " vm "],
    [/\bvms\b/g, "vm"],
    [/\bvmss ?vms?(?=[a-z ]|$)/g, " vmss vm "],
    [/\breboot/g, "restart"],
    [/\bsingle (?=instance|vm|machine|node)|\bindividual /g, "one "],
    [/\bshut ?down/g, "power off"],
  ];
  // Words that only join others.
  const EMPTY = new Set("a an and as at by can do doe does entire every for from have how i if in is it its many more multiple my need of on or our several should some that the them then this to use want was we what when where which whole will with you your".split(" "));
  // What clients put around the name of an operation.
  const AROUND = new Set("async await az begin client collection compute computeclient manager microsoft operation pager properti resourc servic wait new arm armcompute azure".split(" "));

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

  // The terms of a text, in order, without the empty words.
  const words = (text) => {
    let made = separate(text);
    for (const [from, to] of SPELLINGS) made = made.replace(from, to);
    return made.split(" ").filter((word) => word && !EMPTY.has(word)).map(stem);
  };

  // Neighbours as one term too: `runcommand` and "run command" meet there.
  const pairs = (list) => list.slice(1).map((word, at) => list[at] + word);

  // What is left of the name of an operation without what a client puts around it.
  const core = (list) => list.filter((word) => !AROUND.has(word));

  // The arguments of a call say nothing about which call it is.
  const withoutArguments = (text) => text.replace(/\((?:[^()]|\([^()]*\))*\)?/g, " ");

  return { words, pairs, core, withoutArguments };
})());
