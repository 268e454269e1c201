// Kiểm tra bản đang dùng và tệp .zip mới ngay trong trình duyệt, cho xem thay đổi. It reads what the reader chose and writes nothing.
(() => {
  "use strict";
  const SUMS = "SHA256SUMS", MANIFEST = "manifest.json", LITTER = /(^|\/)(Thumbs\.db|desktop\.ini|\.DS_Store|\._[^/]*)$/;
  const root = document.querySelector("[data-update]");
  if (!root) return;
  let current = null; // the manifest of the copy in use

  const hex = (buffer) => Array.from(new Uint8Array(buffer), (byte) => byte.toString(16).padStart(2, "0")).join("");
  const digest = async (buffer) => hex(await crypto.subtle.digest("SHA-256", buffer));
  const text = (buffer) => new TextDecoder().decode(buffer);
  const day = (iso) => iso.split("-").reverse().map(Number).join("/");

  /** The files of a zip: name → a function that gives its content. Source: PKWARE, APPNOTE.TXT 6.3.10, 4.3. */
  async function unzipped(file) {
    const tail = new DataView(await file.slice(Math.max(0, file.size - 65557)).arrayBuffer());
    let end = tail.byteLength - 22;
    while (end >= 0 && tail.getUint32(end, true) !== 0x06054b50) end -= 1;
    if (end < 0) throw new Error("không phải tệp .zip, hoặc chép chưa hết");
    const count = tail.getUint16(end + 10, true), start = tail.getUint32(end + 16, true);
    const list = new DataView(await file.slice(start, start + tail.getUint32(end + 12, true)).arrayBuffer());
    const found = new Map();
    for (let at = 0, left = count; left > 0; left -= 1) {
      if (list.getUint32(at, true) !== 0x02014b50) throw new Error("tệp .zip hỏng");
      const [name, extra, note] = [28, 30, 32].map((place) => list.getUint16(at + place, true));
      const path = text(new Uint8Array(list.buffer, at + 46, name));
      const method = list.getUint16(at + 10, true), [size, offset] = [20, 42].map((place) => list.getUint32(at + place, true));
      at += 46 + name + extra + note;
      if (path.endsWith("/")) continue; // a folder
      if (found.has(path)) throw new Error(`có hai tệp tên ${path}`);
      found.set(path, reader(file, method, size, offset));
    }
    return found;
  }
  function reader(file, method, size, offset) {
    return async () => {
      const head = new DataView(await file.slice(offset, offset + 30).arrayBuffer());
      const begin = offset + 30 + head.getUint16(26, true) + head.getUint16(28, true);
      const packed = file.slice(begin, begin + size);
      return method === 0 ? packed.arrayBuffer() : new Response(packed.stream().pipeThrough(new DecompressionStream("deflate-raw"))).arrayBuffer();
    };
  }

  /** The files of a chosen folder, likewise. */
  function chosen(files) {
    const found = new Map();
    for (const file of files) {
      const path = file.webkitRelativePath.split("/").slice(1).join("/");
      if (!LITTER.test(path)) found.set(path, () => file.arrayBuffer());
    }
    return found;
  }

  /** What is wrong with these files by their own checksums, and their manifest. */
  async function checked(files, say) {
    if (!files.has(SUMS) || !files.has(MANIFEST)) throw new Error(`không phải bản ngoại tuyến (không có ${SUMS} hoặc ${MANIFEST})`);
    if (files.has("update.json")) throw new Error("đây là gói cập nhật nhỏ, chỉ dùng được với CAP-NHAT.bat; hãy chọn tệp .zip của bản đầy đủ");
    const sums = new Map(text(await files.get(SUMS)()).trim().split("\n").map((line) => [line.slice(66).trim(), line.slice(0, 64)]));
    const wrong = [];
    let done = 0;
    for (const [path, wanted] of sums) {
      if (!files.has(path)) wrong.push(`${path}: thiếu tệp`);
      else if (await files.get(path)().then(digest, () => "") !== wanted) wrong.push(`${path}: nội dung đã bị thay đổi`);
      done += 1;
      if (done % 50 === 0) say(`Đang kiểm tra: ${done}/${sums.size} tệp…`);
    }
    for (const path of files.keys()) if (!sums.has(path) && path !== SUMS) wrong.push(`${path}: tệp lạ`);
    return { wrong, count: sums.size, manifest: JSON.parse(text(await files.get(MANIFEST)())) };
  }

  function changes(before, after) {
    const lines = [], was = before.records, has = after.records;
    for (const key of Object.keys(has)) {
      if (!was[key]) lines.push(`Thêm: ${has[key].title}`);
      else if (was[key].digest !== has[key].digest) lines.push(`Sửa: ${has[key].title}`);
    }
    for (const key of Object.keys(was)) if (!has[key]) lines.push(`Bỏ: ${was[key].title}`);
    return lines;
  }

  function show(box, good, words, lines) {
    const list = document.createElement("ul");
    for (const line of lines.slice(0, 200)) list.append(Object.assign(document.createElement("li"), { textContent: line }));
    const said = Object.assign(document.createElement("p"), { textContent: words });
    box.className = `banner banner--${good ? "info" : "off"}`;
    box.replaceChildren(said, ...lines.length ? [list] : []);
    box.dataset.state = good ? "good" : "bad";
  }

  async function answer(box, get, finish) {
    const say = (words) => { box.className = "banner banner--info"; box.textContent = words; delete box.dataset.state; };
    say("Đang đọc…");
    try {
      const found = await checked(await get(), say);
      if (found.wrong.length) show(box, false, "Không nguyên vẹn. Đừng dùng bản này; hãy chép lại.", found.wrong);
      else finish(found);
    } catch (error) {
      show(box, false, `Không kiểm tra được: ${error.message}.`, []);
    }
  }

  const [folderBox, zipBox] = ["folder", "zip"].map((name) => root.querySelector(`[data-outcome="${name}"]`));
  root.querySelector("[data-pick=folder]").addEventListener("change", (event) => answer(folderBox, () => chosen(event.target.files), (found) => {
    current = found.manifest;
    show(folderBox, true, `Tốt: ${found.count} tệp đúng như khi phát hành, bản ngày ${day(current.date)}.`, []);
  }));
  root.querySelector("[data-pick=zip]").addEventListener("change", (event) => answer(zipBox, () => unzipped(event.target.files[0]), (found) => {
    const lines = current ? changes(current, found.manifest) : [];
    const older = current && found.manifest.date < current.date;
    const compared = !current ? "Muốn xem thay đổi: kiểm tra bản đang dùng trước." : lines.length ? "Thay đổi so với bản đang dùng:" : "Nội dung không đổi.";
    show(zipBox, !older, `Tốt: ${found.count} tệp, bản ngày ${day(found.manifest.date)}. ${older ? "Bản này CŨ HƠN bản đang dùng." : compared}`, lines);
  }));
  if (!window.DecompressionStream || !window.crypto?.subtle) {
    show(zipBox, false, "Trình duyệt này chưa kiểm tra được tệp .zip (cần Chrome, Edge 103 hoặc Firefox 113 trở lên). Hãy dùng CAP-NHAT.bat.", []);
  }
})();
