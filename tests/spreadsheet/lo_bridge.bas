Attribute VB_Name = "WpbBridge"
' LibreOffice, for the tests only: the same entry points as a template's own bridge. The
' way to Python is LibreOffice's scripting framework (wpb_host.py in its profile).
Function WpbCall(function_name As String, given)
    Dim i, sent()
    On Error GoTo failed
    If UBound(given) >= 0 Then ReDim sent(0 To UBound(given))
    For i = 0 To UBound(given)
        If IsMissing(given(i)) Then
            ' Wrapped, as no argument is an array of text alone: see wpb_host.py.
            sent(i) = Array("omitted")
        ElseIf IsObject(given(i)) Then
            ' The cells themselves: Python reads them at once. Value gives 0 for an error.
            sent(i) = Array("cells", given(i).CellRange)
        Else
            sent(i) = Array("values", given(i))
        End If
    Next i
    WpbCall = WpbBlock(WpbRun("call", Array(function_name, sent)))
    Exit Function
failed:
    WpbNote function_name & ": " & Err.Description
    WpbCall = CVErr(2015)
End Function

Sub WpbPress(command As String)
    On Error GoTo failed
    WpbRun "press", Array(command, ThisComponent)
    Exit Sub
failed:
    WpbNote command & ": " & Err.Description
End Sub

Function WpbBlock(answer)
    ' Python hands back rows of cells; a sheet wants an array of two dimensions.
    Dim row, column, cells, block()
    If Not IsArray(answer) Then
        WpbBlock = answer
        Exit Function
    End If
    ReDim block(0 To UBound(answer), 0 To UBound(answer(0)))
    For row = 0 To UBound(answer)
        cells = answer(row)
        For column = 0 To UBound(cells)
            block(row, column) = cells(column)
        Next column
    Next row
    WpbBlock = block
End Function

Function WpbRun(python_function As String, arguments)
    Dim factory, provider, script, positions(), results()
    factory = CreateUnoService("com.sun.star.script.provider.MasterScriptProviderFactory")
    provider = factory.createScriptProvider("")
    script = provider.getScript("vnd.sun.star.script:wpb_host.py$" & python_function & "?language=Python&location=user")
    WpbRun = script.invoke(arguments, positions, results)
End Function

Sub WpbNote(words As String)
    ' LibreOffice shows nothing for what fails in Basic: the tests read this file.
    Dim channel
    channel = FreeFile
    Open Environ("WPB_HOST_LOG") For Append As #channel
    Print #channel, words
    Close #channel
End Sub
