@echo off
rem Builds Attune on Windows: uses JAVA_HOME or java on the path (21 or newer) and an installed Maven 3.8 or newer.
setlocal
cd /d "%~dp0"
where mvn >nul 2>nul
if errorlevel 1 (
  echo Attune needs Maven 3.8 or newer on the path. See https://maven.apache.org/install.html 1>&2
  exit /b 1
)
call mvn %*
exit /b %errorlevel%
