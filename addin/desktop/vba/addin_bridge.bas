Attribute VB_Name = "WpbBridge"
' From the add-in to Python, through xlwings' own module. The three entry points are an
' interface that filled workbooks rely on: new ones may be added, these keep their
' meaning.
Function WpbAddinInterface() As Long
    WpbAddinInterface = {INTERFACE}
End Function

Function WpbAddinCall(function_name As String, given)
    On Error GoTo failed
    ' ThisWorkbook is the add-in: xlwings looks through it for sheets that hold Python.
    WpbAddinCall = XLPy.CallUDF("addin.desktop.bind", function_name, given, ThisWorkbook, Application.Caller)
    Exit Function
failed:
    ' A real error (#VALUE!), so that no SUM skips it.
    WpbAddinCall = CVErr(2015)
End Function

Sub WpbAddinPress(command_word As String, workbook_name As String)
    On Error GoTo failed
    RunPython "import addin.desktop.bind as b; b.press(" & WpbQuoted(command_word) & ", " & WpbQuoted(workbook_name) & ")"
    Exit Sub
failed:
    MsgBox "Python did not finish: " & Err.Description & vbCrLf & "Run “wpb excel doctor” to see why.", vbExclamation, "WPB"
End Sub

' The add-in's own worksheet functions.
Function WpbCall(function_name As String, given)
    On Error GoTo failed
    WpbCall = WpbAddinCall(function_name, WpbValues(given))
    Exit Function
failed:
    WpbCall = CVErr(2015)
End Function

' A text as Python writes it in a line: a workbook's name may hold an apostrophe.
Private Function WpbQuoted(words As String) As String
    WpbQuoted = "'" & Replace(Replace(words, "\", "\\"), "'", "\'") & "'"
End Function
