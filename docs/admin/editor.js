/* The content manager of the site: Decap with this site's files, names, help, preview and limits. Decap itself comes after this script. */
"use strict";
window.CMS_MANUAL_INIT = true;
(() => {
  const LONGEST_ID = 80;
  const TYPES = /\.(?:jpe?g|png|webp|avif|gif|svg|pdf|docx?|xlsx?|pptx?|odt|ods|odp|mp3|mp4|txt|csv)$/iu;
  const PICTURES = /\.(?:jpe?g|png|webp|avif|gif)$/iu;

  /** Text as an id: lower case without accents, cut at a word. */
  function idOf(text) {
    const all = window.RecordFiles.fold(text).replace(/[^a-z0-9]+/gu, "-").replace(/^-+|-+$/gu, "");
    return all.length <= LONGEST_ID ? all : all.slice(0, all.lastIndexOf("-", LONGEST_ID));
  }

  /** The file of a new record: id and, for collections by year, the year of its day. */
  function placed(collection, data) {
    const day = (collection === "news" ? data.published : data.decision?.signed_on || data.awarded_on) || data.published || "";
    const words = collection === "directives" ? data.number || data.title : collection === "news" ? `${day} ${data.title}` : data.title;
    return { _id: idOf(words || ""), _year: day.slice(0, 4) };
  }

  /** Before a record is saved: where it goes, and which form it came from. */
  const beforeSaving = (config) => ({ entry }) => {
    const name = entry.get("collection"), data = entry.get("data");
    const empty = formAt(config, name, entry.get("slug"))?.fields.find(({ name: key, required, widget }) => required && widget === "object"
      && window.RecordFiles.pruned(data.toJS()[key]) === undefined);
    if (empty) throw new Error(`Hãy điền “${empty.label}”. Không biết gì thì ghi lý do ở ô “Ghi chú”.`);
    const { _id, _year } = placed(name, data.toJS());
    if (["news", "commendations"].includes(name) && entry.get("newRecord") && !/^\d{4}$/u.test(_year)) {
      throw new Error(name === "news" ? "Hãy điền ngày đăng." : "Hãy điền ngày quyết định hoặc ngày trao: tệp nằm trong thư mục của năm đó.");
    }
    return data.merge({ _id, _year, _form: `${name}/${entry.get("slug") ?? ""}` });
  };

  /** A collection's form, or that of one of its files. */
  function formAt(config, name, slug) {
    const collection = config.collections.find((one) => one.name === name);
    return collection?.files?.find((file) => file.name === slug) ?? (collection?.fields && collection);
  }

  /** The form that data came from, for the order of keys. */
  const formOf = (config) => (data) => formAt(config, ...(data._form ?? "").split("/"));

  /** The values at a path of keys; `*` stands for every item of a list. */
  function valuesAt(value, [key, ...rest]) {
    if (key === undefined) return [value];
    const inner = key === "*" ? value ?? [] : [value?.[key]];
    return inner.flatMap((item) => valuesAt(item, rest));
  }

  function holds(data, { path, is }) {
    const found = valuesAt(data, path.split(".")).filter((value) => window.RecordFiles.pruned(value) !== undefined);
    if (is === "") return found.length === 0;
    return is === "?" ? found.length > 0 : found.some((value) => String(value) === is);
  }

  const adviceWidget = () => window.createClass({
    shouldComponentUpdate: () => true, // other fields' values decide what is said
    render() {
      const data = this.props.entry.get("data")?.toJS() ?? {};
      const said = this.props.field.get("rules").toJS().filter((rule) => rule.when.every((condition) => holds(data, condition)));
      const items = said.map((rule) => window.h("li", { key: rule.say }, rule.say));
      return window.h("ul", { id: this.props.forID, className: `${this.props.classNameWrapper} advice`, role: "status" }, items);
    },
  });

  const shown = (value, options) => {
    const choice = options?.find((option) => option.value === value);
    if (choice) return choice.label;
    if (typeof value === "boolean") return value ? "có" : "không";
    return /^\d{4}-\d\d-\d\d$/u.test(value) ? value.split("-").reverse().map(Number).join("/") : String(value);
  };

  /** A field's value in words: lists and groups become nested lists. */
  function facts(value, fields) {
    return fields.filter((field) => field.name !== "_advice" && window.RecordFiles.pruned(value[field.name]) !== undefined).map((field) => {
      const inner = value[field.name], h = window.h;
      const one = (item) => (field.fields && typeof item === "object" ? h("dl", {}, facts(item, field.fields)) : shown(item, field.options));
      const all = Array.isArray(inner) ? h("ul", {}, inner.map((item, place) => h("li", { key: place }, one(item)))) : one(inner);
      return h("div", { key: field.name }, h("dt", {}, field.label), h("dd", {}, all));
    });
  }

  const preview = (fields) => window.createClass({
    render() {
      const { entry, widgetFor, getAsset } = this.props, h = window.h;
      const data = entry.get("data")?.toJS() ?? {};
      const rest = fields.filter((field) => !["title", "summary", "body", "image", "image_alt"].includes(field.name));
      const image = data.image ? h("img", { src: getAsset(data.image, entry)?.toString(), alt: data.image_alt ?? "" }) : null;
      return h("article", { className: "md-content__inner md-typeset" },
        h("h1", {}, data.title || "(chưa có tên)"), data.summary ? h("p", { className: "lead" }, data.summary) : null, image,
        h("dl", { className: "preview-facts" }, facts(data, rest)), fields.some((field) => field.name === "body") ? h("div", {}, widgetFor("body")) : null);
    },
  });

  /** Refuse a file before it is sent: only these types, pictures and others only so large. */
  function refusing(config) {
    const largest = config.max_file_size;
    const fault = (file) => {
      if (!TYPES.test(file.name)) return `Không nhận tệp “${file.name}”: chỉ ảnh, PDF, tệp văn phòng không có macro, âm thanh, phim, chữ.`;
      return file.size > largest ? `Tệp “${file.name}” lớn hơn ${largest / 1e6} MB.` : "";
    };
    const guard = (event) => {
      const files = [...(event.type === "drop" ? event.dataTransfer?.files ?? [] : event.target.files ?? [])];
      const wrong = files.map(fault).find(Boolean);
      const picture = files.find((file) => PICTURES.test(file.name));
      if (!wrong && (!picture || window.confirm(`Ảnh “${picture.name}”: không có mặt trẻ em, nạn nhân, người báo tin; đã xóa vị trí chụp (GPS)?`))) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      if (event.type === "change") event.target.value = "";
      if (wrong) window.alert(wrong);
    };
    for (const type of ["change", "drop"]) window.addEventListener(type, guard, { capture: true });
  }

  /** Decap's Vietnamese with our words put in at their dotted names. */
  function inOurWords(phrases) {
    for (const [name, words] of Object.entries(window.VIETNAMESE)) {
      const steps = name.split("."), last = steps.pop();
      let at = phrases;
      for (const step of steps) at = at[step] ??= {};
      at[last] = words;
    }
    return phrases;
  }

  async function start() {
    const answer = await fetch("config.yml");
    if (!answer.ok) throw new Error(`config.yml: ${answer.status}`);
    const config = YAML.parse(await answer.text());
    const formats = window.RecordFiles.formats(formOf(config));
    for (const [name, format] of Object.entries(formats)) CMS.registerCustomFormat(name, name === "record-md" ? "md" : "yml", format);
    CMS.registerEventListener({ name: "preSave", handler: beforeSaving(config) });
    CMS.registerWidget("advice", adviceWidget(), () => null);
    for (const style of document.body.dataset.previewStyles.split(" ")) CMS.registerPreviewStyle(style);
    for (const collection of config.collections) if (collection.fields) CMS.registerPreviewTemplate(collection.name, preview(collection.fields));
    refusing(config);
    CMS.registerLocale("vi", inOurWords(CMS.getLocale("vi")));
    CMS.init({ config: { ...config, load_config_file: false } });
  }
  /** Without its configuration there is no form: say so, and say what is left. */
  function sayWhy(error) {
    const words = document.createElement("p");
    words.setAttribute("role", "alert");
    words.textContent = "Không mở được trang biên tập. Hãy tải lại trang; nếu vẫn vậy thì sửa tệp trực tiếp trên kho mã: xem trang “Hướng dẫn biên tập”.";
    document.body.append(words);
    throw error;
  }
  addEventListener("DOMContentLoaded", () => start().catch(sayWhy));
})();
