@echo off
rem The daybook command: daybook.jar beside it, with the flags of short programs.
rem   JAVA_HOME         the Java to use; else the one on the PATH
rem   DAYBOOK_JAVA_OPTS more options for Java, such as -Xmx4g
setlocal
set "java=java"
if defined JAVA_HOME set "java=%JAVA_HOME%\bin\java.exe"
if defined JAVA_HOME if not exist "%java%" (
  echo daybook: there is no Java in JAVA_HOME; correct it or unset it: JAVA_HOME=%JAVA_HOME% 1>&2
  exit /b 1
)
if not defined JAVA_HOME (
  where java >nul 2>nul
  if errorlevel 1 (
    echo daybook: no Java found; install a JDK or JRE from 17 on, or set JAVA_HOME 1>&2
    exit /b 1
  )
)
rem An archive of another Java is ignored.
set "archive=%~dp0daybook.jsa"
for %%a in ("%~dp0daybook-*.jsa") do set "archive=%%~a"
rem These pass over gigabytes, which the second compiler makes much faster.
set "tiers=-XX:TieredStopAtLevel=1"
if "%~1"=="search" set "tiers=-XX:+TieredCompilation"
if "%~1"=="import" set "tiers=-XX:+TieredCompilation -XX:FreqInlineSize=100 -XX:InlineSmallCode=800"
"%java%" -Xshare:auto "-XX:SharedArchiveFile=%archive%" -Xlog:disable ^
  %tiers% -XX:+UseSerialGC -XX:-UsePerfData -Ddaybook.buffer=plain ^
  %DAYBOOK_JAVA_OPTS% -cp "%~dp0daybook.jar" dev.daybook.cli.Main %*
exit /b %errorlevel%
