Function GetConfig(configKey As String, Optional default As String = "", Optional source As String = "") As Variant
    ' Put here by the WPB build. xlwings looks for settings in a sheet of the active
    ' workbook and in files first: anybody's workbook could name the interpreter.
    Select Case UCase$(configKey)
        Case "INTERPRETER_WIN"
            GetConfig = ExpandEnvironmentStrings("{INTERPRETER}")
        Case "USE UDF SERVER"
            GetConfig = True
        Case "SHOW CONSOLE", "DEBUG UDFS"
            GetConfig = False
        Case "ADD_WORKBOOK_TO_PYTHONPATH"
            GetConfig = "False"
        Case Else
            GetConfig = ""
    End Select
End Function
