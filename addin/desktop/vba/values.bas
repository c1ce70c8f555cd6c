' What a function was given as plain values, since a Range may not survive the way: cells
' become a two-dimensional array (one cell too), what was left out becomes a marker.
Private Function WpbValues(given)
    Dim sent, i
    sent = Array()
    If UBound(given) >= 0 Then ReDim sent(0 To UBound(given))
    For i = 0 To UBound(given)
        If IsMissing(given(i)) Then
            sent(i) = "__missing__"
        ElseIf IsObject(given(i)) Then
            sent(i) = WpbBlock(given(i))
        Else
            sent(i) = given(i)
        End If
    Next i
    WpbValues = sent
End Function

Private Function WpbBlock(area)
    Dim block(1 To 1, 1 To 1)
    ' Value2 would give the first part alone of a union.
    If area.Areas.Count > 1 Then Err.Raise 5
    ' Dates that are counted from 1904 would be read four years early.
    If area.Worksheet.Parent.Date1904 Then Err.Raise 5
    If area.CountLarge = 1 Then
        block(1, 1) = area.Value2
        WpbBlock = block
    Else
        WpbBlock = area.Value2
    End If
End Function
