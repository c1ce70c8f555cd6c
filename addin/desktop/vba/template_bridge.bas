Attribute VB_Name = "WpbBridge"
Option Private Module
' From this workbook to the WPB add-in, which alone knows the way to Python.
Private Const NEEDED = {INTERFACE}
Private Const NO_ADDIN = "Buttons need the WPB add-in: ask IT for it, or run “wpb calculate” on this file. All figures shown are those last calculated."
Private Const OLD_ADDIN = "This workbook is newer than the WPB add-in on this computer: ask IT to update the add-in, or run “wpb calculate” on this file. All figures shown are those last calculated."

Function WpbCall(function_name As String, given)
    On Error GoTo failed
    WpbCall = Application.Run(WpbIn("WpbAddinCall"), function_name, WpbValues(given))
    Exit Function
failed:
    ' A real error (#VALUE!), so that no SUM skips it.
    WpbCall = CVErr(2015)
End Function

Sub WpbPress(command_word As String)
    Dim found
    On Error Resume Next
    found = Application.Run(WpbIn("WpbAddinInterface"))
    On Error GoTo 0
    If IsEmpty(found) Then
        MsgBox NO_ADDIN, vbInformation, "WPB"
    ElseIf found < NEEDED Then
        MsgBox OLD_ADDIN, vbInformation, "WPB"
    Else
        Application.Run WpbIn("WpbAddinPress"), command_word, ThisWorkbook.Name
    End If
End Sub

' Raises where the add-in is not loaded: Run alone might open any file of that name that
' it found in the current folder.
Private Function WpbIn(macro_name As String) As String
    WpbIn = "'" & Workbooks("wpb.xlam").Name & "'!" & macro_name
End Function
