// Nút đổi giao diện sáng, tối. Lựa chọn chỉ nằm trong trình duyệt của người đọc.
(function () {
  "use strict";
  var button = document.querySelector("[data-scheme-toggle]");
  if (!button) return;
  var label = button.querySelector("span");

  function isDark() {
    return document.body.getAttribute("data-md-color-scheme") === "slate";
  }
  function relabel() {
    label.textContent = button.getAttribute(isDark() ? "data-to-light" : "data-to-dark");
  }

  button.addEventListener("click", function () {
    var scheme = isDark() ? "default" : "slate";
    document.body.setAttribute("data-md-color-scheme", scheme);
    try { localStorage.setItem("giao-dien", scheme); } catch (error) { /* bộ nhớ bị chặn: chỉ đổi trang này */ }
    relabel();
  });
  relabel();
  button.hidden = false;
})();
