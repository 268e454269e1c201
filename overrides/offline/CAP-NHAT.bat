@echo off
rem Cap nhat ban ngoai tuyen: keo tep .zip moi tha vao tep nay. Uses Python when there is one, else Windows' own certutil and tar.
chcp 65001 >nul
setlocal DisableDelayedExpansion
if "%~1"=="" goto help

rem A folder cannot be renamed while this file runs from it: go on from a copy.
if "%~2"=="" (
  mkdir "%TEMP%\cap-nhat-ngoai-tuyen" 2>nul
  copy /y "%~f0" "%TEMP%\cap-nhat-ngoai-tuyen\CAP-NHAT.bat" >nul
  copy /y "%~dp0update_offline.py" "%TEMP%\cap-nhat-ngoai-tuyen\update_offline.py" >nul
  cd /d "%TEMP%"
  "%TEMP%\cap-nhat-ngoai-tuyen\CAP-NHAT.bat" "%~f1" "%~dp0.."
)
for %%I in ("%~2") do set "OLD=%%~fI"
for %%I in ("%~2") do set "NAME=%%~nxI"
set "ZIP=%~f1"
cd /d "%TEMP%"

py -3 -c "" >nul 2>nul && (set "PYTHON=py -3" & goto python)
python -c "import sys; sys.exit(sys.version_info < (3, 8))" >nul 2>nul && (set "PYTHON=python" & goto python)
goto windows

:python
%PYTHON% "%~dp0update_offline.py" "%OLD%" "%ZIP%" --ask
goto end

:windows
where tar >nul 2>nul || goto too_old
if exist "%OLD%.moi" rmdir /s /q "%OLD%.moi"
mkdir "%OLD%.moi" || goto failed
echo Đang giải nén...
tar -xf "%ZIP%" -C "%OLD%.moi" || goto damaged
if exist "%OLD%.moi\update.json" goto needs_python
if not exist "%OLD%.moi\SHA256SUMS" goto damaged
echo Đang kiểm tra bản mới (vài phút)...
call :verify "%OLD%.moi"
if defined BAD goto damaged
echo Đang kiểm tra bản đang dùng (vài phút)...
call :verify "%OLD%"
if defined BAD goto old_damaged
echo Bản mới tốt. Nội dung thay đổi xem ở trang cap-nhat.html và thu-hoi.html.
set "ANSWER="
set /p "ANSWER=Gõ c rồi Enter để cập nhật: "
if /i not "%ANSWER%"=="c" goto stopped
set "KEPT=%NAME%.cu-%RANDOM%"
ren "%OLD%" "%KEPT%" || goto failed
ren "%OLD%.moi" "%NAME%" || (ren "%OLD%\..\%KEPT%" "%NAME%" & goto failed)
echo Đã cập nhật. Bản cũ nằm ở thư mục %KEPT%, cạnh thư mục mới.
goto end

:verify
set "BAD="
pushd "%~1" || (set "BAD=1" & exit /b)
set /a LISTED=1
for /f "usebackq tokens=1,*" %%A in ("SHA256SUMS") do call :one %%A "%%B"
set /a FOUND=0
for /f %%N in ('dir /s /b /a-d ^| find /c /v ""') do set /a FOUND=%%N
if not "%FOUND%"=="%LISTED%" (echo Có %FOUND% tệp, đúng ra là %LISTED%: thiếu tệp hoặc có tệp lạ. & set "BAD=1")
popd
exit /b

:one
set /a LISTED+=1
set "FILE=%~2"
set "FILE=%FILE:/=\%"
if not exist "%FILE%" (echo %FILE%: thiếu tệp. & set "BAD=1" & exit /b)
certutil -hashfile "%FILE%" SHA256 | find /i "%~1" >nul || (echo %FILE%: nội dung đã bị thay đổi. & set "BAD=1")
exit /b

:damaged
echo Tệp .zip hỏng, thiếu, hoặc không phải bản ngoại tuyến. Không đổi gì.
goto clean
:old_damaged
echo Bản đang dùng không còn nguyên vẹn. Không đổi gì. Hãy giải nén bản mới ra một thư mục khác và dùng thư mục đó.
goto clean
:needs_python
echo Gói cập nhật nhỏ cần có Python. Hãy dùng tệp .zip của bản đầy đủ. Không đổi gì.
goto clean
:stopped
echo Chưa đổi gì.
:clean
rmdir /s /q "%OLD%.moi" 2>nul
goto end
:too_old
echo Máy này không có Python, và Windows cũ hơn Windows 10 bản 1803. Hãy làm theo cách thứ hai ở trang cap-nhat.html.
goto end
:failed
echo Không đổi được. Hãy đóng mọi cửa sổ đang mở thư mục này rồi làm lại. USB có thể đầy hoặc khóa chống ghi.
goto end
:help
echo Cách dùng: kéo tệp .zip của bản mới thả vào tệp CAP-NHAT.bat này.
:end
pause
