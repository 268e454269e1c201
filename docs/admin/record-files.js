/* How forms read and write data files: text to values and back. An edit changes the lines it is about and no others: comments, order
   and style of the rest stay, because the new values are put into the old text. Keys that begin with `_` live in the form only. */
"use strict";
window.RecordFiles = (() => {
  const SOURCE = "_source"; // the text a record was read from
  // Only what is written back as it was read is a number or a boolean: `012` stays text, as the site reads it.
  const scalar = (tag, test, read) => ({ tag, default: true, test, resolve: read, identify: () => false });
  const READING = {
    schema: "failsafe", uniqueKeys: true,
    customTags: [
      { ...scalar("tag:yaml.org,2002:null", /^(?:~|null)?$/u, () => null), identify: (value) => value === null, stringify: () => "null" },
      { ...scalar("tag:yaml.org,2002:bool", /^(?:true|false)$/u, (text) => text === "true"), identify: (value) => typeof value === "boolean" },
      { ...scalar("tag:yaml.org,2002:float", /^-?(?:0|[1-9]\d*)(?:\.\d*[1-9])?$/u, Number), identify: (value) => typeof value === "number" },
    ],
  };
  const WRITING = { lineWidth: 0, flowCollectionPadding: false };
  const FRONT = /^---[ \t]*\n((?:(?!---[ \t]*(?:\n|$)).*\n)*)---[ \t]*(?:\n|$)/u;

  const isMap = (value) => value !== null && typeof value === "object" && !Array.isArray(value);
  /** A value with the keys of its maps in one order: two maps are the same however they were written. */
  const settled = (value) => Array.isArray(value) ? value.map(settled)
    : isMap(value) ? Object.fromEntries(Object.keys(value).sort().map((key) => [key, settled(value[key])])) : value;
  const same = (one, other) => JSON.stringify(settled(one)) === JSON.stringify(settled(other));
  /** A file as the site reads it, whatever editor of whatever system wrote it. */
  const plain = (text) => text.replace(/^\uFEFF/u, "").replace(/\r\n?/gu, "\n");
  const fromPlain = (parse) => (file) => parse(plain(file));

  /** Lower case without accents, as people type on phones. */
  const fold = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").replace(/[đĐ]/gu, "d").toLowerCase();
  /** What a form finds an entry by: its names as written, without accents, and its id. */
  const findable = (...texts) => { const all = texts.filter(Boolean).join(" "); return `${all} ${fold(all)}`; };

  /** A value without what nobody filled in; undefined when nothing is left. */
  function pruned(value) {
    if (Array.isArray(value)) {
      const items = value.map(pruned).filter((item) => item !== undefined);
      return items.length ? items : undefined;
    }
    if (isMap(value)) {
      const pairs = Object.entries(value).filter(([key]) => !key.startsWith("_")).map(([key, inner]) => [key, pruned(inner)]);
      const left = pairs.filter(([, inner]) => inner !== undefined);
      return left.length ? Object.fromEntries(left) : undefined;
    }
    if (typeof value === "string") value = value.normalize("NFC").replace(/\r\n?/gu, "\n").trim();
    return value === null || value === "" ? undefined : value;
  }

  /** The keys of a map in the order of the form's fields, or of `keys`. */
  function ordered(value, fields, keys) {
    if (Array.isArray(value)) return value.map((item) => ordered(item, fields));
    if (!isMap(value) || !fields) return value;
    const inner = new Map(fields.map((field) => [field.name, field.fields]));
    const names = (keys ?? [...inner.keys()]).filter((name) => name in value);
    const others = Object.keys(value).filter((name) => !names.includes(name));
    return Object.fromEntries([...names, ...others].map((name) => [name, ordered(value[name], inner.get(name))]));
  }

  /** Put `value` into a node of the old document: what is the same stays as it was written. */
  function put(document, node, old, value) {
    if (same(pruned(old), value)) return node;
    if (YAML.isMap(node) && isMap(value)) {
      const was = node.toJSON();
      for (const pair of [...node.items]) {
        const key = String(pair.key);
        if (key in value) pair.value = put(document, pair.value, was[key], value[key]);
        else if (pruned(was[key]) !== undefined) node.delete(key);
      }
      const names = Object.keys(value);
      for (const [place, key] of names.entries()) {
        if (node.has(key)) continue;
        // Before the first key there is that comes later in the form.
        const next = node.items.findIndex((pair) => names.indexOf(String(pair.key)) > place);
        node.items.splice(next < 0 ? node.items.length : next, 0, document.createPair(key, value[key]));
      }
      return node;
    }
    if (YAML.isSeq(node) && Array.isArray(value)) {
      const was = node.toJSON(), left = node.items.map((item, place) => ({ item, was: was[place] }));
      node.items = value.map((inner, place) => {
        const found = left.findIndex((entry) => entry && same(pruned(entry.was), inner));
        const at = found >= 0 ? found : value.length === was.length && left[place] ? place : -1;
        if (at < 0) return document.createNode(inner);
        const entry = left[at];
        left[at] = null;
        return put(document, entry.item, entry.was, inner);
      });
      return node;
    }
    const made = document.createNode(value);
    if (YAML.isScalar(node) && YAML.isScalar(made)) { made.comment = node.comment; made.commentBefore = node.commentBefore; }
    return made;
  }

  function read(text) {
    const document = YAML.parseDocument(text, READING);
    if (document.errors.length) throw new Error(`Tệp có lỗi cú pháp YAML, hãy sửa trên kho mã: ${document.errors[0].message}`);
    return document;
  }

  /** YAML text that holds `value`, as near to `source` as can be. */
  function written(source, value) {
    const document = source ? read(source) : new YAML.Document(value, { ...READING, compat: "core" });
    if (source) document.contents = put(document, document.contents, document.toJSON(), value);
    return document.toString(WRITING);
  }

  const names = (value) => ({ ...value, _search: findable(value.title, value.number, value.name, value.short, value.id, value.type) });

  /** The three kinds of file; `formOf` gives the form of the data that is about to be written. */
  function formats(formOf) {
    const values = (data) => { const form = formOf(data); return ordered(pruned(data) ?? {}, form?.fields, form?.keys); };
    return {
      "record-yml": {
        fromFile: fromPlain((text) => ({ ...names(read(text).toJSON() ?? {}), [SOURCE]: text })),
        toFile: (data) => written(data[SOURCE], values(data)),
      },
      "record-md": {
        fromFile: fromPlain((text) => {
          const found = FRONT.exec(text);
          if (!found) throw new Error("Tệp không mở đầu bằng phần thông tin giữa hai dòng ---, hãy sửa trên kho mã.");
          const [all, front] = found;
          return { ...names(read(front).toJSON() ?? {}), body: text.slice(all.length).replace(/^\n+/u, ""), [SOURCE]: text };
        }),
        toFile(data) {
          const [all, front] = FRONT.exec(data[SOURCE] ?? "") ?? ["", ""];
          const { body = "", ...rest } = values(data);
          const old = (data[SOURCE] ?? "").slice(all.length);
          const end = old.trim() === body.trim() ? old : body ? `\n${body.trim()}\n` : "";
          return `---\n${written(front, rest)}---\n${end}`;
        },
      },
      vocabulary: {
        fromFile: fromPlain((text) => ({ items: (read(text).toJSON() ?? []).map(names), [SOURCE]: text })),
        toFile: (data) => written(data[SOURCE], values(data).items ?? []),
      },
    };
  }

  return { formats, fold, pruned };
})();
