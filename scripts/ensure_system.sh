#!/bin/sh
# What pip cannot bring: `ensure_system.sh browser|icu|newsboat|venv|markup` installs it through the system's package manager where
# that is missing and may be done, else says in Vietnamese and English what to install. `browser` prints its path.
set -eu

installs() { # installs PACKAGE…: true when apt did it
    command -v apt-get >/dev/null || return 1
    if [ "$(id -u)" -eq 0 ]; then as_root=""; elif sudo -n true 2>/dev/null; then as_root="sudo"; else return 1; fi
    echo "apt-get install $*" >&2
    $as_root apt-get update -qq >&2 || true
    DEBIAN_FRONTEND=noninteractive $as_root apt-get install -y -qq -o DPkg::Lock::Timeout=300 --no-install-recommends "$@" >&2
}

missing() { # missing VIETNAMESE ENGLISH
    printf '%s\n%s\n' "$1" "$2" >&2
    exit 1
}

browser() {
    for name in "${CHROMIUM:-}" chromium chromium-browser google-chrome google-chrome-stable \
        "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome" "/Applications/Chromium.app/Contents/MacOS/Chromium"; do
        # On Ubuntu the name may be a stub that only asks for a snap: a browser tells its version.
        if [ -n "$name" ] && "$name" --version >/dev/null 2>&1; then
            command -v "$name"
            return
        fi
    done
    return 1
}

checkers() { # the runtimes of html-validate and of the Nu checker
    npm --version && node -e 'process.exit(parseInt(process.versions.node) < 20 ? 1 : 0)' &&
        java -version 2>&1 | grep -Eq 'version "(1[7-9]|[2-9][0-9])'
}

case "${1:-}" in
browser)
    browser || { installs chromium && browser; } || missing \
        "Cần Chromium hoặc Chrome để kiểm thử. Hãy cài (Debian: apt-get install chromium), hoặc đặt CHROMIUM=đường-dẫn." \
        "The tests need Chromium or Chrome. Install it (Debian: apt-get install chromium) or set CHROMIUM=path."
    ;;
icu)
    { command -v c++ && pkg-config --exists icu-i18n; } >/dev/null 2>&1 || installs g++ pkg-config libicu-dev python3-dev || missing \
        "Cần trình biên dịch C++ và ICU để kiểm thử (Debian: apt-get install g++ pkg-config libicu-dev python3-dev; macOS: brew install icu4c pkgconf)." \
        "The tests need a C++ compiler and ICU, by the packages named above."
    ;;
newsboat)
    installs newsboat || missing \
        "Cần newsboat để kiểm thử nguồn tin. Hãy cài (Debian: apt-get install newsboat)." \
        "Some tests of feeds need newsboat. Install it (Debian: apt-get install newsboat)."
    ;;
venv)
    installs python3-venv || missing \
        "Python này thiếu mô-đun venv. Hãy cài (Debian: apt-get install python3-venv) rồi chạy lại." \
        "This Python lacks its venv module. Install it (Debian: apt-get install python3-venv) and run again."
    ;;
markup)
    { checkers || { installs nodejs npm default-jre-headless && checkers; }; } >/dev/null || missing \
        "Kiểm tra mã HTML cần Node 20, npm và Java 17 trở lên (Debian: apt-get install nodejs npm default-jre-headless)." \
        "The checks of the markup need Node 20, npm and Java 17 or newer, by the packages named above."
    ;;
*)
    echo "usage: ensure_system.sh browser|icu|newsboat|venv|markup" >&2
    exit 2
    ;;
esac
