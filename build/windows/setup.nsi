; The installer: makensis -INPUTCHARSET UTF8 -DVERSION=1.0.0 -DSRC=… -DOUT=… -DICON=… -DKILOBYTES=… setup.nsi   (Linux or Windows)
; Silent: /S, another folder: /D=C:\…   Ends with 5 when the program is running, 6 on a Windows that is too old.
Unicode true
Target amd64-unicode            ; a 64-bit installer: no 32-bit Wine is needed to try it
ManifestSupportedOS Win10
ManifestDPIAware true
!ifdef FAST
  SetCompressor zlib
!else
  SetCompressor /SOLID lzma
  SetCompressorDictSize 64
!endif
!include MUI2.nsh
!include LogicLib.nsh
!include WinVer.nsh
!include x64.nsh
!define APP "安帮桌面"
!define ID "AnbangDesktop"
!define KEY "Software\Microsoft\Windows\CurrentVersion\Uninstall\${ID}"
!define DATA "$APPDATA\${ID}"
Name "${APP}"
OutFile "${OUT}"
BrandingText "${APP} ${VERSION}"
InstallDir "$PROGRAMFILES64\${ID}"
InstallDirRegKey HKLM "${KEY}" "InstallLocation"
RequestExecutionLevel admin
VIProductVersion "${VERSION}.0"
VIAddVersionKey /LANG=2052 "ProductName" "${APP}"
VIAddVersionKey /LANG=2052 "FileDescription" "${APP} 安装程序"
VIAddVersionKey /LANG=2052 "FileVersion" "${VERSION}"
VIAddVersionKey /LANG=2052 "ProductVersion" "${VERSION}"
VIAddVersionKey /LANG=2052 "CompanyName" "${APP}"
VIAddVersionKey /LANG=2052 "LegalCopyright" "木兰宽松许可证，第 2 版"
!define MUI_ICON "${ICON}"
!define MUI_UNICON "${ICON}"
!define MUI_ABORTWARNING
!define MUI_WELCOMEPAGE_TITLE "安装 ${APP} ${VERSION}"
!define MUI_WELCOMEPAGE_TEXT "本程序供司法所办理安置帮教工作使用，不需要联网。$\r$\n$\r$\n电脑上已有旧版本时会就地升级，单位数据不动。$\r$\n$\r$\n安装前请先关闭正在运行的${APP}。"
!define MUI_FINISHPAGE_RUN "$INSTDIR\${ID}.exe"
!define MUI_FINISHPAGE_RUN_TEXT "现在打开${APP}"
!define MUI_FINISHPAGE_TEXT "${APP} 已装好。$\r$\n$\r$\n单位数据放在：$\r$\n${DATA}$\r$\n$\r$\n请用程序里的备份功能，定期把数据备份到另外的地方。"
!define MUI_UNCONFIRMPAGE_TEXT_TOP "将删除${APP}的程序文件。单位数据不会删除，仍留在 ${DATA}。"
!insertmacro MUI_PAGE_WELCOME
!insertmacro MUI_PAGE_DIRECTORY
!insertmacro MUI_PAGE_INSTFILES
!insertmacro MUI_PAGE_FINISH
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES
!insertmacro MUI_LANGUAGE "SimpChinese"

!macro STOP_WHILE_RUNNING un
Function ${un}StopWhileRunning
  again:
  ${If} ${FileExists} "$INSTDIR\${ID}.exe"
    ClearErrors
    FileOpen $0 "$INSTDIR\${ID}.exe" a
    ${If} ${Errors}
      MessageBox MB_RETRYCANCEL|MB_ICONEXCLAMATION "${APP}正在运行，程序文件不能替换。$\r$\n请先保存并关闭它，再点“重试”。" /SD IDCANCEL IDRETRY again
      SetErrorLevel 5
      Quit
    ${EndIf}
    FileClose $0
  ${EndIf}
FunctionEnd
!macroend
!insertmacro STOP_WHILE_RUNNING ""
!insertmacro STOP_WHILE_RUNNING "un."

Function .onInit
  SetRegView 64
  SetShellVarContext all
  ${IfNot} ${RunningX64}
  ${OrIfNot} ${AtLeastBuild} 17763
    MessageBox MB_OK|MB_ICONSTOP "${APP}需要 64 位的 Windows 10（1809 版或更新）或 Windows 11。" /SD IDOK
    SetErrorLevel 6
    Quit
  ${EndIf}
FunctionEnd

Function un.onInit
  SetRegView 64
  SetShellVarContext all
FunctionEnd

Section
  Call StopWhileRunning
  RMDir /r "$INSTDIR\_internal"          ; an upgrade must not leave modules of the old version behind
  SetOutPath "$INSTDIR"
  File /r "${SRC}/*"
  WriteUninstaller "$INSTDIR\uninstall.exe"
  CreateDirectory "${DATA}"              ; every account of this computer works on the same office: users may change what is in it
  nsExec::ExecToLog '"$SYSDIR\icacls.exe" "${DATA}" /grant *S-1-5-32-545:(OI)(CI)M'
  Pop $0
  ${If} $0 <> 0
    MessageBox MB_OK|MB_ICONEXCLAMATION "没有能给文件夹 ${DATA} 加上“用户可修改”的权限。$\r$\n其他 Windows 帐户可能打不开单位数据，请联系技术人员。" /SD IDOK
  ${EndIf}
  CreateDirectory "$SMPROGRAMS\${APP}"
  CreateShortcut "$SMPROGRAMS\${APP}\${APP}.lnk" "$INSTDIR\${ID}.exe"
  CreateShortcut "$SMPROGRAMS\${APP}\卸载${APP}.lnk" "$INSTDIR\uninstall.exe"
  CreateShortcut "$DESKTOP\${APP}.lnk" "$INSTDIR\${ID}.exe"
  WriteRegStr HKLM "${KEY}" "DisplayName" "${APP}"
  WriteRegStr HKLM "${KEY}" "DisplayVersion" "${VERSION}"
  WriteRegStr HKLM "${KEY}" "DisplayIcon" "$INSTDIR\${ID}.exe"
  WriteRegStr HKLM "${KEY}" "Publisher" "${APP}"
  WriteRegStr HKLM "${KEY}" "InstallLocation" "$INSTDIR"
  WriteRegStr HKLM "${KEY}" "UninstallString" '"$INSTDIR\uninstall.exe"'
  WriteRegStr HKLM "${KEY}" "QuietUninstallString" '"$INSTDIR\uninstall.exe" /S'
  WriteRegDWORD HKLM "${KEY}" "EstimatedSize" ${KILOBYTES}
  WriteRegDWORD HKLM "${KEY}" "NoModify" 1
  WriteRegDWORD HKLM "${KEY}" "NoRepair" 1
SectionEnd

Section Uninstall
  Call un.StopWhileRunning
  RMDir /r "$INSTDIR\_internal"
  Delete "$INSTDIR\${ID}.exe"
  Delete "$INSTDIR\anbang-cli.exe"
  Delete "$INSTDIR\uninstall.exe"
  RMDir "$INSTDIR"
  RMDir /r "$SMPROGRAMS\${APP}"
  Delete "$DESKTOP\${APP}.lnk"
  DeleteRegKey HKLM "${KEY}"
  DetailPrint "单位数据没有删除，仍在 ${DATA}"
  MessageBox MB_OK|MB_ICONINFORMATION "程序已卸载。$\r$\n$\r$\n单位数据没有删除，仍在：$\r$\n${DATA}$\r$\n$\r$\n再次安装后可以继续使用。确实不再需要时，请先备份，再由管理员手工删除这个文件夹。" /SD IDOK
SectionEnd
