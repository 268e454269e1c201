// Trang làm ra để in: chọn khổ giấy rồi mở hộp thoại in.
(function () {
  "use strict";
  Array.prototype.forEach.call(document.querySelectorAll("[data-print-buttons]"), function (buttons) { buttons.hidden = false; });
  Array.prototype.forEach.call(document.querySelectorAll("[data-paper]"), function (button) {
    button.addEventListener("click", function () {
      document.documentElement.setAttribute("data-printing", button.getAttribute("data-paper"));
      window.print();
    });
  });
})();
